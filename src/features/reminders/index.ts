export { engagementOf } from './engagement-facts.ts'
export { remindDue } from './remind-due.ts'
