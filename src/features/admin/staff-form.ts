import type { InvitedPerson } from '#features/accounts/index.ts'
import type { Form } from '#platform/http/form.ts'
import { type Role, roles } from '#platform/permissions.ts'
import type { Faults } from '#ui/fields.tsx'

export const staffRoles: readonly Role[] = roles.filter((role) => role !== 'patient')

export interface StaffForm {
  readonly typed: {
    readonly name: string
    readonly email: string
    readonly jobTitle: string
    readonly qualification: string
    readonly roles: readonly Role[]
  }
  readonly faults: Faults
}

/** A member of staff as typed, with what is wrong beside each field. */
export function readStaffForm(form: Form, { withEmail }: { withEmail: boolean }): StaffForm {
  const typed = {
    name: form.trimmed('name'),
    email: form.trimmed('email').toLowerCase(),
    jobTitle: form.trimmed('job_title'),
    qualification: form.trimmed('qualification'),
    roles: staffRoles.filter((role) => form.all('roles').includes(role)),
  }
  const faults: Record<string, string> = {}
  if (typed.name === '') faults.name = 'Type the name that patients and colleagues see'
  if (typed.name.length > 120) faults.name = 'Shorten the name to 120 characters'
  if (withEmail && !isEmail(typed.email))
    faults.email = 'Type an e-mail address, such as p.nair@example.nhs.uk'
  if (typed.jobTitle.length > 120) faults.job_title = 'Shorten the job title to 120 characters'
  if (typed.qualification.length > 200)
    faults.qualification = 'Shorten the qualification to 200 characters'
  if (typed.roles.length === 0) faults.roles = 'Tick at least one role'
  return { typed, faults }
}

export const emptyStaffForm: StaffForm = {
  typed: { name: '', email: '', jobTitle: '', qualification: '', roles: [] },
  faults: {},
}

export function toPerson({ typed }: StaffForm): InvitedPerson & { purpose: 'invite' } {
  return {
    email: typed.email,
    displayName: typed.name,
    roles: typed.roles,
    jobTitle: typed.jobTitle || null,
    qualification: typed.qualification || null,
    purpose: 'invite',
  }
}

function isEmail(text: string): boolean {
  return text.length <= 254 && /^[^\s@,;<>]+@[^\s@,;<>]+\.[^\s@,;<>]+$/.test(text)
}
