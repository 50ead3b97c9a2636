import type { Characteristics } from '#content/types.ts'
import { Faults, type FormState } from '#features/form-fields/index.ts'
import { DetailsFields } from '#features/person-details/index.ts'
import { type Duplicate, ReferralFields } from '#features/referrals/index.ts'
import { PostForm } from '#ui/post-form.tsx'

interface NewPersonPageProps {
  state: FormState
  lists: Characteristics
  sendKey: string
  /** People already here who look the same; asked once, before a second record is made. */
  duplicates: readonly Duplicate[]
}

export function NewPersonPage({ state, lists, sendKey, duplicates }: NewPersonPageProps) {
  return (
    <div className="hr-reading hr-reading--form">
      <p>
        <a href="/intake">Getting started</a>
      </p>
      <Faults errors={state.errors} firstBoxOf={['date_of_birth', 'received_on']} />
      <h1 className="nhsuk-heading-l">Add a person</h1>
      <PostForm action="/intake/new" sendKey={sendKey}>
        {duplicates.length > 0 && <DuplicateWarning duplicates={duplicates} />}
        <h2 className="nhsuk-u-visually-hidden">What to write down</h2>
        <ReferralFields state={state} />
        <DetailsFields state={state} lists={lists} />
        <button className="nhsuk-button" type="submit">
          Add this person
        </button>
      </PostForm>
    </div>
  )
}

function DuplicateWarning({ duplicates }: { duplicates: readonly Duplicate[] }) {
  return (
    <section className="hr-card hr-card--now" aria-labelledby="duplicates" role="alert">
      <h2 className="nhsuk-heading-m" id="duplicates">
        This may be somebody who is here already
      </h2>
      <p>Nothing has been saved yet. Everything that you typed is still below.</p>
      <ul>
        {duplicates.map((one) => (
          <li key={one.id}>
            {one.isVisible ? (
              <a href={`/intake/${one.id}`} dir="auto">
                {one.name}
              </a>
            ) : (
              "A person in a colleague's care (an administrator can look)"
            )}
            : {one.why === 'email' ? 'the same e-mail' : 'the same name and date of birth'}
          </li>
        ))}
      </ul>
      <div className="nhsuk-checkboxes nhsuk-form-group">
        <div className="nhsuk-checkboxes__item">
          <input
            className="nhsuk-checkboxes__input"
            type="checkbox"
            id="is_somebody_else"
            name="is_somebody_else"
            value="yes"
          />
          <label className="nhsuk-label nhsuk-checkboxes__label" htmlFor="is_somebody_else">
            I have checked: this is somebody else
          </label>
        </div>
      </div>
    </section>
  )
}
