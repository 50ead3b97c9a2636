import { type DecisionCode, decisionCodes } from '#clinical/signal-decision.ts'
import type { Form } from '#platform/http/form.ts'
import type { AskedSignal } from './course-on-track.ts'
import { signalKey } from './signal-words.ts'

export interface MadeDecision {
  readonly signals: readonly AskedSignal[]
  readonly decision: DecisionCode
  readonly note: string | null
}

/** A page may have two forms that ask: each its own names. */
export type DecisionPrefix = '' | 'end_'

interface Reading {
  readonly faults: Record<string, string>
  readonly mustDecide: boolean
  readonly prefix?: DecisionPrefix
}

const longestNote = 4000

/**
 * What was decided about the signals that still ask for it and were shown, or null when nothing was
 * chosen; what is wrong goes into `faults`. One decision is about all of them.
 */
export function readDecision(
  form: Form,
  open: readonly AskedSignal[],
  { faults, mustDecide, prefix = '' }: Reading,
): MadeDecision | null {
  if (open.length === 0) return null
  const named = { decision: `${prefix}signal_decision`, note: `${prefix}signal_note` }
  const shown = new Set(form.all(`${prefix}signal`))
  const chosen = decisionCodes.find((code) => code === form.text(named.decision))
  const note = form.trimmed(named.note) || null
  if (!chosen) {
    if (mustDecide) faults[named.decision] = 'Say what you decided about the scores'
    else if (note) faults[named.decision] = 'Choose what you decided, beside what you wrote'
    return null
  }
  if (mustDecide && open.some((signal) => !shown.has(signalKey(signal)))) {
    faults[named.decision] = 'The scores have changed since the page was opened: look again'
    return null
  }
  if (chosen === 'other' && note === null) faults[named.note] = 'Say what you decided'
  if ((note?.length ?? 0) > longestNote) {
    faults[named.note] = `Use ${longestNote} characters or fewer`
  }
  const decided = open.filter((signal) => shown.has(signalKey(signal)))
  return decided.length === 0 ? null : { signals: decided, decision: chosen, note }
}
