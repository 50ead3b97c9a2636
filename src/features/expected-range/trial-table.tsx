import type { Content } from '#content/types.ts'
import type { ModelTrial } from './model-repository.ts'
import { overallLine, type TrialLine, trialParts } from './trial-words.ts'

const columns = ['People', 'Count', 'At or below the edge', 'Inside', 'Points']

/** How a model does on courses that it was not made from: overall, and for every group. */
export function TrialTable({ content, trial }: { content: Content; trial: ModelTrial }) {
  return (
    <table className="hr-chart__table hr-trial">
      <caption className="nhsuk-u-visually-hidden">
        How it does on courses that it was not made from
      </caption>
      <thead>
        <tr>
          {columns.map((column) => (
            <th key={column} scope="col">
              {column}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        <Line line={overallLine(content, trial)} />
      </tbody>
      {trialParts(content, trial).map(({ by, lines }) => (
        <tbody key={by}>
          <tr>
            <th className="hr-trial__by" colSpan={columns.length} scope="rowgroup">
              {by}
            </th>
          </tr>
          {lines.map((line) => (
            <Line key={line.group} line={line} />
          ))}
        </tbody>
      ))}
    </table>
  )
}

function Line({ line: { group, courses, cells } }: { line: TrialLine }) {
  return (
    <tr>
      <th scope="row">{group}</th>
      <td>{courses}</td>
      {cells === null ? (
        <td className="hr-quiet" colSpan={3}>
          too few to judge
        </td>
      ) : (
        cells.map((cell, column) => <td key={columns[column + 2]}>{cell}</td>)
      )}
    </tr>
  )
}
