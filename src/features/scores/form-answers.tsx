import type { Instrument, InstrumentItem } from '#clinical/instrument.ts'
import { isAsked } from '#clinical/scoring.ts'
import { LicenceLines } from '#features/instrument-forms/index.ts'
import type { MeasureResponse } from '#features/measures/index.ts'
import { answerWords, itemWords, versionWords, wordsNow } from './response-words.ts'

interface FormAnswersProps {
  instrument: Instrument
  response: MeasureResponse
  /** The form before it, so that a change of a single answer is seen. */
  before: MeasureResponse | null
  /** Where every form is, in its own words. */
  allHref: string | null
}

/** Every answer of one form, item by item, with what it was the time before. */
export function FormAnswers({ instrument, response, before, allHref }: FormAnswersProps) {
  const asked = instrument.items.filter((item) => isAsked(item, response.answers))
  const words = wordsNow(instrument, response)
  // Answers given in other words must not stand beside these.
  const isInTheseWords = words === 'in_use'
  return (
    <details className="nhsuk-details">
      <summary className="nhsuk-details__summary">
        <span className="nhsuk-details__summary-text">Answers to {instrument.shortName}</span>
      </summary>
      <div className="nhsuk-details__text">
        <ol className="hr-scores__items">
          {asked.map((item) => {
            const { number, label, options } = item
            const text = isInTheseWords ? item.text : null
            const [answer, was] = [response.answers[number], before?.answers[number]]
            return (
              <li key={number} value={number}>
                {text ?? label ?? `Item ${number}`}:{' '}
                <strong>{itemWords(isInTheseWords ? item : bare(item), response)}</strong>
                {was !== undefined && was !== answer && (
                  <span className="hr-quiet">
                    {' '}
                    (was {answerWords(isInTheseWords ? options : [], was)})
                  </span>
                )}
              </li>
            )
          })}
          {instrument.extra.map(({ id, text, options }) => (
            <li key={id} className="hr-scores__extra">
              {(isInTheseWords && text) || id}{' '}
              <strong dir="auto">
                {answerWords(isInTheseWords ? options : [], response.extra[id])}
              </strong>
            </li>
          ))}
        </ol>
        <p className="hr-quiet">
          {versionWords(response, words)}.
          {!isInTheseWords && allHref && (
            <>
              {' '}
              <a href={allHref}>All forms</a>, each in the words of then.
            </>
          )}
        </p>
        <LicenceLines licence={instrument.licence} />
      </div>
    </details>
  )
}

function bare(item: InstrumentItem): Pick<InstrumentItem, 'number' | 'options'> {
  return { number: item.number, options: [] }
}
