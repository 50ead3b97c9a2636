export { lastActions } from './activity.ts'
export { engagementOf } from './engagement-facts.ts'
export { remindDue } from './remind-due.ts'
export { type Silence, silenceOf } from './silence.ts'
