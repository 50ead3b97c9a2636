import { type Instant, localDate } from './calendar.ts'
import type { ContactState } from './safety-contact.ts'

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

/**
 * Says whether a safety plan was saved on or after the talk that it is to answer. A call is
 * recorded when it is over and the plan is written in it, so that the day of the talk counts; what
 * was saved before the signal never does (safety protocol, section 6, step 4).
 */
export function isPlanOfContact(
  savedAt: Instant,
  contact: ContactState,
  timeZone: string,
): boolean {
  const { lastContactAt, since } = contact
  if (lastContactAt === null || savedAt < since) return false
  return localDate(savedAt, timeZone) >= localDate(lastContactAt, timeZone)
}
