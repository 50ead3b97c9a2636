import type { Instrument } from '#clinical/instrument.ts'
import type { Content } from '#content/types.ts'
import { Time } from '#ui/time.tsx'
import type { MeasureResponse } from './measure-types.ts'
import {
  directionWords,
  type InstrumentSummary,
  reliableChangeWords,
  summaryOf,
} from './score-words.ts'

export interface ScoresPanelProps {
  content: Content
  /** The instruments of the programme, in their order. */
  instrumentIds: readonly string[]
  responses: readonly MeasureResponse[]
}

/** Each questionnaire's last total and its movement; safety items always, the others on request. */
export function ScoresPanel({ content, instrumentIds, responses }: ScoresPanelProps) {
  const summaries = instrumentIds.flatMap((id) => {
    const instrument = content.instruments.get(id)
    return instrument ? (summaryOf(instrument, responses) ?? []) : []
  })
  if (summaries.length === 0) return <p>No form has been filled in yet.</p>
  return (
    <div className="hr-scores">
      {summaries.map((summary) => (
        <Score key={summary.instrument.id} summary={summary} />
      ))}
      <AllScores summaries={summaries} />
    </div>
  )
}

function Score({ summary }: { summary: InstrumentSummary }) {
  const { instrument, latest, total, before, first } = summary
  const reliable = reliableChangeWords(instrument, first, total)
  return (
    <section className="hr-scores__one">
      <p>
        <strong>
          {instrument.shortName}{' '}
          {total === null ? 'without a total' : directionWords(total, before, 'last time')}
        </strong>
        {total !== null && first !== null && <>, {first} at the start</>}{' '}
        <span className="hr-quiet">
          <Time at={latest.submittedAt} />
          {latest.mode !== 'online' && `, ${modeWords[latest.mode]}`}
        </span>
      </p>
      {reliable && (
        <p title={reliable.source}>
          Since the start: {reliable.words}.{' '}
          <span className="hr-quiet hr-scores__source">{reliable.source}</span>
        </p>
      )}
      <SafetyAnswers summary={summary} />
      <Items instrument={instrument} response={latest} />
    </section>
  )
}

const modeWords = { telephone: 'by phone', paper: 'on paper' }

function SafetyAnswers({ summary }: { summary: InstrumentSummary }) {
  const { instrument, latest, responses } = summary
  return instrument.safetyItems.map(({ item }) => {
    const before = responses.slice(0, -1).findLast(({ answers }) => answers[item] !== undefined)
    const was = before?.answers[item]
    return (
      <p key={item}>
        <strong>
          Item {item}: {latest.answers[item] ?? 'not answered'}
        </strong>
        {was !== undefined && <> (was {was})</>}
      </p>
    )
  })
}

function Items(props: { instrument: Instrument; response: MeasureResponse }) {
  const { instrument, response } = props
  const labelOf = (options: Instrument['options'], value: number | undefined) =>
    value === undefined
      ? 'not answered'
      : `${value}, ${options.find((option) => option.value === value)?.label.toLowerCase() ?? ''}`
  return (
    <details className="nhsuk-details">
      <summary className="nhsuk-details__summary">
        <span className="nhsuk-details__summary-text">Answers to {instrument.shortName}</span>
      </summary>
      <ol className="nhsuk-details__text hr-scores__items">
        {instrument.items.map(({ number, text }) => (
          <li key={number}>
            {text}: <strong>{labelOf(instrument.options, response.answers[number])}</strong>
          </li>
        ))}
        {instrument.extra.map(({ id, text, options }) => (
          <li key={id} className="hr-scores__extra">
            {text} <strong>{labelOf(options, response.extra[id])}</strong>
          </li>
        ))}
      </ol>
    </details>
  )
}

function AllScores({ summaries }: { summaries: readonly InstrumentSummary[] }) {
  const days = summaries
    .flatMap(({ responses }) => responses)
    .toSorted((a, b) => b.submittedAt.getTime() - a.submittedAt.getTime())
  const moments = [...new Map(days.map((one) => [one.submittedAt.getTime(), one])).values()]
  return (
    <details className="nhsuk-details">
      <summary className="nhsuk-details__summary">
        <span className="nhsuk-details__summary-text">All forms in a table</span>
      </summary>
      <table className="nhsuk-table">
        <caption className="nhsuk-u-visually-hidden">All forms, newest first</caption>
        <thead className="nhsuk-table__head">
          <tr>
            <th scope="col">Day</th>
            {summaries.flatMap(({ instrument }) => [
              <th key={instrument.id} scope="col">
                {instrument.shortName}
              </th>,
              ...instrument.safetyItems.map(({ item }) => (
                <th key={`${instrument.id}-${item}`} scope="col">
                  Item {item}
                </th>
              )),
            ])}
          </tr>
        </thead>
        <tbody className="nhsuk-table__body">
          {moments.map(({ submittedAt, id }) => (
            <tr key={id}>
              <td>
                <Time at={submittedAt} style="short-date" />
              </td>
              {summaries.flatMap((summary) => cellsOf(summary, submittedAt))}
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  )
}

function cellsOf({ instrument, responses }: InstrumentSummary, at: Date) {
  const response = responses.find((one) => one.submittedAt.getTime() === at.getTime())
  return [
    <td key={instrument.id}>{response ? (response.total ?? 'no total') : ''}</td>,
    ...instrument.safetyItems.map(({ item }) => (
      <td key={`${instrument.id}-${item}`}>{response?.answers[item] ?? ''}</td>
    )),
  ]
}
