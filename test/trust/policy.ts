import type { Role } from '#platform/permissions.ts'

/**
 * Who may knock at which address: written apart from the code, by hand, so that a change of a
 * permission has to be
 * made twice to go unnoticed. Whose record is behind the door is tested with it, in
 * authorisation.test.ts.
 */

export type Who = Role | 'stranger'

const patients: readonly Who[] = ['patient']
const staff: readonly Who[] = [
  'therapist',
  'supervisor',
  'duty_clinician',
  'administrator',
  'service_lead',
  'content_lead',
  'safety_lead',
]
const signedIn: readonly Who[] = [...patients, ...staff]
const everyone: readonly Who[] = ['stranger', ...signedIn]
const therapists: readonly Who[] = ['therapist']
const supervisors: readonly Who[] = ['supervisor']
const clinicians: readonly Who[] = ['therapist', 'supervisor', 'duty_clinician']
const dutyAndSupervisors: readonly Who[] = ['duty_clinician', 'supervisor']
const outcomeReaders: readonly Who[] = ['service_lead', 'supervisor']
const administrators: readonly Who[] = ['administrator']
const intakeReaders: readonly Who[] = ['administrator', 'therapist', 'supervisor']
const intakeWriters: readonly Who[] = ['administrator', 'therapist']
const eventReviewers: readonly Who[] = ['supervisor', 'safety_lead']
const assessors: readonly Who[] = ['therapist', 'supervisor']
const modelApprovers: readonly Who[] = ['service_lead', 'content_lead']
const verifiers: readonly Who[] = ['supervisor', 'safety_lead']
const serviceLeads: readonly Who[] = ['service_lead']
const settingsHolders: readonly Who[] = ['administrator', 'service_lead']

export const policy: Readonly<Record<string, readonly Who[]>> = {
  // Anybody, signed in or not
  'GET /': everyone,
  'GET /accessibility': everyone,
  'GET /answer/:token': everyone,
  'POST /answer/:token/draft': everyone,
  'POST /answer/:token/more': everyone,
  'GET /answer/:token/questions': everyone,
  'POST /answer/:token/questions': everyone,
  'GET /answer/:token/safety/:itemId': everyone,
  'POST /answer/:token/safety/:itemId': everyone,
  'GET /answer/:token/sent': everyone,
  'GET /demonstration': everyone,
  'POST /demonstration': everyone,
  'POST /demonstration/be/:key': everyone,
  'POST /demonstration/clock': everyone,
  'GET /forgotten': everyone,
  'POST /forgotten': everyone,
  'GET /help': everyone,
  'GET /identity/logo/:logoId': everyone,
  'GET /identity/colour/:colour': everyone,
  'GET /invitation/:token': everyone,
  'POST /invitation/:token': everyone,
  'GET /leave': everyone,
  'GET /left': everyone,
  'GET /offline': everyone,
  'GET /privacy': everyone,
  'GET /stop/:token': everyone,
  'POST /stop/:token': everyone,
  'GET /sign-in': everyone,
  'POST /sign-in': everyone,
  'GET /sign-in/code': everyone,
  'POST /sign-in/code': everyone,
  'GET /sign-in/set-up': everyone,
  'POST /sign-in/set-up': everyone,
  'POST /sign-out': everyone,

  // Anybody who has signed in, for their own session
  'GET /account': signedIn,
  'POST /account/carry-on': signedIn,
  'POST /account/password': signedIn,
  'POST /account/shared-device': signedIn,
  'POST /account/sign-out-everywhere': signedIn,
  'GET /session': signedIn,
  'GET /session/end': signedIn,
  'POST /sign-in/again': signedIn,

  // The person themselves
  'GET /about-you': patients,
  'POST /about-you': patients,
  'GET /blueprint': patients,
  'GET /blueprint/download': patients,
  'GET /blueprint/print': patients,
  'GET /calls': patients,
  'GET /calls/:appointmentId/calendar': patients,
  'GET /cards': patients,
  'POST /cards': patients,
  'POST /cards/:id/pin': patients,
  'GET /cards/download': patients,
  'GET /cards/print': patients,
  'GET /consent': patients,
  'POST /consent': patients,
  'POST /consent/withdrawal': patients,
  'GET /diary': patients,
  'GET /entries': patients,
  'POST /entries': patients,
  'GET /entries/:id': patients,
  'POST /entries/:id/archive': patients,
  'GET /entries/:id/history': patients,
  'POST /entries/:id/keep': patients,
  'POST /entries/:id/restore': patients,
  'POST /entries/:id/return': patients,
  'GET /entries/:id/versions': patients,
  'POST /entries/autosave': patients,
  'GET /entries/download': patients,
  'GET /entries/export': patients,
  'GET /entries/new/:worksheetId': patients,
  'GET /entries/print': patients,
  'POST /help/alert': patients,
  'GET /goals': patients,
  'POST /goals': patients,
  'GET /made-worse': patients,
  'POST /made-worse': patients,
  'GET /measures': patients,
  'GET /measures/:formKey': patients,
  'POST /measures/:formKey': patients,
  'POST /measures/:formKey/draft': patients,
  'POST /measures/:formKey/again': patients,
  'GET /measures/:formKey/taken-back': patients,
  'GET /measures/:formKey/more': patients,
  'POST /measures/:formKey/more': patients,
  'GET /measures/:formKey/not-now': patients,
  'POST /measures/:formKey/not-now': patients,
  'GET /measures/sent': patients,
  'GET /in-the-way': patients,
  'POST /in-the-way': patients,
  'GET /messages': patients,
  'POST /messages': patients,
  'POST /messages/:messageId/fit': patients,
  'POST /messages/draft': patients,
  'GET /number': patients,
  'POST /number': patients,
  'GET /plan': patients,
  'GET /plan/print': patients,
  'GET /practice/:taskId': patients,
  'POST /practice/:taskId': patients,
  'GET /programme': patients,
  'GET /programme/:moduleId': patients,
  'GET /programme/:moduleId/:sectionId': patients,
  'GET /week': patients,
  'GET /week/calendar': patients,
  'POST /diary/reminder': patients,
  'POST /diary/reminder/end': patients,
  'POST /programme/:moduleId/:sectionId/answer': patients,
  'POST /programme/:moduleId/:sectionId/keep': patients,
  'POST /programme/:moduleId/:sectionId/next': patients,
  'POST /programme/:moduleId/companions': patients,
  'GET /programme/:moduleId/finish': patients,
  'POST /programme/:moduleId/finish': patients,
  'POST /programme/:moduleId/offer': patients,
  'GET /progress': patients,
  'GET /safety/:itemId': patients,
  'POST /safety/:itemId': patients,
  'GET /welcome': patients,

  // The therapist, for their own people
  'POST /intake/:patientId/first-call': therapists,
  'POST /intake/:patientId/start': therapists,
  'GET /people/:courseId/answer': therapists,
  'POST /people/:courseId/answer': therapists,
  'POST /people/:courseId/answer/draft': therapists,
  'GET /people/:courseId/answer-link': therapists,
  'POST /people/:courseId/answer-link': therapists,
  'POST /people/:courseId/calls': therapists,
  'POST /people/:courseId/calls/:appointmentId/cancellation': therapists,
  'POST /people/:courseId/contacts': therapists,
  'POST /people/:courseId/ending': therapists,
  'POST /people/:courseId/follow-up-closing': therapists,
  'POST /people/:courseId/last-scores': therapists,
  'POST /people/:courseId/entries/:entryId/comments': therapists,
  'POST /people/:courseId/measures': therapists,
  'POST /people/:courseId/measures/decisions': therapists,
  'GET /people/:courseId/measures/new': therapists,
  'POST /people/:courseId/measures/requests': therapists,
  'POST /people/:courseId/measures/resumptions': therapists,
  'POST /people/:courseId/measures/withdrawals': therapists,
  'POST /people/:courseId/modules': therapists,
  'POST /people/:courseId/note': therapists,
  'POST /people/:courseId/pause': therapists,
  'POST /people/:courseId/practice/:taskId/withdrawal': therapists,
  'POST /people/:courseId/resumption': therapists,
  'POST /people/:courseId/review-day': therapists,
  'GET /people/:courseId/sent': therapists,
  'POST /people/:courseId/supervision-reading': therapists,
  'POST /people/:courseId/track': therapists,
  'POST /people/:courseId/contact': therapists,
  'POST /people/:courseId/time': therapists,
  'POST /people/:courseId/time/:entryId/correction': therapists,
  'GET /people/next': therapists,

  'GET /people/:courseId/adverse-events/new': therapists,
  'POST /people/:courseId/adverse-events': therapists,
  'POST /people/:courseId/adverse-events/:eventId': therapists,

  // Therapist, supervisor, duty clinician: each for the people they answer for
  'GET /people/:courseId/adverse-events': clinicians,
  'GET /people/:courseId/adverse-events/:eventId': clinicians,
  'GET /people': clinicians,
  'GET /people/search': clinicians,
  'POST /people/search': clinicians,
  'GET /people/:courseId': clinicians,
  'GET /people/:courseId/calls': clinicians,
  'GET /people/:courseId/entries': clinicians,
  'GET /people/:courseId/entries/:entryId': clinicians,
  'GET /people/:courseId/measures': clinicians,
  'GET /people/:courseId/messages': clinicians,
  'GET /people/:courseId/plan': clinicians,
  'POST /people/:courseId/plan': clinicians,
  'POST /people/:courseId/plan/autosave': clinicians,
  'GET /people/:courseId/responses': clinicians,
  'GET /people/:courseId/responses/:responseId': clinicians,
  'GET /people/:courseId/responses/:responseId/fhir': clinicians,
  'GET /people/:courseId/safety': clinicians,
  'POST /people/:courseId/safety': clinicians,
  'GET /people/:courseId/safety/:itemId': clinicians,
  'POST /people/:courseId/safety/:itemId/calls': clinicians,
  'POST /people/:courseId/safety/:itemId/closing': clinicians,
  'POST /people/:courseId/safety/:itemId/decisions': clinicians,
  'POST /people/:courseId/safety/:itemId/follow-ups': clinicians,
  'POST /people/:courseId/safety/:itemId/looks': clinicians,
  'POST /people/:courseId/safety/:itemId/notes': clinicians,
  'POST /people/:courseId/safety/:itemId/owners': clinicians,

  // In an emergency, to read the record of somebody else's person; and who is told of it
  'GET /record-openings/new': clinicians,
  'POST /record-openings': clinicians,
  'POST /people/:courseId/opening-end': clinicians,
  'GET /record-openings': serviceLeads,

  // Those who stand behind the therapist
  'GET /duty': dutyAndSupervisors,

  // Supervisors, for the people of their therapists; the safety lead, without names
  'GET /adverse-events': eventReviewers,
  'GET /adverse-events/:eventId': eventReviewers,
  'GET /adverse-events/export': eventReviewers,
  'POST /adverse-events/:eventId/reviews': eventReviewers,

  // Supervisors, for the people of their therapists
  'GET /supervision': supervisors,
  'GET /supervision/:courseId': supervisors,
  'GET /supervision/scores': supervisors,
  'POST /supervision/:courseId/comments': supervisors,
  'POST /supervision/:courseId/signal-decisions': supervisors,

  // Those who answer for the service or for a team: figures, nobody's record
  'GET /outcomes': outcomeReaders,
  'GET /outcomes/figures': outcomeReaders,

  // Those who bring people into treatment
  'GET /intake': intakeReaders,
  'GET /intake/:patientId': intakeReaders,

  // Those who write down what a person needs to start
  'POST /intake/:patientId/consent': intakeWriters,
  'POST /intake/:patientId/course': intakeWriters,
  'GET /intake/search': intakeReaders,
  'POST /intake/search': intakeReaders,
  'POST /intake/:patientId/details': intakeWriters,
  'POST /intake/:patientId/invite': intakeWriters,
  'GET /intake/new': intakeWriters,
  'POST /intake/new': intakeWriters,

  // Those who may decide on treatment
  'POST /intake/:patientId/assessment': assessors,
  'POST /intake/:patientId/problem': assessors,

  // All staff: programmes hold nobody's record
  'GET /expected-range': staff,
  'GET /programmes': staff,
  'GET /programmes/:programmeId': staff,
  'GET /programmes/:programmeId/:moduleId/:sectionId': staff,
  'GET /instruments': staff,
  'GET /instruments/:instrumentId': staff,
  'GET /fhir/Questionnaire/:instrumentId': staff,

  // Those who answer for what the service goes by
  'POST /expected-range/:modelId/approval': modelApprovers,
  'POST /expected-range/:modelId/withdrawal': modelApprovers,
  'POST /expected-range/shipped/:modelKey/approval': modelApprovers,
  'POST /expected-range/shipped/:modelKey/withdrawal': modelApprovers,

  // Wording and licences of questionnaires
  'GET /instruments/wording': administrators,
  'POST /instruments/wording': administrators,
  'POST /instruments/:instrumentId/withdrawal': administrators,
  'POST /instruments/:instrumentId/licence': administrators,
  'POST /instruments/:instrumentId/licence-withdrawal': administrators,

  // Clinicians who put their name to a number of a questionnaire
  'GET /instruments/:instrumentId/verification': verifiers,
  'POST /instruments/:instrumentId/verification': verifiers,
  'POST /instruments/:instrumentId/verification/:verificationId/withdrawal': verifiers,

  // Accounts and neutral mail
  'GET /outbox': administrators,
  'GET /staff': administrators,
  'POST /staff': administrators,
  'GET /staff/:id': administrators,
  'POST /staff/:id': administrators,
  'POST /staff/:id/access': administrators,
  'POST /staff/:id/supervision': administrators,
  'POST /staff/:id/people': administrators,

  // The service's own settings
  'GET /settings': settingsHolders,
  'POST /settings': settingsHolders,
  'POST /settings/logo': settingsHolders,
  'POST /settings/logo/removal': settingsHolders,
}
