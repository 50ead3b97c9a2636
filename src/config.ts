import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { z } from 'zod'

const emptyIsAbsent = (value: unknown) => (value === '' ? undefined : value)

/** An e-mail address, alone or in angle brackets after a name. */
const mailbox = /^(?:[^<>@]*<[^<>@\s,]+@[^<>@\s,]+>|[^<>@\s,]+@[^<>@\s,]+)$/

/** Every setting with its default; the table of README.md has a row for each. */
export const environmentSchema = z.object({
  NODE_ENV: z.preprocess(
    emptyIsAbsent,
    z.enum(['production', 'development', 'test']).default('production'),
  ),
  HOST: z.preprocess(
    emptyIsAbsent,
    z.union([z.hostname(), z.ipv4(), z.ipv6()]).default('127.0.0.1'),
  ),
  PORT: z.preprocess(emptyIsAbsent, z.coerce.number().int().min(0).max(65535).default(3000)),
  DATA_DIR: z.preprocess(emptyIsAbsent, z.string().default('data')),
  DATABASE_URL: z.preprocess(emptyIsAbsent, z.url({ protocol: /^postgres(ql)?$/ }).optional()),
  DATABASE_APP_URL: z.preprocess(emptyIsAbsent, z.url({ protocol: /^postgres(ql)?$/ }).optional()),
  DATABASE_POOL_SIZE: z.preprocess(
    emptyIsAbsent,
    z.coerce.number().int().min(2).max(200).default(12),
  ),
  BASE_URL: z.preprocess(emptyIsAbsent, z.url({ protocol: /^https?$/ }).optional()),
  SECRET_KEY: z.preprocess(emptyIsAbsent, z.string().min(32).optional()),
  DEMONSTRATION: z.preprocess(emptyIsAbsent, z.enum(['on', 'off']).optional()),
  RUN: z.preprocess(emptyIsAbsent, z.enum(['all', 'web', 'worker']).default('all')),
  TRUST_PROXY: z.preprocess(emptyIsAbsent, z.enum(['on', 'off']).default('off')),
  SMTP_URL: z.preprocess(emptyIsAbsent, z.url({ protocol: /^smtps?$/ }).optional()),
  MAIL_FROM: z.preprocess(
    emptyIsAbsent,
    z.string().regex(mailbox).default('Messages <no-reply@localhost>'),
  ),
  AUDIT_HEAD_FILE: z.preprocess(emptyIsAbsent, z.string().optional()),
  AUDIT_HEAD_MAIL: z.preprocess(emptyIsAbsent, z.email().optional()),
  WATCHDOG_PARENT: z.preprocess(emptyIsAbsent, z.coerce.number().int().positive().optional()),
  LOG_LEVEL: z.preprocess(
    emptyIsAbsent,
    z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
  ),
})

/** Of every setting, what it may be, as whoever runs Handrail reads it. */
const mayBe: Readonly<Record<keyof z.infer<typeof environmentSchema>, string>> = {
  NODE_ENV: 'production, development or test',
  HOST: 'a name or an address of this machine',
  PORT: 'a whole number from 0 to 65535',
  DATA_DIR: 'a folder',
  DATABASE_URL: 'an address that begins with postgres:// or postgresql://',
  DATABASE_APP_URL: 'an address that begins with postgres:// or postgresql://',
  DATABASE_POOL_SIZE: 'a whole number from 2 to 200',
  BASE_URL: 'an address that begins with https:// or http://',
  SECRET_KEY: 'at least 32 characters long',
  DEMONSTRATION: 'on or off',
  RUN: 'all, web or worker',
  TRUST_PROXY: 'on or off',
  SMTP_URL: 'an address that begins with smtp:// or smtps://',
  MAIL_FROM: 'a name with an e-mail address',
  AUDIT_HEAD_FILE: 'a file',
  AUDIT_HEAD_MAIL: 'one e-mail address',
  WATCHDOG_PARENT: 'left out: the server sets it for the watchdog that it starts',
  LOG_LEVEL: 'debug, info, warn, error or silent',
}

export interface Config {
  environment: 'production' | 'development' | 'test'
  host: string
  port: number
  dataDir: string
  databaseUrl: string | null
  databaseAppUrl: string | null
  poolSize: number
  baseUrl: string | null
  secretKey: string
  isDemonstration: boolean
  run: 'all' | 'web' | 'worker'
  trustsProxy: boolean
  smtpUrl: string | null
  mailFrom: string
  /** Where the head of the audit chain goes each day: a file that another machine keeps, a mail. */
  auditHeadFile: string | null
  auditHeadMail: string | null
  /** Set by the server for the watchdog it starts: the process whose end is also the watchdog's. */
  watchdogParent: number | null
  logLevel: 'debug' | 'info' | 'warn' | 'error' | 'silent'
}

/** Thrown once, at start, with every fault of the configuration in it. */
export class ConfigurationFault extends Error {
  constructor(readonly faults: string[]) {
    super(`Handrail cannot start with these settings:\n${faults.map((f) => `  - ${f}`).join('\n')}`)
  }
}

/** Reads and checks every setting; nothing else in the project reads the environment. */
export function readConfig(environment: Record<string, string | undefined>): Config {
  const parsed = environmentSchema.safeParse(environment)
  const faults = [
    ...(parsed.success ? [] : wrongSettings(parsed.error)),
    ...crossChecks(environment),
  ]
  if (!parsed.success || faults.length > 0) throw new ConfigurationFault(faults)
  const env = parsed.data

  return {
    environment: env.NODE_ENV,
    host: env.HOST,
    port: env.PORT,
    dataDir: path.resolve(env.DATA_DIR),
    databaseUrl: env.DATABASE_URL ?? null,
    databaseAppUrl: env.DATABASE_APP_URL ?? null,
    poolSize: env.DATABASE_POOL_SIZE,
    baseUrl: env.BASE_URL?.replace(/\/$/, '') ?? null,
    secretKey: env.SECRET_KEY ?? keptSecret(path.resolve(env.DATA_DIR)),
    // Without a database of one's own there is nothing to protect yet: that is the demonstration.
    isDemonstration:
      env.DEMONSTRATION === undefined ? env.DATABASE_URL === undefined : env.DEMONSTRATION === 'on',
    run: env.RUN,
    trustsProxy: env.TRUST_PROXY === 'on',
    smtpUrl: env.SMTP_URL ?? null,
    mailFrom: env.MAIL_FROM,
    auditHeadFile: env.AUDIT_HEAD_FILE === undefined ? null : path.resolve(env.AUDIT_HEAD_FILE),
    auditHeadMail: env.AUDIT_HEAD_MAIL ?? null,
    watchdogParent: env.WATCHDOG_PARENT ?? null,
    logLevel: env.LOG_LEVEL,
  }
}

/** The address that people use: BASE_URL, or made from HOST and PORT. */
export function addressOf({ baseUrl, host, port }: Pick<Config, 'baseUrl' | 'host' | 'port'>) {
  return baseUrl ?? `http://${host === '0.0.0.0' ? 'localhost' : host}:${port}`
}

/** On what was given, whether or not each setting is right by itself: all faults come at once. */
function crossChecks(given: Record<string, string | undefined>): string[] {
  const faults: string[] = []
  if (given.DATABASE_APP_URL && !given.DATABASE_URL) {
    faults.push('DATABASE_APP_URL is set but DATABASE_URL is not. Set both, or neither.')
  }
  if (given.DEMONSTRATION === 'on' && given.SMTP_URL) {
    faults.push('DEMONSTRATION is on and SMTP_URL is set. A demonstration never sends real mail.')
  }
  // Not made here: where another disk is missing, the lines would stay on this machine unseen.
  const headFile = given.AUDIT_HEAD_FILE
  if (headFile && !existsSync(path.dirname(path.resolve(headFile)))) {
    faults.push('AUDIT_HEAD_FILE names a file in a folder that is not there.')
  }
  return faults
}

/** Each wrong setting once, by what it may be: never by what was given, which may be a secret. */
function wrongSettings({ issues }: z.ZodError<z.infer<typeof environmentSchema>>): string[] {
  const names = new Set(issues.map(({ path: [name] }) => name as keyof typeof mayBe))
  return [...names].map((name) => `${name} must be ${mayBe[name]}.`)
}

/** The key made at the first start and kept beside the data, for those who set none. */
function keptSecret(dataDir: string): string {
  const file = path.join(dataDir, 'secret-key')
  if (existsSync(file)) return readFileSync(file, 'utf8').trim()
  mkdirSync(dataDir, { recursive: true })
  const secret = randomBytes(32).toString('base64url')
  writeFileSync(file, `${secret}\n`, { mode: 0o600 })
  return secret
}
