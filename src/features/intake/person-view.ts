import type { PlainDate } from '#clinical/calendar.ts'
import type { Characteristics, ConsentProtocol, Programme } from '#content/types.ts'
import type { ProblemChoice, RecordedDecision } from '#features/assessment/index.ts'
import type { RecordedConsent } from '#features/consent/index.ts'
import type { Appointment } from '#features/contacts/index.ts'
import type { FormState } from '#features/form-fields/index.ts'
import type { IntakePerson } from '#features/referrals/index.ts'
import type { StartCondition } from '#features/treatment/index.ts'

export type PersonPart =
  | 'details'
  | 'assessment'
  | 'problem'
  | 'plan'
  | 'sign-in'
  | 'consent'
  | 'first-call'
  | 'start'

/** All that the page of one person shows. */
export interface PersonView {
  readonly person: IntakePerson
  readonly decision: RecordedDecision | null
  readonly consent: RecordedConsent | null
  readonly missing: readonly StartCondition[]
  readonly firstCall: Appointment | null
  readonly therapists: readonly { readonly id: string; readonly displayName: string }[]
  readonly programmes: ReadonlyMap<string, Programme>
  readonly problems: readonly ProblemChoice[]
  readonly consentProtocol: ConsentProtocol
  readonly characteristics: Characteristics
  readonly today: PlainDate
  readonly sendKey: string
  readonly may: PersonRights
  /** The form that was refused, with what was typed. */
  readonly refused: { readonly part: PersonPart; readonly state: FormState } | null
  /** What was saved a moment ago. */
  readonly saved: PersonPart | null
}

interface PersonRights {
  readonly change: boolean
  readonly assess: boolean
  /** Theirs to guide: they book the first call and start. */
  readonly start: boolean
}

/** What a form shows: what was typed when it was refused, otherwise what is stored. */
export function stateOf(view: PersonView, part: PersonPart, stored: FormState): FormState {
  return view.refused?.part === part ? view.refused.state : stored
}
