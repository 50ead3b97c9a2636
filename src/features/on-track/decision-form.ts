import { type DecisionCode, decisionCodes } from '#clinical/signal-decision.ts'
import type { Form } from '#platform/http/form.ts'
import type { AskedSignal } from './course-on-track.ts'
import { signalKey } from './signal-words.ts'

export interface MadeDecision {
  readonly signals: readonly AskedSignal[]
  readonly decision: DecisionCode
  readonly note: string | null
}

const longestNote = 4000

/**
 * What was decided about the signals that still ask for it and were shown, or null when nothing was
 * chosen; what is wrong goes into `faults`. One decision is about all of them.
 */
export function readDecision(
  form: Form,
  open: readonly AskedSignal[],
  { faults, mustDecide }: { faults: Record<string, string>; mustDecide: boolean },
): MadeDecision | null {
  if (open.length === 0) return null
  const shown = new Set(form.all('signal'))
  const chosen = decisionCodes.find((code) => code === form.text('signal_decision'))
  const note = form.trimmed('signal_note') || null
  if (!chosen) {
    if (mustDecide) faults.signal_decision = 'Say what you decided about the scores'
    else if (note) faults.signal_decision = 'Choose what you decided, beside what you wrote'
    return null
  }
  if (mustDecide && open.some((signal) => !shown.has(signalKey(signal)))) {
    faults.signal_decision = 'The scores have changed since the page was opened: look again'
    return null
  }
  if (chosen === 'other' && note === null) faults.signal_note = 'Say what you decided'
  if ((note?.length ?? 0) > longestNote) {
    faults.signal_note = `Use ${longestNote} characters or fewer`
  }
  const decided = open.filter((signal) => shown.has(signalKey(signal)))
  return decided.length === 0 ? null : { signals: decided, decision: chosen, note }
}
