import { patientName } from '#features/instruments/index.ts'
import { PostForm } from '#ui/post-form.tsx'
import type { TakenBack } from './fill-in.ts'

interface TakenBackPageProps {
  name: string
  /** How many questions were answered; null by a link, which tells nothing of anybody. */
  answered: number | null
  readBy: string
  /** Where other forms are asked now; null: nowhere. */
  goOn: string | null
}

/** A form was withdrawn while somebody filled it in: said plainly, with what was kept. */
export function TakenBackPage({ name, answered, readBy, goOn }: TakenBackPageProps) {
  return (
    <div className="hr-reading">
      <h1 className="nhsuk-heading-l">That form was taken back</h1>
      <p>
        Your service may no longer show “{name}”. That changed while you were filling it in. It has
        nothing to do with your answers.
      </p>
      <p>
        {answered === null ? 'What you answered is kept.' : keptWords(answered)} {readBy} can read
        what you sent. There is nothing more to do with it.
      </p>
      {goOn && (
        <p>
          <a className="nhsuk-button" href={goOn}>
            Go on with the other forms
          </a>
        </p>
      )}
      {answered !== null && !goOn && (
        <p>
          <a href="/">Go to my page</a>
        </p>
      )}
    </div>
  )
}

/** One that was begun on an earlier visit: the person decides what becomes of it. */
export function TakenBackNotes({ forms }: { forms: readonly (TakenBack & { address: string })[] }) {
  return forms.map(({ instrument, draft, address }) => (
    <div className="hr-card" key={instrument.id}>
      <p>
        You began “{patientName(instrument)}”. Your service may no longer show it, so it cannot be
        finished here. {keptWords(Object.keys(draft.answers).length)}
      </p>
      <PostForm action={address}>
        <input type="hidden" name="wording" value={instrument.wordingHash ?? ''} />
        <button className="nhsuk-button nhsuk-button--secondary" type="submit">
          Send what I answered
        </button>
      </PostForm>
      <p className="hr-quiet">You can also leave it. Nobody asks you for it again.</p>
    </div>
  ))
}

function keptWords(answered: number): string {
  if (answered === 0) return 'You had not answered a question yet.'
  return answered === 1
    ? 'The answer you gave is kept.'
    : `The ${answered} answers you gave are kept.`
}
