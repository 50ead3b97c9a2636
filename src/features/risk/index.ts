export { actOnItem, type SafetyFault } from './act-on-item.ts'
export { callForHelp } from './call-for-help.ts'
export { decisionsFor, hasContact, lackOf } from './contact-made.ts'
export { CrisisLines, crisisLines, type Line, telephoneLink } from './crisis-contacts.tsx'
export { escalateOverdue } from './escalate-overdue.ts'
export { handOverItems } from './hand-over-items.ts'
export { lookAtItem } from './look-at-item.ts'
export { noteNewNumber } from './note-new-number.ts'
export { patientSays } from './patient-says.ts'
export { type Colleague, possibleOwners } from './people-told.ts'
export { type PersonToRing, personToRing } from './person-to-ring.ts'
export { noteChangedAnswer, raiseSafetyItem } from './raise-safety-item.ts'
export { raiseWorry } from './raise-worry.ts'
export { closedSafetyItems, findSafetyItem, openSafetyItems, wasRaisedSince } from './repository.ts'
export { clocksFrom, isOpenNow, serviceHours, triggerOf, writeUpBy } from './safety-hours.ts'
export {
  isForClinicians,
  isUnchangedWithReviewedPlan,
  lastSaid,
  type PatientAnswer,
  patientAnswers,
  type SafetyItem,
  safetyDetail,
  urgencyWords,
} from './safety-item.ts'
export { safetyProtocol } from './safety-protocol.ts'
export {
  answerLabel,
  clockWords,
  eventWords,
  faultWords,
  patientWords,
  pressedAgain,
  triggerLabel,
  triggerText,
  urgencyPhrase,
} from './safety-words.ts'
export { type WatchdogState, watchdogState } from './watchdog-state.ts'
