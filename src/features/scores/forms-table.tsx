import type { ReactNode } from 'react'
import type { Instrument } from '#clinical/instrument.ts'
import { profileOf } from '#clinical/scoring.ts'
import { partsMark, totalMark } from '#clinical/verification.ts'
import type { InstrumentSummary, MeasureResponse } from '#features/measures/index.ts'
import { Time } from '#ui/time.tsx'
import { itemValue } from './response-words.ts'

interface FormsTableProps {
  title: string
  summaries: readonly InstrumentSummary[]
  /** Where every form is, in its own words; null where nobody can go there. */
  allHref: string | null
}

// A quarter of weekly forms. What came before has a page of its own.
const mostRows = 13

/** Every form with its total and its safety items, newest first. */
export function FormsTable({ title, summaries, allHref }: FormsTableProps) {
  const days = summaries
    .flatMap(({ responses }) => responses)
    .toSorted((a, b) => b.submittedAt.getTime() - a.submittedAt.getTime())
  const moments = [...new Map(days.map((one) => [one.submittedAt.getTime(), one])).values()]
  const shown = allHref === null ? moments : moments.slice(0, mostRows)
  return (
    <details className="nhsuk-details">
      <summary className="nhsuk-details__summary">
        <span className="nhsuk-details__summary-text">{title}</span>
      </summary>
      <table className="nhsuk-table">
        <caption className="nhsuk-u-visually-hidden">{title}, newest first</caption>
        <thead className="nhsuk-table__head">
          <tr>
            <th scope="col">Day</th>
            {summaries.flatMap(({ instrument }) =>
              columnsOf(instrument).map(({ key, title }) => (
                <th key={key} scope="col">
                  {title}
                </th>
              )),
            )}
          </tr>
        </thead>
        <tbody className="nhsuk-table__body">
          {shown.map(({ submittedAt, id }) => (
            <tr key={id}>
              <th scope="row">
                <Time at={submittedAt} style="short-date" />
              </th>
              {summaries.flatMap((summary) => cellsOf(summary, submittedAt))}
            </tr>
          ))}
        </tbody>
      </table>
      {shown.length < moments.length && allHref !== null && (
        <p className="hr-small">
          The latest {shown.length} days of {moments.length}. <a href={allHref}>All forms</a>
        </p>
      )}
    </details>
  )
}

interface Column {
  readonly key: string
  readonly title: string
  readonly cellOf: (response: MeasureResponse) => ReactNode
}

/** The total; of a form without one, each of its parts; and what a person must look at. */
function columnsOf(instrument: Instrument): Column[] {
  const { id, shortName, scoring, subscales, profile, safetyItems } = instrument
  const parts: Column[] =
    scoring.method === 'none'
      ? [
          ...(profile.length === 0
            ? []
            : [
                {
                  key: `${id} profile`,
                  title: 'Profile',
                  cellOf: ({ answers }: MeasureResponse) =>
                    profileOf(instrument, answers) ?? 'no profile',
                },
              ]),
          ...subscales.map((part) => ({
            key: `${id} ${part.id}`,
            title: `${part.label}${partsMark(instrument)}`,
            cellOf: ({ subscores }: MeasureResponse) => subscores[part.id] ?? 'no score',
          })),
        ]
      : [
          {
            key: id,
            title: `${shortName}${totalMark(instrument)}`,
            cellOf: ({ total }: MeasureResponse) => total ?? 'no total',
          },
        ]
  return [
    ...parts,
    ...safetyItems.map(({ item }) => ({
      key: `${id}-${item}`,
      title: `Item ${item}`,
      cellOf: (response: MeasureResponse) => itemValue(item, response),
    })),
  ]
}

function cellsOf({ instrument, responses }: InstrumentSummary, at: Date) {
  const response = responses.find((one) => one.submittedAt.getTime() === at.getTime())
  return columnsOf(instrument).map(({ key, cellOf }) => (
    <td key={key}>{response ? cellOf(response) : ''}</td>
  ))
}
