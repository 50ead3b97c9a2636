import type {
  ExtraQuestion,
  Instrument,
  InstrumentItem,
  InstrumentOption,
} from '#clinical/instrument.ts'

/** Items and answers as they are printed, with what each counts; without wording, the structure. */
export function InstrumentItems({ instrument }: { instrument: Instrument }) {
  const { items, stem, instructions, extra, language, notApplicableLabel } = instrument
  const shared = sharedOptions(items)
  return (
    <section className="hr-card">
      <h2 className="nhsuk-heading-m">Items and answers</h2>
      {instructions && <p lang={language}>{instructions}</p>}
      {stem ? (
        <p lang={language}>{stem}</p>
      ) : (
        <p>The wording is not here. This is the structure that scoring needs.</p>
      )}
      {shared && (
        <p lang={language}>
          <strong>Answers:</strong> {optionWords(shared)}
        </p>
      )}
      <ol className="hr-plain-list">
        {items.map((item) => (
          <Item key={item.number} item={item} isSharing={shared !== null} language={language} />
        ))}
      </ol>
      {notApplicableLabel && (
        <p>
          For items that may not apply: <span lang={language}>{notApplicableLabel}</span>
        </p>
      )}
      {extra.length > 0 && <h3 className="nhsuk-heading-s">Asked after, not scored</h3>}
      {extra.map((question) => (
        <Extra key={question.id} question={question} language={language} />
      ))}
    </section>
  )
}

interface ItemProps {
  item: InstrumentItem
  isSharing: boolean
  language: string
}

function Item({ item, isSharing, language }: ItemProps) {
  const notes = [
    item.isReversed && 'counted the other way round',
    !item.isScored && 'not in the total',
    item.mayNotApply && 'may not apply',
    item.askIf && `asked when item ${item.askIf.item} is ${item.askIf.atLeast} or more`,
    item.loinc && `LOINC ${item.loinc}`,
    item.snomed && `SNOMED CT ${item.snomed}`,
  ].filter(Boolean)
  return (
    <li>
      <strong>{item.label ?? item.number}.</strong>{' '}
      <span lang={language}>{item.text ?? 'Item'}</span>
      {notes.length > 0 && <span className="hr-quiet"> ({notes.join('; ')})</span>}
      {!isSharing && (
        <div className="hr-quiet" lang={language}>
          {optionWords(item.options)}
        </div>
      )}
    </li>
  )
}

function Extra({ question, language }: { question: ExtraQuestion; language: string }) {
  const when = question.askWhen === 'always' ? '' : 'asked when the total is above zero'
  return (
    <p>
      <span lang={language}>{question.text ?? question.id}</span>{' '}
      <span className="hr-quiet">
        {[question.kind === 'text' ? 'in the person’s own words' : '', when]
          .filter(Boolean)
          .join('; ')}
      </span>
      {question.options.length > 0 && (
        <>
          <br />
          <span className="hr-quiet" lang={language}>
            {optionWords(question.options)}
          </span>
        </>
      )}
    </p>
  )
}

/** Most forms have one set of answers: it is said once. */
function sharedOptions(items: readonly InstrumentItem[]): readonly InstrumentOption[] | null {
  const [first] = items
  if (!first) return null
  const text = optionWords(first.options)
  return items.every(({ options }) => optionWords(options) === text) ? first.options : null
}

function optionWords(options: readonly InstrumentOption[]): string {
  if (options.length === 0) return ''
  if (options.every(({ label }) => label === null)) {
    const values = options.map(({ value }) => value)
    const [least, most] = [Math.min(...values), Math.max(...values)]
    return least === most ? `${least}` : `${least} to ${most}`
  }
  return options
    .map(({ value, label }) => (label === String(value) ? label : `${value} ${label ?? ''}`))
    .join(' · ')
}
