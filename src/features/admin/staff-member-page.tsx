import type { ReactNode } from 'react'
import type { StaffMember } from '#features/accounts/index.ts'
import { type Caseload, peopleOf } from '#features/treatment/index.ts'
import { FaultSummary, SelectField, TextField } from '#ui/fields.tsx'
import { PostForm } from '#ui/post-form.tsx'
import type { StaffForm } from './staff-form.ts'
import { SignInState, StaffFields } from './staff-page.tsx'

export interface StaffMemberPageProps {
  member: StaffMember
  isDemonstration: boolean
  form: StaffForm
  isSelf: boolean
  /** Those whose people this member sees as supervisor. */
  supervises: readonly StaffMember[]
  /** Who may still be added to them. */
  others: readonly StaffMember[]
  saved: string | null
  /** Whose therapist they are, and who may take them over. */
  caseload: Caseload
  colleagues: readonly StaffMember[]
  handOver: HandOver | null
}

/** To whom a member's people go: what was typed, and what is missing of it. */
export interface HandOver {
  /** "disable" when their account was to be closed in the same act. */
  readonly act: string
  readonly to: string
  readonly reason: string
  readonly fault: string | null
}

const savedWords: Readonly<Record<string, string>> = {
  changed:
    'Saved. If the roles changed, they have been signed out and sign in again with the new ones.',
  invited: 'A new link is on its way. Earlier links no longer work.',
  reset: 'Password and code are taken away, and a new link is on its way.',
  disabled: 'This account is disabled. They have been signed out everywhere.',
  enabled: 'This account is open again, and a new link is on its way.',
  linked: 'Saved. They see these people from now on.',
  handed_over:
    'Done. Their people, promised reviews and open safety items are with the colleague now. ' +
    'Tell the people who is with them.',
}

/** One member of staff: details, roles, whom they supervise, and their way in. */
export function StaffMemberPage(props: StaffMemberPageProps) {
  const { member, form, saved } = props
  const said = saved === null ? undefined : savedWords[saved]
  return (
    <div className="hr-reading">
      <p>
        <a href="/staff">Staff</a>
      </p>
      <FaultSummary faults={form.faults} />
      <h1 className="nhsuk-heading-l">{member.displayName}</h1>
      {said && (
        <p className="hr-card hr-card--calm" role="status">
          {said}
        </p>
      )}
      <p>
        {member.email}. <SignInState member={member} isDemonstration={props.isDemonstration} />.
      </p>
      <PostForm action={`/staff/${member.id}`}>
        <StaffFields form={form} withEmail={false} />
        <button className="nhsuk-button" type="submit">
          Save
        </button>
      </PostForm>
      {member.roles.includes('supervisor') && <Supervises {...props} />}
      {peopleOf(props.caseload) > 0 && <People {...props} />}
      <WayIn {...props} />
    </div>
  )
}

function Supervises({ member, supervises, others }: StaffMemberPageProps) {
  return (
    <section className="hr-section">
      <h2 className="nhsuk-heading-m">Supervises</h2>
      <ul className="hr-plain-list">
        {supervises.map((therapist) => (
          <li className="hr-row hr-row--apart" key={therapist.id}>
            {therapist.displayName}
            <PostForm action={`/staff/${member.id}/supervision`}>
              <input type="hidden" name="therapist" value={therapist.id} />
              <input type="hidden" name="act" value="unlink" />
              <button className="hr-link-button" type="submit">
                Remove<span className="nhsuk-u-visually-hidden"> {therapist.displayName}</span>
              </button>
            </PostForm>
          </li>
        ))}
      </ul>
      {supervises.length === 0 && <p>Nobody yet, so they see no records.</p>}
      {others.length > 0 && (
        <PostForm action={`/staff/${member.id}/supervision`}>
          <input type="hidden" name="act" value="link" />
          <SelectField
            name="therapist"
            label="Add a therapist"
            options={others.map(({ id, displayName }) => ({ value: id, label: displayName }))}
          />
          <button className="nhsuk-button nhsuk-button--secondary" type="submit">
            Add
          </button>
        </PostForm>
      )}
    </section>
  )
}

function People({ member, caseload, colleagues, handOver }: StaffMemberPageProps) {
  const { notStarted, inTreatment, ended } = caseload
  return (
    <section className="hr-section">
      <h2 className="nhsuk-heading-m">Their people ({peopleOf(caseload)})</h2>
      <p>
        {inTreatment} in treatment, {notStarted} who have not started, and {ended} whose treatment
        has ended and who may still write.
      </p>
      <p>
        Before somebody leaves or is away for long, hand their people to a colleague. Promised
        reviews and open safety items go with them, and no clock stops.
      </p>
      <PostForm action={`/staff/${member.id}/people`}>
        <WhoTakesOver
          colleagues={colleagues}
          handOver={handOver?.act === 'disable' ? null : handOver}
        />
        <button className="nhsuk-button nhsuk-button--secondary" type="submit">
          Hand over everybody
        </button>
      </PostForm>
    </section>
  )
}

function WhoTakesOver({
  colleagues,
  handOver,
  prefix = '',
}: Pick<StaffMemberPageProps, 'colleagues' | 'handOver'> & { prefix?: string }) {
  return (
    <>
      {handOver?.fault && (
        <p className="nhsuk-error-message" role="alert">
          {handOver.fault}
        </p>
      )}
      <SelectField
        name={`${prefix}to`}
        label="Who takes over"
        value={handOver?.to ?? ''}
        options={[
          { value: '', label: 'Choose' },
          ...colleagues.map(({ id, displayName }) => ({ value: id, label: displayName })),
        ]}
      />
      <TextField name={`${prefix}reason`} label="Why" value={handOver?.reason ?? ''} />
    </>
  )
}

const resetWhy =
  'For a lost or new phone. Speak to them first. Their password is taken away as well, so that ' +
  'nobody who has found it out can set up the next phone. They are sent a new link.'

function WayIn(props: StaffMemberPageProps) {
  const { member, isSelf } = props
  if (isSelf) return null
  return (
    <section className="hr-section">
      <h2 className="nhsuk-heading-m">Sign-in</h2>
      {member.disabledAt ? (
        <Act
          id={member.id}
          act="enable"
          label="Open this account again"
          why="They are sent a new link and set up password and code afresh."
        />
      ) : (
        <>
          {!member.hasPassword && (
            <Act
              id={member.id}
              act="invite"
              label="Send a new link"
              why="For a link that was lost or has run out."
            />
          )}
          {member.hasPassword && (
            <Act id={member.id} act="reset" label="Reset the second step" why={resetWhy} />
          )}
          <Disable {...props} />
        </>
      )}
    </section>
  )
}

function Disable({ member, caseload, colleagues, handOver }: StaffMemberPageProps) {
  const why = 'When they leave. They are signed out at once. What they did stays on record.'
  return (
    <Act id={member.id} act="disable" label="Disable this account" why={why}>
      {peopleOf(caseload) > 0 && (
        <WhoTakesOver
          prefix="disable_"
          colleagues={colleagues}
          handOver={handOver?.act === 'disable' ? handOver : null}
        />
      )}
    </Act>
  )
}

interface ActProps {
  id: string
  act: string
  label: string
  why: string
  children?: ReactNode
}

function Act({ id, act, label, why, children }: ActProps) {
  return (
    <PostForm action={`/staff/${id}/access`}>
      <p>{why}</p>
      <input type="hidden" name="act" value={act} />
      {children}
      <button className="nhsuk-button nhsuk-button--secondary" type="submit">
        {label}
      </button>
    </PostForm>
  )
}
