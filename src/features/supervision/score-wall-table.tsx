import type { ReactNode } from 'react'
import type { Instrument } from '#clinical/instrument.ts'
import { totalMark } from '#clinical/verification.ts'
import type { WeekMark, WeekPoint } from '#ui/charts/small-multiple.tsx'
import type { WallPerson } from './score-wall.ts'

interface ScoreWallTableProps {
  people: readonly WallPerson[]
  instrument: Instrument
  name: string
}

const columns = ['Person', 'Totals by week', 'What happened', 'Since the first form'] as const

/** Everything that the drawings say, in words and numbers. */
export function ScoreWallTable({ people, instrument, name }: ScoreWallTableProps) {
  if (people.length === 0) return null
  return (
    <section className="hr-section hr-wall-table" id="table">
      <h2 className="nhsuk-heading-m">In a table</h2>
      <table className="nhsuk-table-responsive">
        <caption className="nhsuk-table__caption nhsuk-u-visually-hidden">
          {instrument.shortName}
          {totalMark(instrument)} of {name}’s people, in weeks after the first form
        </caption>
        <thead className="nhsuk-table__head">
          <tr>
            {columns.map((column) => (
              <th key={column} scope="col">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="nhsuk-table__body">
          {people.map((each) => (
            <Row key={each.person.courseId} {...each} />
          ))}
        </tbody>
      </table>
    </section>
  )
}

function Row({ person, points, marks, words, missing }: WallPerson) {
  return (
    <tr className="nhsuk-table__row">
      <Cell column="Person">
        <span dir="auto">{person.name}</span>
      </Cell>
      <Cell column="Totals by week">{points.map(pointWords).join('; ')}</Cell>
      <Cell column="What happened">
        {marks.length === 0 ? 'Nothing noted' : weekLines(marks).join('; ')}
      </Cell>
      <Cell column="Since the first form">
        {words}
        {missing > 0 && `, ${missingWords(missing)}`}
      </Cell>
    </tr>
  )
}

function Cell({ column, children }: { column: (typeof columns)[number]; children: ReactNode }) {
  return (
    <td className="nhsuk-table__cell">
      <span className="nhsuk-table-responsive__heading">{column} </span>
      <div>{children}</div>
    </td>
  )
}

/** "week 3: 11 (reliably better)" */
function pointWords({ week, value, change }: WeekPoint): string {
  const at = week === 0 ? 'first' : `week ${week}`
  return `${at}: ${value}${change === null ? '' : ` (from here ${change})`}`
}

/** "first week: Module 1 opened, Call": each week once, and the same thing in it with a count. */
function weekLines(marks: readonly WeekMark[]): string[] {
  return [...Map.groupBy(marks, ({ at }) => Math.floor(at))].map(([week, inWeek]) => {
    const labels = [...Map.groupBy(inWeek, ({ label }) => label)].map(([label, same]) =>
      same.length === 1 ? label : `${label} (${same.length} times)`,
    )
    return `${week === 0 ? 'first week' : `week ${week}`}: ${labels.join(', ')}`
  })
}

export function missingWords(missing: number): string {
  return `${missing} ${missing === 1 ? 'week' : 'weeks'} missing`
}
