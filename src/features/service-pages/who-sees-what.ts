import type { Permission, Role } from '#platform/permissions.ts'

/** A row of "Who can see what", with the permissions of its roles that make it so. */
export interface Reader {
  readonly who: string
  readonly sees: string
  /** What they may add or change; null for whoever only reads. */
  readonly does: string | null
  readonly roles: readonly Role[]
  readonly by: readonly Permission[]
}

const therapy: readonly Permission[] = ['caseload.read', 'record.read', 'safety.read', 'safety.act']

/** Everybody who sees anything of a person; a test holds each row to the table of permissions. */
export const readers: readonly Reader[] = [
  {
    who: 'You',
    sees: 'All that you write and answer, your graphs, your messages, and who opened your record.',
    does:
      'You can change your worksheets and save a copy. Ask your service if you want to see the ' +
      'notes that staff write.',
    roles: ['patient'],
    by: ['treatment.own'],
  },
  {
    who: 'Your therapist',
    sees:
      'What you write in the programme, your forms and scores, your messages, calls and ' +
      'details.',
    does: 'They open each part, write to you, keep notes and write your safety plan with you.',
    roles: ['therapist'],
    by: [
      ...therapy,
      'record.act',
      'review.write',
      'adverse-events.read',
      'adverse-events.record',
      'intake.read',
      'intake.write',
      'assessment.write',
      'person.invite',
    ],
  },
  {
    who: 'Your therapist’s supervisor',
    sees: 'The same, to help your therapist do the work well.',
    does:
      'They mostly read. They can also assess you, decide what to do when scores get worse, ' +
      'review what made things worse, act on a worry about your safety, and write your safety ' +
      'plan with you.',
    roles: ['supervisor'],
    by: [
      ...therapy,
      'supervision.read',
      'supervision.comment',
      'outcomes.read',
      'adverse-events.read',
      'adverse-events.review',
      'duty.read',
      'intake.read',
      'assessment.write',
    ],
  },
  {
    who: 'The duty clinician, or a supervisor who is called in their place',
    sees: 'Your record, only while there is a worry about your safety and for a week after it.',
    does: 'They can ring you, act on the worry and write your safety plan with you.',
    roles: ['duty_clinician', 'supervisor'],
    by: [...therapy, 'duty.read', 'adverse-events.read'],
  },
  {
    who: 'Any other therapist, supervisor or duty clinician, in an emergency',
    sees:
      'Your record, for an hour at a time, if waiting could do you harm. They must give a reason ' +
      'and can change nothing. The service lead is told at once.',
    does: null,
    roles: ['therapist', 'supervisor', 'duty_clinician'],
    by: ['record.open'],
  },
  {
    who: 'All therapists and supervisors, until you have a therapist of your own',
    sees: 'Who you are, how to reach you, why you asked for help, and your assessment.',
    does: 'They can assess you. Therapists can also plan your start.',
    roles: ['therapist', 'supervisor'],
    by: ['intake.read', 'assessment.write'],
  },
  {
    who: 'The safety lead',
    sees:
      'What you tell us made things worse, in your own words, and what was done about it. ' +
      'Not your name.',
    does: 'They note whether enough was done.',
    roles: ['safety_lead'],
    by: ['adverse-events.review'],
  },
  {
    who: 'Administrators',
    sees:
      'Your name and contact details, why you asked for help, your programme, therapist and ' +
      'review day, what you agreed to, and what you said about your gender and ethnic ' +
      'background. Not what you write or answer in the programme.',
    does: 'They keep these up to date and invite you.',
    roles: ['administrator'],
    by: ['intake.read', 'intake.write', 'person.invite', 'outbox.read'],
  },
  {
    who: 'Service leads',
    sees:
      'If your record was opened in an emergency: your name, your therapist’s, who opened it and ' +
      'why. Otherwise only numbers about everybody together.',
    does: null,
    roles: ['service_lead'],
    by: ['record-openings.read', 'outcomes.read'],
  },
  {
    who: 'Content leads',
    sees: 'Nothing that is yours. They look after the words of the programmes.',
    does: null,
    roles: ['content_lead'],
    by: [],
  },
]
