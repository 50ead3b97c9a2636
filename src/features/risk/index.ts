export { crisisLines, type Line } from './crisis-contacts.tsx'
export { escalateOverdue } from './escalate-overdue.ts'
export { handOverItems } from './hand-over-items.ts'

export { type Colleague, possibleOwners } from './people-told.ts'
export { noteChangedAnswer, raiseSafetyItem } from './raise-safety-item.ts'

export { openSafetyItems, wasRaisedSince } from './repository.ts'
export { serviceHours } from './safety-hours.ts'
export { type SafetyItem, urgencyWords } from './safety-item.ts'
export { SafetyPanel } from './safety-panel.tsx'
export { triggerLabel, urgencyPhrase } from './safety-words.ts'
export { keepSignalAnswer, showSignalPage } from './show-signal.tsx'
