export { bookCall, type CallToBook, cancelCall } from './book-call.ts'
export { BookCallForm, CallFields, CallForm } from './call-fields.tsx'
export {
  type Appointment,
  type CallNote,
  type CallOutcome,
  type CallPurpose,
  type Contact,
  callOutcomes,
  callPurposes,
  isHeld,
  type Mechanism,
  mechanisms,
} from './contact.ts'
export { mechanismWords, outcomeWords, patientPurposeWords, purposeWords } from './contact-words.ts'
export {
  correctTime,
  logTime,
  minutesByActivity,
  type TimeCorrection,
  type TimeEntry,
  type TimeToLog,
  timeEntries,
} from './log-time.ts'
export { MinutesFields } from './minutes-fields.tsx'
export { parseBooking, parseCall } from './parse-call.ts'
export { parseMinutes } from './parse-time.ts'
export { pingTime, unloggedSeconds } from './ping-time.ts'
export { type ContactToRecord, recordContact } from './record-contact.ts'
export { listAppointments, listContacts, nextAppointment } from './repository.ts'
export {
  lastReview,
  type Review,
  type ReviewDone,
  recordReview,
  reviewSentAs,
  reviewsOf,
} from './reviews.ts'
export { ContactList } from './staff-calls-page.tsx'
export { type Activity, activities, mostMinutes, needsReason, type SeenTime } from './time.ts'
export { TimeCounter, TimeSummary } from './time-summary.tsx'
