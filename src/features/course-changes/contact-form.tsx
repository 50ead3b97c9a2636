import { SelectField, TextField } from '#ui/fields.tsx'
import { ActForm, type CourseFormProps } from './act-form.tsx'

/** More contact, or the usual again; nothing where the programme knows only one way. */
export function ContactForm({ record, returned }: CourseFormProps) {
  const { course, programme } = record
  const profiles = [...programme.profiles.values()]
  if (profiles.length === 0) return null
  const present = programme.profiles.get(course.profile ?? '')?.title ?? 'as usual'
  return (
    <ActForm
      record={record}
      returned={returned}
      name="contact"
      title="Change how much contact there is"
      button="Change the contact"
    >
      {({ text, faults }) => (
        <>
          <p>Now: {present}. Agree the change with them first.</p>
          {profiles.map((profile) => (
            <div key={profile.id}>
              <p>
                <strong>{profile.title}</strong>. {profile.for}.
              </p>
              <ul>
                {profile.means.map((line) => (
                  <li key={line}>{line}</li>
                ))}
              </ul>
            </div>
          ))}
          <p className="hr-quiet">It changes what is suggested to you. Nothing opens by itself.</p>
          <SelectField
            name="profile"
            label="Change to"
            value={text('profile') || (course.profile === null ? (profiles[0]?.id ?? '') : '')}
            error={faults.profile}
            options={[
              { value: '', label: 'As usual' },
              ...profiles.map(({ id, title }) => ({ value: id, label: title })),
            ]}
          />
          <TextField
            name="profile_reason"
            label="Why"
            value={text('profile_reason')}
            error={faults.profile_reason}
          />
        </>
      )}
    </ActForm>
  )
}
