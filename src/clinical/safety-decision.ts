/** What must have happened before a decision is one. */
export type DecisionNeed = 'none' | 'attempts' | 'contact' | 'supervisor'

export interface DecisionState {
  /** Somebody has spoken with the person since the signal. */
  readonly hasContact: boolean
  /** Calls that did not reach the person, since somebody last spoke with them. */
  readonly tries: number
  /** Who decides is a supervisor or duty clinician who does not treat the person. */
  readonly isSenior: boolean
  /** Such a colleague recorded the same decision after the last contact. */
  readonly hasAgreement: boolean
}

export type DecisionLack = 'contact' | 'attempts' | 'supervisor'

/**
 * Gives what a decision about a safety item still lacks, or null when it may be taken. What may
 * follow attempts alone may be recorded at any time, and closes an item only after them (safety
 * protocol, section 6, steps 2 to 5 and no answer).
 */
export function decisionLack(
  need: DecisionNeed,
  state: DecisionState,
  rule: { readonly triesNeeded: number; readonly isClosing: boolean },
): DecisionLack | null {
  const hasTried = state.tries >= rule.triesNeeded
  switch (need) {
    case 'none':
      return null
    case 'contact':
      return state.hasContact ? null : 'contact'
    case 'attempts':
      return !rule.isClosing || state.hasContact || hasTried ? null : 'attempts'
    case 'supervisor':
      if (!hasTried) return 'attempts'
      return state.isSenior || state.hasAgreement ? null : 'supervisor'
  }
}
