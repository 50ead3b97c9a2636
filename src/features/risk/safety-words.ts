import { toldAgain } from '#clinical/safety-clock.ts'
import type { UrgencyWord } from '#clinical/urgency.ts'
import type { Passage, SafetyProtocol, SafetyTrigger } from '#content/types.ts'
import type { SafetyFault } from './act-on-item.ts'
import {
  type ClockStep,
  type PatientAnswer,
  type SafetyDetail,
  type SafetyEvent,
  type SafetyItem,
  urgencyWords,
} from './safety-item.ts'

const urgencyNames: Record<UrgencyWord, string> = {
  high_answer: 'answered 2 or 3',
  new: 'new',
  raised: 'raised',
  unchanged: 'unchanged',
  lower: 'lower than before',
  unchanged_with_reviewed_plan: 'unchanged, reviewed plan on file',
}

/** "answered 2, was 0: new"; empty for what is not an answer to a questionnaire. */
export function urgencyPhrase(item: { detail: SafetyDetail; hasReviewedPlan: boolean }): string {
  const { value, latest, previous } = item.detail
  if (value === undefined) return ''
  const before = previous == null ? 'first answer on record' : `was ${previous}`
  const changed = latest !== undefined && latest !== value ? `, then changed to ${latest}` : ''
  const words = urgencyWords(item)
    .filter((word) => word !== 'high_answer')
    .map((word) => urgencyNames[word])
  return `answered ${value}${changed} (${before}): ${words.join(', ')}`
}

/** "pressed again 2 times, last", before the moment that whoever shows it says; or null. */
export function pressedAgain(item: { detail: Pick<SafetyDetail, 'pressedAgain'> }) {
  const pressed = item.detail.pressedAgain
  if (!pressed) return null
  const { times, lastAt } = pressed
  const words = times === 1 ? 'pressed again' : `pressed again ${times} times, last`
  return { words, lastAt: new Date(lastAt) }
}

function knownTrigger(
  protocol: SafetyProtocol,
  item: { trigger: string },
): SafetyTrigger | undefined {
  return protocol.triggers.find(({ id }) => id === item.trigger)
}

/** What raised an item: its trigger, and what the person answered where that was it. */
interface Raised {
  readonly trigger: string
  readonly detail: Pick<SafetyDetail, 'answer'>
}

export function triggerLabel(protocol: SafetyProtocol, item: Raised): string {
  const { answer } = item.detail
  if (answer) return `Answered “${answerLabel(protocol, answer)}”`
  return knownTrigger(protocol, item)?.label ?? item.trigger
}

export function triggerText(protocol: SafetyProtocol, item: Raised): string {
  const known = knownTrigger(protocol, item)
  const ofAnswer = item.detail.answer === 'someone_else' ? known?.someoneElseText : null
  return ofAnswer ?? known?.staffText ?? ''
}

/** What the person reads of their own answer, where the protocol has words for it. */
export function patientWords(protocol: SafetyProtocol, item: { trigger: string }): Passage | null {
  return knownTrigger(protocol, item)?.patientWords ?? null
}

const waitingFor: Record<ClockStep, string> = {
  look: 'To be read by',
  contact: 'To be rung by',
  follow_up: 'To be followed up by',
}

export function clockWords(item: Pick<SafetyItem, 'clockStep'>): string {
  return waitingFor[item.clockStep]
}

export function answerLabel(protocol: SafetyProtocol, answer: PatientAnswer): string {
  const { safeForNow, needHelpNow, someoneElse } = protocol.afterSignal
  return { safe_for_now: safeForNow, need_help_now: needHelpNow, someone_else: someoneElse }[answer]
}

const roleNames: Readonly<Record<string, string>> = {
  duty_clinician: 'the duty clinician',
  supervisor: "the therapist's supervisor",
  [toldAgain]: 'everybody again, the service lead too,',
}

/** One line of the history: what happened, without who and when, which stand beside it. */
export function eventWords(protocol: SafetyProtocol, event: SafetyEvent): string {
  const { detail } = event
  const decision = () => labelOf(protocol.decisions, detail.decision)
  switch (event.kind) {
    case 'raised':
      return 'Raised'
    case 'patient_said':
      if (detail.pressedAgain === true) return pressedAgainWords(protocol, detail.answer)
      return `The person said: "${patientSaid(protocol, detail.answer)}"`
    case 'looked':
      return 'Read'
    case 'call_attempt':
      return `Call: ${labelOf(protocol.callOutcomes, detail.outcome)}`
    case 'decision':
      return `Decided: ${decision()}`
    case 'plan_made':
      return `Decided: ${decision()}. Plan to be looked at again by ${text(detail.reviewBy)}`
    case 'told':
      return 'Told'
    case 'note':
      return 'answerIs' in detail
        ? `Answer changed from ${text(detail.answerWas)} to ${text(detail.answerIs)}`
        : 'Note'
    case 'owner_changed':
      return `Handed over to ${text(detail.toName)}`
    case 'escalated':
      return `The clock ran out: ${whoWasTold(text(detail.to), detail.told)}`
    case 'clock_set':
      return 'Clock set'
    case 'number_changed':
      return `The number to ring is now ${text(detail.is)}${wasNumber(detail.was)}`
    case 'closed':
      return `Closed: ${decision()}${detail.withoutContact === true ? ' (no call)' : ''}`
  }
}

function pressedAgainWords(protocol: SafetyProtocol, answer: unknown): string {
  const said = answer === undefined ? '' : `: "${patientSaid(protocol, answer)}"`
  return `Pressed again${said}`
}

function wasNumber(was: unknown): string {
  return typeof was === 'string' ? ` (it was ${was})` : ''
}

function patientSaid(protocol: SafetyProtocol, answer: unknown): string {
  return answer === 'safe_for_now' || answer === 'need_help_now' || answer === 'someone_else'
    ? answerLabel(protocol, answer)
    : text(answer)
}

function whoWasTold(role: string, names: unknown): string {
  const listed = Array.isArray(names) ? names.map(text) : []
  const told = `${roleNames[role] ?? role} told`
  return listed.length > 0 ? `${told} (${listed.join(', ')})` : `${told}, but nobody is there`
}

function labelOf(list: readonly { id: string; label: string }[], id: unknown): string {
  return list.find((one) => one.id === id)?.label ?? text(id)
}

function text(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : ''
}

export const faultWords: Record<SafetyFault, string> = {
  answer_missing: 'Choose an answer',
  call_missing: 'Choose what came of the call',
  decision_missing: 'Choose what was decided',
  decision_needs_attempts:
    'This needs a talk with the person, or more tries to reach them. Record each call first',
  decision_needs_contact:
    'This needs a talk with the person, and none is recorded since this was raised. ' +
    'Record the call first',
  decision_needs_plan:
    'Write the safety plan with them and save it first, with the day on which it is looked at ' +
    'again: none was saved since you spoke',
  decision_needs_supervisor:
    'Only the supervisor or the duty clinician decides this. Speak to them: they close it, or ' +
    'record this decision here, and then you may close it',
  due_missing: 'Give the day and the time',
  due_not_ahead: 'Give a time that is still to come',
  due_too_far: 'Give a time no later than the latest one named here',
  due_when_closed: 'Give a time at which the service is open',
  follow_up_needs_contact:
    'Ring first. The clock moves only when their telephone rang; a wrong number, a number that ' +
    'is off or another person does not move it',
  note_missing: 'Write the reason',
  owner_missing: 'Choose who takes it',
  plan_date_missing: 'Give the day on which the plan is looked at again',
}
