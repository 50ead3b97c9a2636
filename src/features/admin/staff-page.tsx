import type { StaffMember } from '#features/accounts/index.ts'
import { roleNames } from '#platform/permissions.ts'
import { FaultSummary, TextField, Ticks } from '#ui/fields.tsx'
import { PostForm } from '#ui/post-form.tsx'
import { Time } from '#ui/time.tsx'
import { type StaffForm, staffRoles } from './staff-form.ts'

interface StaffPageProps {
  /** Everybody signs in with one press there, and nobody needs a link. */
  isDemonstration: boolean
  staff: readonly StaffMember[]
  form: StaffForm
  /** Who was invited a moment ago. */
  invited: string | null
}

/** Everybody who works in the service, and a form to add somebody. */
export function StaffPage({ staff, form, invited, isDemonstration }: StaffPageProps) {
  return (
    <>
      <FaultSummary faults={form.faults} />
      <h1 className="nhsuk-heading-l">Staff</h1>
      {invited && (
        <p className="hr-card hr-card--calm" role="status">
          {invited} has been sent a link. It works once, for 3 days.
        </p>
      )}
      <div className="hr-table-scroll">
        <table className="nhsuk-table hr-staff-list">
          <thead>
            <tr>
              <th scope="col">Name</th>
              <th scope="col">Roles</th>
              <th scope="col">Sign-in</th>
            </tr>
          </thead>
          <tbody>
            {staff.map((member) => (
              <StaffRow key={member.id} member={member} isDemonstration={isDemonstration} />
            ))}
          </tbody>
        </table>
      </div>
      <p>
        <a href="/outbox">Outbox: what the service sends by e-mail</a>
      </p>
      <section className="hr-section hr-reading">
        <h2 className="nhsuk-heading-m" id="add">
          Add somebody
        </h2>
        <p>They are sent a link to choose a password, and set up a code on their phone.</p>
        <PostForm action="/staff">
          <StaffFields form={form} withEmail />
          <button className="nhsuk-button" type="submit">
            Add and send the link
          </button>
        </PostForm>
      </section>
    </>
  )
}

interface MemberProps {
  member: StaffMember
  isDemonstration: boolean
}

function StaffRow({ member, isDemonstration }: MemberProps) {
  return (
    <tr>
      <th scope="row">
        <a href={`/staff/${member.id}`}>{member.displayName}</a>
        <div className="hr-quiet">
          {[member.jobTitle, qualificationWords(member)].filter(Boolean).join(', ')}
        </div>
      </th>
      <td>{member.roles.map((role) => roleNames[role]).join(', ')}</td>
      <td>
        <SignInState member={member} isDemonstration={isDemonstration} />
      </td>
    </tr>
  )
}

/** In words, or as the code of the national data set, which says nothing by itself. */
function qualificationWords({ qualification }: StaffMember): string | null {
  if (!qualification) return null
  return /^\d+$/.test(qualification) ? `qualification code ${qualification}` : qualification
}

export function SignInState({ member, isDemonstration }: MemberProps) {
  if (member.disabledAt)
    return (
      <>
        Disabled <Time at={member.disabledAt} style="date" />
      </>
    )
  if (!member.hasPassword && isDemonstration) return <>With one press, in the demonstration</>
  if (!member.hasPassword) return <>Has not used the link yet</>
  if (!member.hasSecondFactor) return <>Has not set up a code yet</>
  return member.lastSeenAt ? (
    <>
      Last here <Time at={member.lastSeenAt} />
    </>
  ) : (
    <>Ready</>
  )
}

export function StaffFields({ form, withEmail }: { form: StaffForm; withEmail: boolean }) {
  const { typed, faults } = form
  return (
    <>
      <TextField
        name="name"
        label="Name"
        hint="As patients and colleagues see it."
        value={typed.name}
        error={faults.name}
      />
      {withEmail && (
        <TextField
          name="email"
          type="email"
          label="Work e-mail address"
          value={typed.email}
          error={faults.email}
        />
      )}
      <TextField
        name="job_title"
        label="Job title (optional)"
        value={typed.jobTitle}
        hint="For example: psychological wellbeing practitioner."
        error={faults.job_title}
      />
      <TextField
        name="qualification"
        label="Qualification (optional)"
        hint="In words, or the code that the national data set has for it."
        value={typed.qualification}
        error={faults.qualification}
      />
      <Ticks
        name="roles"
        legend="Roles"
        chosen={typed.roles}
        error={faults.roles}
        options={staffRoles.map((role) => ({ value: role, label: roleNames[role] }))}
      />
    </>
  )
}
