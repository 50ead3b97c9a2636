import type { ReactNode } from 'react'

export interface ChartIds {
  readonly title: string
  readonly caption: string
}

interface FigureContentProps {
  ids: ChartIds
  title: string
  caption: string
  /** The page says the caption just above: here it is only read aloud with the drawing. */
  isCaptionSaidAbove?: boolean
  /** The drawings: one for a phone and, when there is room, one for a larger screen. */
  drawings: ReactNode
  /** Lines that explain numbers in the drawing. */
  notes?: ReactNode
  table: ReactNode
}

/** A whole figure, whose content was drawn by React once for the same numbers. */
export function RememberedFigure({ markup }: { markup: string }) {
  // biome-ignore lint/security/noDangerouslySetInnerHtml: React made it, in rememberedMarkup()
  return <figure className="hr-chart" dangerouslySetInnerHTML={{ __html: markup }} />
}

/** A drawing with its name, what it says in plain words, and the same numbers as a table. */
export function FigureContent(props: FigureContentProps) {
  return (
    <>
      <p className="hr-chart__title" id={props.ids.title}>
        {props.title}
      </p>
      {props.drawings}
      <figcaption
        className={props.isCaptionSaidAbove ? 'nhsuk-u-visually-hidden' : 'hr-chart__caption'}
        id={props.ids.caption}
      >
        {props.caption}
      </figcaption>
      {props.notes}
      <details className="nhsuk-details hr-chart__numbers">
        <summary className="nhsuk-details__summary">
          <span className="nhsuk-details__summary-text">The numbers as a table</span>
        </summary>
        <div className="nhsuk-details__text">{props.table}</div>
      </details>
    </>
  )
}

/** Instead of a drawing of nothing. */
export function EmptyChart(props: { title: string; words: string }) {
  return (
    <div className="hr-chart">
      <p className="hr-chart__title">{props.title}</p>
      <p className="hr-quiet">{props.words}</p>
    </div>
  )
}

interface ChartTableProps {
  title: string
  columns: readonly string[]
  /** Cells in the order of the columns; the first names the row. */
  rows: readonly (readonly ReactNode[])[]
}

export function ChartTable(props: ChartTableProps) {
  return (
    <table className="hr-chart__table">
      <caption className="nhsuk-u-visually-hidden">{props.title}</caption>
      <thead>
        <tr>
          {props.columns.map((column) => (
            <th key={column} scope="col">
              {column}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {props.rows.map((cells, row) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: rendered once, on the server
          <tr key={row}>
            {cells.map((cell, column) =>
              column === 0 ? (
                <th key={props.columns[column]} scope="row">
                  {cell}
                </th>
              ) : (
                <td key={props.columns[column]}>{cell}</td>
              ),
            )}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
