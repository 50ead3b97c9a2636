import { setTimeout as pause } from 'node:timers/promises'
import { errorFields, type Log } from '#platform/log.ts'

const closeWithinMilliseconds = 3000

interface Closer {
  readonly what: string
  readonly close: () => unknown
  readonly withinMilliseconds: number
}

/**
 * What a start has opened, to be closed in the opposite order: when it is told to stop, and also
 * when it fails half way.
 */
export class Opened {
  private readonly closers: Closer[] = []
  private closing: Promise<void> | null = null

  constructor(private readonly log: Log) {}

  get isClosing(): boolean {
    return this.closing !== null
  }

  /** Once everything is being closed nothing more is opened: the start ends here. */
  keep(what: string, close: () => unknown, withinMilliseconds = closeWithinMilliseconds): void {
    const closer = { what, close, withinMilliseconds }
    if (this.closing === null) {
      this.closers.push(closer)
      return
    }
    void this.closeOne(closer)
    throw new Error('Stopped while it was starting')
  }

  /**
   * Nothing that hangs or fails keeps the rest from being closed: what was acknowledged is
   * committed already.
   */
  close(): Promise<void> {
    this.closing ??= this.closeAll()
    return this.closing
  }

  private async closeAll(): Promise<void> {
    for (const closer of this.closers.reverse()) await this.closeOne(closer)
  }

  private async closeOne({ what, close, withinMilliseconds }: Closer): Promise<void> {
    const closed = (async () => close())().catch((error: unknown) => {
      this.log.error('could not be closed', { step: what, ...errorFields(error) })
    })
    // A clock that runs on would keep a command that is done from ending.
    const clock = new AbortController()
    const tooLong = pause(withinMilliseconds, undefined, { signal: clock.signal }).catch(() => {})
    await Promise.race([closed, tooLong])
    clock.abort()
  }
}
