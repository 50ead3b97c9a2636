import type { Decision } from '#features/assessment/index.ts'
import type { StartCondition } from '#features/treatment/index.ts'

interface ConditionWords {
  readonly label: string
  readonly who: string
  /** The part of a person's page where it is done. */
  readonly where: string
}

/** What must be on record before treatment starts, in words, and whose turn it is. */
export const conditionWords: Readonly<Record<StartCondition, ConditionWords>> = {
  assessment: {
    label: 'Assessment that offers a programme',
    who: 'A therapist',
    where: 'assessment',
  },
  course: {
    label: 'Therapist, track and review day',
    who: 'An administrator or therapist',
    where: 'plan',
  },
  gp_practice: { label: 'GP practice', who: 'An administrator or therapist', where: 'details' },
  emergency_contact: {
    label: 'Emergency contact with a number',
    who: 'An administrator or therapist',
    where: 'details',
  },
  review_day: { label: 'Review day', who: 'The therapist', where: 'plan' },
  account: {
    label: 'Invitation to sign in',
    who: 'An administrator or therapist',
    where: 'sign-in',
  },
  consent: { label: 'Consent', who: 'The person, online or by phone', where: 'consent' },
}

/** Without a course the review day is part of making one: it is not said twice. */
export function conditionsToShow(missing: readonly StartCondition[]): StartCondition[] {
  return missing.filter((one) => one !== 'review_day' || !missing.includes('course'))
}

export const decisionWords: Readonly<Record<Decision, string>> = {
  offer_programme: 'Offer a programme',
  other_care: 'Other care suits better',
  not_suitable: 'Not suitable here',
}
