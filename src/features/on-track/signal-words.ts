import type { OnTrackSignal } from '#clinical/on-track.ts'
import type { DecisionCode } from '#clinical/signal-decision.ts'
import type { Context } from '#platform/context.ts'
import type { AskedSignal } from './course-on-track.ts'
import { shortNameOf } from './rules-for.ts'

/** Why a score asks for a look, in one sentence with its numbers. It decides nothing. */
export function signalReason(ctx: Context, signal: OnTrackSignal): string {
  const { code, total, from, start, by } = signal
  const is = `${shortNameOf(ctx.content, signal.instrumentId)} is ${total} ${weekWords(signal)}`
  const points = `${Math.abs(by)} ${by > 0 ? 'above' : 'below'}`
  switch (code) {
    case 'worse_than_start':
      return `${is}, ${points} the start (${from})`
    case 'worse_than_best':
      return `${is}, ${points} its best so far (${from})`
    case 'jump':
      return `${is}, ${points} the form before (${from})`
    case 'no_change_by_module':
      return `${is}, no reliable change from ${from} by half-way`
    case 'above_cut_point':
      return `${is}, no reliable change from ${start}; the cut point of these weeks is ${from}`
    case 'above_range':
      return (
        `${is}; ${shareWords(signal.share)} people who started at ${start} are at or below ` +
        `${Math.floor(from)} by now`
      )
    case 'early_improvement':
      return `${is}, ${points} the start (${from}): reliably better, and early`
    case 'reliably_improved':
      return `${is}, ${points} the start (${from}): reliably better`
  }
}

function weekWords({ week }: OnTrackSignal): string {
  return week === 0 ? 'before treatment' : `in week ${week}`
}

/** "three in four": the share of people as it is said. */
export function shareWords(share: number | null): string {
  const known = new Map([
    [0.5, 'half of'],
    [0.75, 'three in four'],
    [0.8, 'four in five'],
    [0.9, 'nine in ten'],
  ])
  const percent = Math.round((share ?? 0) * 100)
  return known.get(percent / 100) ?? `${percent} in 100`
}

export function decisionLabel(ctx: Context, decision: DecisionCode): string {
  const { options } = ctx.content.protocols.onTrack.decisions
  return options.find(({ id }) => id === decision)?.label ?? decision
}

/** The signals that the therapist has not decided on yet. */
export function undecided(signals: readonly AskedSignal[]): AskedSignal[] {
  return signals.filter(({ decision }) => decision === null)
}

/** One signal in a form: what was shown is what is decided on. */
export function signalKey({ instrumentId, code, since }: OnTrackSignal): string {
  return `${instrumentId} ${code} ${since}`
}
