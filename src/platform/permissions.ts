/** One table says which role may do what. A route without a permission does not start. */

export const roles = [
  'patient',
  'therapist',
  'supervisor',
  'duty_clinician',
  'administrator',
  'service_lead',
  'content_lead',
  'safety_lead',
] as const
export type Role = (typeof roles)[number]

export const roleNames: Record<Role, string> = {
  patient: 'Patient',
  therapist: 'Therapist',
  supervisor: 'Supervisor',
  duty_clinician: 'Duty clinician',
  administrator: 'Administrator',
  service_lead: 'Service lead',
  content_lead: 'Content lead',
  safety_lead: 'Safety lead',
}

const clinicians: readonly Role[] = ['therapist', 'supervisor', 'duty_clinician']
const staff: readonly Role[] = roles.filter((role) => role !== 'patient')

/**
 * The kinds of act, and the roles that hold them. This decides the door; whose record it is, is
 * decided
 * by treatment/find-course.ts. 'anyone' needs no sign-in; 'signed-in' is every role.
 */
export const permissions = {
  'public.read': 'anyone',
  'session.start': 'anyone',
  'session.own': 'signed-in',
  'demonstration.use': 'anyone',
  /** Whoever holds a single-use link: its token stands in the address, and is looked at there. */
  'answer.by-link': 'anyone',
  /** Whoever holds a mail that was asked for may end what it is one of. */
  'reminders.stop': 'anyone',

  'treatment.own': ['patient'],

  'caseload.read': clinicians,
  'record.read': clinicians,
  'record.act': ['therapist'],
  'review.write': ['therapist'],
  /** Reading a record in an emergency, with a reason; the service lead is told and has a list. */
  'record.open': clinicians,
  'record-openings.read': ['service_lead'],
  'safety.read': clinicians,
  'safety.act': clinicians,
  'duty.read': ['duty_clinician', 'supervisor'],
  'supervision.read': ['supervisor'],
  'supervision.comment': ['supervisor'],
  'outcomes.read': ['service_lead', 'supervisor'],
  'adverse-events.read': clinicians,
  'adverse-events.record': ['therapist'],
  'adverse-events.review': ['supervisor', 'safety_lead'],

  'intake.read': ['administrator', 'therapist', 'supervisor'],
  'intake.write': ['administrator', 'therapist'],
  'assessment.write': ['therapist', 'supervisor'],
  'person.invite': ['administrator', 'therapist'],
  'staff.manage': ['administrator'],
  'service.settings': ['administrator', 'service_lead'],
  'outbox.read': ['administrator'],
  'programme.read': staff,
  'instrument.read': staff,
  'wording.manage': ['administrator'],
  /** Clinicians who answer for more than their own people; a safety lead is one by their office. */
  'instrument.verify': ['supervisor', 'safety_lead'],
  'expected-range.read': staff,
  'expected-range.decide': ['service_lead', 'content_lead'],
} as const satisfies Record<string, 'anyone' | 'signed-in' | readonly Role[]>

export type Permission = keyof typeof permissions

/** What a link in the address allows, whoever may be signed in on the device as well. */
export const permissionsByLink: ReadonlySet<Permission> = new Set([
  'answer.by-link',
  'reminders.stop',
])

export function mayUse(permission: Permission, held: ReadonlySet<Role> | null): boolean {
  const allowed = permissions[permission]
  if (allowed === 'anyone') return true
  if (held === null) return false
  if (allowed === 'signed-in') return true
  return allowed.some((role) => held.has(role))
}
