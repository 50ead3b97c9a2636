import { type Person, qualityIn } from '#features/caseload/index.ts'
import type { AskedSignal } from '#features/on-track/index.ts'
import type { Context } from '#platform/context.ts'

/** How far the decision about somebody has come, in the order in which a supervisor looks. */
const standings = ['late', 'for_supervision', 'open', 'decided', 'agreed'] as const
export type Standing = (typeof standings)[number]

export interface NotOnTrack {
  readonly person: Person
  readonly signals: readonly AskedSignal[]
  readonly standing: Standing
  /** Since which form nothing has been decided; null when everything has. */
  readonly openSince: number | null
  /** By when the supervisor's own answer is due; null when none is asked by a day. */
  readonly by: number | null
  /** How complete the forms are that ask, by instrument. */
  readonly quality: ReturnType<typeof qualityIn>
}

const dayMs = 86_400_000

/**
 * Everybody whose scores ask for a look, each once: first those about whom nothing was decided for
 * longer than the protocol lets pass or whose supervisor's answer is over its day, then those meant
 * for supervision, then by what is still open; within each, the earliest day first.
 */
export function notOnTrack(ctx: Context, people: readonly Person[]): NotOnTrack[] {
  return people
    .filter(({ signals }) => signals.length > 0)
    .map((person) => {
      const { signals } = person
      const openSince = earliest(signals.flatMap((signal) => signal.openSince() ?? []))
      const by = earliest(signals.flatMap((signal) => answerBy(ctx, signal) ?? []))
      return {
        person,
        signals,
        openSince,
        by,
        quality: qualityOf(ctx, person),
        standing: standingOf(ctx, { signals, openSince, by }),
      }
    })
    .sort(
      (a, b) =>
        standings.indexOf(a.standing) - standings.indexOf(b.standing) ||
        (a.by ?? Number.MAX_SAFE_INTEGER) - (b.by ?? Number.MAX_SAFE_INTEGER) ||
        (a.openSince ?? 0) - (b.openSince ?? 0) ||
        a.person.name.localeCompare(b.person.name, 'en'),
    )
}

function qualityOf(ctx: Context, person: Person): NotOnTrack['quality'] {
  const asking = new Set(person.signals.map(({ instrumentId }) => instrumentId))
  return new Map([...qualityIn(ctx, person)].filter(([id]) => asking.has(id)))
}

function earliest(moments: readonly number[]): number | null {
  return moments.length === 0 ? null : Math.min(...moments)
}

/**
 * By when the supervisor answers this signal: reliable worsening by its own day, whatever the
 * therapist has decided, and what was taken to supervision within the days of the protocol.
 */
function answerBy(ctx: Context, signal: AskedSignal): number | null {
  const { supervisionWithinDays } = ctx.content.protocols.onTrack.decisions
  const worsened = signal.supervisors === null ? signal.supervisorBy : null
  const asked = signal.decision !== null && isForSupervision(signal)
  const taken = asked ? signal.decision.at + supervisionWithinDays * dayMs : null
  return earliest([worsened, taken].filter((by) => by !== null))
}

function isForSupervision({ decision, supervisors }: AskedSignal): boolean {
  if (decision?.decision !== 'supervision') return false
  return supervisors === null || supervisors.at < decision.at
}

function standingOf(
  ctx: Context,
  { signals, openSince, by }: Pick<NotOnTrack, 'signals' | 'openSince' | 'by'>,
): Standing {
  const now = ctx.now.getTime()
  const { undecidedFirstAfterDays } = ctx.content.protocols.onTrack.decisions
  if (by !== null && by < now) return 'late'
  if (openSince !== null && now - openSince > undecidedFirstAfterDays * dayMs) return 'late'
  if (signals.some(isForSupervision)) return 'for_supervision'
  if (openSince !== null) return 'open'
  return signals.some(({ supervisors }) => supervisors === null) ? 'decided' : 'agreed'
}
