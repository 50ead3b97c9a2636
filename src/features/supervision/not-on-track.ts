import type { Person } from '#features/caseload/index.ts'
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
}

const dayMs = 86_400_000

/**
 * Everybody whose scores ask for a look, each once: first those about whom nothing was decided for
 * longer than the protocol lets pass, then those meant for supervision, then by what is still open.
 */
export function notOnTrack(ctx: Context, people: readonly Person[]): NotOnTrack[] {
  return people
    .filter(({ signals }) => signals.length > 0)
    .map((person) => {
      const { signals } = person
      const open = signals.flatMap(({ openSince }) => openSince() ?? [])
      const openSince = open.length === 0 ? null : Math.min(...open)
      return { person, signals, openSince, standing: standingOf(ctx, signals, openSince) }
    })
    .sort(
      (a, b) =>
        standings.indexOf(a.standing) - standings.indexOf(b.standing) ||
        (a.openSince ?? 0) - (b.openSince ?? 0) ||
        a.person.name.localeCompare(b.person.name, 'en'),
    )
}

function standingOf(
  ctx: Context,
  signals: readonly AskedSignal[],
  openSince: number | null,
): Standing {
  const { undecidedFirstAfterDays } = ctx.content.protocols.onTrack.decisions
  if (openSince !== null && ctx.now.getTime() - openSince > undecidedFirstAfterDays * dayMs) {
    return 'late'
  }
  const isForSupervision = ({ decision, supervisors }: AskedSignal) =>
    decision?.decision === 'supervision' && (supervisors === null || supervisors.at < decision.at)
  if (signals.some(isForSupervision)) return 'for_supervision'
  if (openSince !== null) return 'open'
  return signals.some(({ supervisors }) => supervisors === null) ? 'decided' : 'agreed'
}
