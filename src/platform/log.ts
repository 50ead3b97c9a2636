import { pino } from 'pino'
import { inSource } from './source-places.ts'

/**
 * Structured logs. Only these keys may be logged: ids, routes, times; never a name, an address or
 * a word of anyone's.
 */
export interface LogFields {
  requestId?: string
  route?: string
  method?: string
  status?: number
  milliseconds?: number
  job?: string
  serviceId?: string
  count?: number
  port?: number
  step?: string
  error?: string
  code?: string
  stack?: string
}

export interface Log {
  debug(what: string, fields?: LogFields): void
  info(what: string, fields?: LogFields): void
  warn(what: string, fields?: LogFields): void
  error(what: string, fields?: LogFields): void
}

export function createLog(level: string): Log {
  const logger = pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime })
  return {
    debug: (what, fields = {}) => logger.debug(fields, what),
    info: (what, fields = {}) => logger.info(fields, what),
    warn: (what, fields = {}) => logger.warn(fields, what),
    error: (what, fields = {}) => logger.error(fields, what),
  }
}

/**
 * What may be said of an error: its kind and where, not its message, which can hold what somebody
 * typed.
 */
export function errorFields(error: unknown): LogFields {
  if (!(error instanceof Error)) return { error: typeof error }
  const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line))
  return {
    error: error.message.startsWith('Invariant broken:') ? error.message : error.name,
    ...(code ? { code } : {}),
    stack: inSource(frames.slice(0, 8))
      .map((line) => line.trim())
      .join(' < '),
  }
}
