export { CrisisLines, crisisLines, type Line, telephoneLink } from './crisis-contacts.tsx'
export { escalateOverdue } from './escalate-overdue.ts'
export { handOverItems } from './hand-over-items.ts'
export { noteNewNumber } from './note-new-number.ts'
export { patientSays } from './patient-says.ts'
export { type Colleague, possibleOwners } from './people-told.ts'
export { personToRing } from './person-to-ring.ts'
export { noteChangedAnswer, raiseSafetyItem } from './raise-safety-item.ts'
export { closedSafetyItems, findSafetyItem, openSafetyItems, wasRaisedSince } from './repository.ts'
export { clocksFrom, isOpenNow, serviceHours } from './safety-hours.ts'
export {
  lastSaid,
  type PatientAnswer,
  patientAnswers,
  type SafetyItem,
  urgencyWords,
} from './safety-item.ts'
export { DueTime, duration, SafetyPanel } from './safety-panel.tsx'
export { safetyProtocol } from './safety-protocol.ts'
export {
  answerLabel,
  clockWords,
  eventWords,
  triggerLabel,
  triggerOf,
  urgencyPhrase,
} from './safety-words.ts'
export { type WatchdogState, watchdogState } from './watchdog-state.ts'
