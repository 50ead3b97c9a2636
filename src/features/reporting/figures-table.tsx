import type { ReactNode } from 'react'
import type { PublishedFigure, PublishedMeasure } from '#clinical/outcome-rates.ts'
import { Breakable } from '#ui/breakable.tsx'
import type { OutcomeReport } from './outcome-report.ts'

const groups: readonly { id: PublishedMeasure['group']; title: string }[] = [
  { id: 'courses', title: 'Courses of treatment' },
  { id: 'scores', title: 'First and last scores' },
  { id: 'outcomes', title: 'Outcomes' },
]

/** The figures in three tables, outcomes first: they are what people come for. */
export function FiguresTables({ report }: { report: OutcomeReport }) {
  const [courses, scores, outcomes] = groups
  const inOrder = [outcomes, courses, scores].flatMap((group) => group ?? [])
  return inOrder.map(({ id, title }) => <Group key={id} id={id} title={title} report={report} />)
}

/** What scores were some weeks after the end: beside the outcomes, and apart from them. */
export function FollowUps({ report }: { report: OutcomeReport }) {
  return (
    <Group id="follow_up" title="After treatment" report={report}>
      <p className="hr-quiet">
        Follow-up scores change no outcome. Those who answer then are not all who were treated: the
        count beside each figure says how many did.
      </p>
    </Group>
  )
}

function Group(props: {
  id: PublishedMeasure['group']
  title: string
  report: OutcomeReport
  children?: ReactNode
}) {
  const { id, title, report, children } = props
  return (
    <Table
      title={title}
      columns={['What', 'Count', 'Of', 'Percentage', 'National measure']}
      rows={report.figures
        .filter(({ measure }) => measure.group === id)
        .map((figure) => ({ key: figure.measure.id, cells: cellsOf(figure, report) }))}
    >
      {children}
    </Table>
  )
}

function cellsOf(figure: PublishedFigure, report: OutcomeReport): readonly ReactNode[] {
  const { measure, count, of, percentage } = figure
  return [
    <Label key="label" measure={measure} />,
    <Count key="count" value={count} report={report} />,
    measure.of === null ? '' : <Count key="of" value={of} report={report} />,
    measure.of === null ? '' : percentageWords(figure, percentage),
    <Breakable
      key="national"
      text={[measure.countId, measure.rateId].filter(Boolean).join(', ') || 'none'}
    />,
  ]
}

function Label({ measure }: { measure: PublishedMeasure }) {
  return (
    <>
      <strong>{measure.label}</strong>
      <span className="hr-quiet hr-outcomes__explains">{measure.explains}</span>
    </>
  )
}

/** A count, or the range that hides it. */
export function Count(props: { value: number | null; report: OutcomeReport }) {
  const { value, report } = props
  if (value !== null) return value.toLocaleString('en-GB')
  return `1 to ${(report.smallNumbers?.hideBelow ?? 2) - 1}`
}

function percentageWords({ isHidden }: PublishedFigure, percentage: number | null): string {
  if (isHidden) return 'hidden'
  return percentage === null ? 'nobody to count' : `${percentage.toFixed(1)}%`
}

export interface TableRow {
  readonly key: string
  readonly cells: readonly ReactNode[]
}

// Laid out as cards, a table is none any more to a screen reader unless its roles are written out.
const roles = {
  table: { role: 'table' },
  group: { role: 'rowgroup' },
  row: { role: 'row' },
  column: { role: 'columnheader' },
  header: { role: 'rowheader' },
  cell: { role: 'cell' },
}

/** A table that becomes a list of cards on a phone, each cell with the name of its column. */
export function Table(props: {
  title: string
  columns: readonly string[]
  rows: readonly TableRow[]
  children?: ReactNode
}) {
  const { title, columns, rows, children } = props
  return (
    <section className="hr-outcomes__part">
      <table className="nhsuk-table-responsive" {...roles.table}>
        <caption className="nhsuk-table__caption nhsuk-table__caption--m">{title}</caption>
        <thead className="nhsuk-table__head" {...roles.group}>
          <tr {...roles.row}>
            {columns.map((column) => (
              <th key={column} scope="col" {...roles.column}>
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="nhsuk-table__body" {...roles.group}>
          {rows.map(({ key, cells }) => (
            <tr className="nhsuk-table__row" {...roles.row} key={key}>
              {cells.map((cell, index) => (
                <Cell key={columns[index]} column={columns[index] ?? ''} isFirst={index === 0}>
                  {cell}
                </Cell>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {children}
    </section>
  )
}

function Cell(props: { column: string; isFirst: boolean; children: ReactNode }) {
  const { column, isFirst, children } = props
  return isFirst ? (
    <th scope="row" {...roles.header} className="nhsuk-table__cell hr-outcomes__what">
      {children}
    </th>
  ) : (
    <td className="nhsuk-table__cell" {...roles.cell}>
      <span className="nhsuk-table-responsive__heading" aria-hidden="true">
        {column}{' '}
      </span>
      <span className="hr-outcomes__value">{children}</span>
    </td>
  )
}
