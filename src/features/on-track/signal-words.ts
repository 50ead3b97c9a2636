import { isForReview, type OnTrackSignal } from '#clinical/on-track.ts'
import type { DecisionCode } from '#clinical/signal-decision.ts'
import { markAfter, totalMark } from '#clinical/verification.ts'
import { shareWords } from '#features/expected-range/index.ts'
import { shortNameOf } from '#features/instruments/index.ts'
import type { Context } from '#platform/context.ts'
import type { AskedSignal } from './course-on-track.ts'

/**
 * Why a score asks for a look, in one sentence with its numbers. It decides nothing; and while it
 * is too early to conclude anything from it, it says so wherever it is read.
 */
export function signalReason(ctx: Pick<Context, 'content'>, signal: OnTrackSignal): string {
  const { mayJudge, judgedFromSession } = signal
  const isEarly = isForReview(signal) && !mayJudge
  const early = `; early days, nothing can be concluded from it before session ${judgedFromSession}`
  return `${reasonOf(ctx, signal)}${isEarly ? early : ''}`
}

function reasonOf(ctx: Pick<Context, 'content'>, signal: OnTrackSignal): string {
  const { code, total, from, start, by } = signal
  const marks = marksOf(ctx, signal.instrumentId)
  const name = `${shortNameOf(ctx.content, signal.instrumentId)}${marks.total}`
  const is = `${name} is ${total} (${weekWords(signal)})`
  const points = `${Math.abs(by)} ${by > 0 ? 'above' : 'below'}`
  switch (code) {
    case 'worse_than_start':
      return `${is}, ${points} the start (${from})${marks.change}`
    case 'worse_than_best':
      return `${is}, ${points} its best so far (${from})${marks.change}`
    case 'jump':
      return `${is}, ${points} the form before (${from})`
    case 'no_change_by_module':
      return `${is}, no reliable change from ${from} by half-way${marks.change}`
    case 'above_cut_point':
      return (
        `${is}, no reliable change from ${start}${marks.change}; the cut point of these weeks is ` +
        `${from}`
      )
    case 'above_range':
      return (
        `${is}; ${shareWords(signal.share)} people who started at ${start} are at or below ` +
        `${Math.floor(from)} by now${signal.isIllustrative ? ', by an illustrative model' : ''}`
      )
    case 'early_improvement':
      return `${is}, ${points} the start (${from}): reliably better${marks.change}, and early`
    case 'reliably_improved':
      return `${is}, ${points} the start (${from}): reliably better${marks.change}`
  }
}

/** What nobody has verified of the instrument says so in the sentence that rests on it. */
function marksOf(
  ctx: Pick<Context, 'content'>,
  instrumentId: string,
): { total: string; change: string } {
  const instrument = ctx.content.instruments.get(instrumentId)
  if (!instrument) return { total: '', change: '' }
  return { total: totalMark(instrument), change: markAfter(instrument, 'reliable_change') }
}

/** How long after the first form: the weeks that the rules and the range count by. */
function weekWords({ weeks, isWithoutPauses }: OnTrackSignal): string {
  const pauses = isWithoutPauses ? ', pauses not counted' : ''
  if (weeks === 0) return `less than a week after the first form${pauses}`
  return `${weeks} ${weeks === 1 ? 'week' : 'weeks'} after the first form${pauses}`
}

export function decisionLabel(ctx: Context, decision: DecisionCode): string {
  const { options } = ctx.content.protocols.onTrack.decisions
  return options.find(({ id }) => id === decision)?.label ?? decision
}

/** The signals that the therapist has not decided on yet. */
export function undecided(signals: readonly AskedSignal[]): AskedSignal[] {
  return signals.filter(({ decision }) => decision === null)
}

/** Not answered by a supervisor yet, or only before what the therapist says now. */
export function isForSupervisor({ decision, supervisors }: AskedSignal): boolean {
  return supervisors === null || (decision !== null && decision.at > supervisors.at)
}

/** One signal in a form: what was shown is what is decided on. */
export function signalKey({ instrumentId, code, since }: OnTrackSignal): string {
  return `${instrumentId} ${code} ${since}`
}
