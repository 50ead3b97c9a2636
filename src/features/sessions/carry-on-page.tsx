import { carriedField, isOfThePage, type KeptForm } from '#features/frame/index.ts'
import { buttonWordsFor } from './button-words.ts'

/** After a session ran out in the middle of a form: one press and it is done after all. */
export function CarryOnPage({ kept, csrfToken }: { kept: KeptForm; csrfToken: string }) {
  const fields = kept.fields.filter(([name]) => name !== 'csrf')
  const written = fields.filter(([name, value]) => isWriting(name, value))
  return (
    <div className="hr-reading">
      <h1 className="nhsuk-heading-l">Carry on where you were</h1>
      <p>You are signed in again. Nothing has been saved or sent yet. It is all still here.</p>
      {written.map(([name, value]) => (
        <blockquote className="hr-kept" key={name}>
          {value}
        </blockquote>
      ))}
      <form method="post" action={kept.path} noValidate>
        <input type="hidden" name="csrf" value={csrfToken} />
        <input type="hidden" name={carriedField} value="yes" />
        {fields.map(([name, value]) => (
          <input key={`${name} ${value}`} type="hidden" name={name} value={value} />
        ))}
        <button className="nhsuk-button" type="submit">
          {buttonWordsFor(kept.path)}
        </button>
      </form>
      <p>
        <a href="/">Leave it, and go to the first page</a>
      </p>
    </div>
  )
}

/** What somebody typed, as against ids and choices that the page put there. */
function isWriting(name: string, value: string): boolean {
  return !isOfThePage(name) && value.trim().length >= 12 && /\s/.test(value.trim())
}
