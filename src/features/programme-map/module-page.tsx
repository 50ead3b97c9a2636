import type { Companion, Module, Section } from '#content/types.ts'
import { type Reading, sectionPath, shortWayPath } from '#features/reading/index.ts'
import { PostForm } from '#ui/post-form.tsx'

interface ModulePageProps {
  readonly module: Module
  readonly sections: readonly Section[]
  readonly reading: Reading
  readonly isFinished: boolean
  /** The first module asks who should keep the person company. */
  readonly companions: readonly Companion[]
  readonly chosen: readonly string[]
  readonly hasChosen: boolean
}

/** What a module is about, how long it takes, and where to go on. */
export function ModulePage(props: ModulePageProps) {
  const { module, sections, reading } = props
  const hasBegun = reading.done.size > 0
  const offersCompany = props.companions.length > 0
  // Whoever has read it all is not asked with whom to begin.
  const asksCompany = offersCompany && !props.hasChosen && !props.isFinished
  const next = reading.next ?? sections[0]
  const short = shortWayPath(module)
  return (
    <div className="hr-reading">
      <p>
        <a className="nhsuk-back-link" href="/programme">
          Programme
        </a>
      </p>
      <h1 className="nhsuk-heading-l">{module.title}</h1>
      <p className="nhsuk-body-l">{module.summary}</p>
      <h2 className="nhsuk-heading-s">What you will do</h2>
      <ul className="nhsuk-list nhsuk-list--bullet">
        {module.aims.map((aim) => (
          <li key={aim}>{aim}</li>
        ))}
      </ul>
      <p className="hr-quiet">
        {reading.minutesLeft > 0
          ? `About ${reading.minutesLeft} minutes${hasBegun ? ' left' : ''}, in one go or ` +
            `in bits. It all saves as you go.`
          : 'You have read every page. You can read them again at any time.'}
      </p>
      {asksCompany && next ? (
        <ChooseCompany {...props} />
      ) : (
        next && (
          <p>
            <a
              className="nhsuk-button"
              href={
                reading.next
                  ? sectionPath(module, next)
                  : props.isFinished
                    ? sectionPath(module, next)
                    : `/programme/${module.id}/finish`
              }
            >
              {buttonWords(props, hasBegun)}
            </a>
          </p>
        )
      )}
      {short && reading.next && (
        <p>
          <a href={short}>Only ten minutes today? There is a short way</a>
        </p>
      )}
      <h2 className="nhsuk-heading-s">Pages</h2>
      <ol className="hr-page-list">
        {sections.map((section) => (
          <li key={section.id}>
            <a href={sectionPath(module, section)}>{section.title}</a>
            <span className="hr-rows__when">
              {reading.done.has(section.id) ? 'done' : `${section.minutes} minutes`}
            </span>
          </li>
        ))}
      </ol>
      {offersCompany && !asksCompany && (
        <details className="hr-quiet-details">
          <summary>Choose other company</summary>
          <ChooseCompany {...props} />
        </details>
      )}
    </div>
  )
}

function buttonWords(props: ModulePageProps, hasBegun: boolean): string {
  const { reading, isFinished } = props
  if (!reading.next) return isFinished ? 'Read it again' : 'Finish this module'
  return hasBegun ? `Carry on: ${reading.next.title}` : 'Begin'
}

/** One or two people whose stories come first; the others stay a press away. */
function ChooseCompany(props: ModulePageProps) {
  const isChange = props.hasChosen || props.isFinished
  return (
    <PostForm action={`/programme/${props.module.id}/companions`}>
      <fieldset className="nhsuk-fieldset nhsuk-form-group">
        <legend className="nhsuk-fieldset__legend nhsuk-fieldset__legend--s">
          Whose story would you like to follow?
        </legend>
        <p className="nhsuk-hint">
          Choose one or two. Their pages come first, and the others are there if you want them.
        </p>
        <div className="nhsuk-checkboxes">
          {props.companions.map((who) => (
            <div className="nhsuk-checkboxes__item" key={who.id}>
              <input
                className="nhsuk-checkboxes__input"
                type="checkbox"
                id={`with-${who.id}`}
                name="with"
                value={who.id}
                defaultChecked={props.chosen.includes(who.id)}
                aria-describedby={`with-${who.id}-hint`}
              />
              <label className="nhsuk-label nhsuk-checkboxes__label" htmlFor={`with-${who.id}`}>
                {who.name}, {who.age}
              </label>
              <div className="nhsuk-hint nhsuk-checkboxes__hint" id={`with-${who.id}-hint`}>
                {who.line}
              </div>
            </div>
          ))}
        </div>
      </fieldset>
      <button className={`nhsuk-button ${isChange ? 'nhsuk-button--secondary' : ''}`} type="submit">
        {isChange ? 'Change' : 'Begin'}
      </button>
    </PostForm>
  )
}
