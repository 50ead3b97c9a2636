import { allFields, fieldAt } from '#content/field-rules.ts'
import { recapRecords } from '#content/recap.ts'
import type { ChartBlock, Diagram, Picture, RecapBlock, Values, Worksheet } from '#content/types.ts'
import { displayValue } from '#content/worksheet-display.ts'
import { ownValue, rowsOf } from '#content/worksheet-values.ts'
import { type ChartPoint, pointWords } from '#features/entries/index.ts'
import type { Entry } from '#features/worksheets/index.ts'
import { BarChart } from '#ui/charts/bar-chart.tsx'
import { LineChart } from '#ui/charts/line-chart.tsx'
import { CirclesPicture } from '#ui/diagrams/circles-picture.tsx'
import { RingDiagram } from '#ui/diagrams/ring-diagram.tsx'
import { usePageSettings } from '#ui/page-settings.tsx'
import { formatTime, Time } from '#ui/time.tsx'

/** The person's own earlier words, each with its day and where it is from. */
export function RecapView(props: {
  block: RecapBlock
  worksheet: Worksheet
  entries: readonly Entry[]
}) {
  const { block, worksheet } = props
  const { now } = usePageSettings()
  const dated = props.entries.map((entry) => ({
    entry,
    at: (entry.aboutAt ?? entry.createdAt).getTime(),
    rating: ratingOf(block, entry.values),
  }))
  const records = recapRecords(block.view, dated, now.getTime())
  if (records.length === 0) return <p className="hr-recap hr-recap--empty">{block.empty}</p>
  const order = orderWords[block.view] ?? ''
  return (
    <section className="hr-recap" aria-label={`What you wrote: ${worksheet.title}${order}`}>
      <p className="hr-eyebrow">
        From “{worksheet.title}”{order}
      </p>
      <ul className="hr-rows">
        {records.map(({ entry }) => (
          <li key={entry.id}>
            <p className="hr-recap__when">
              <Time at={entry.aboutAt ?? entry.createdAt} style="day" />{' '}
              <a href={`/entries/${entry.id}`}>
                Change<span className="nhsuk-u-visually-hidden"> this entry</span>
              </a>
            </p>
            <dl className="hr-values hr-values--tight">
              {block.show.map((path) => (
                <RecapField key={path} path={path} {...props} entry={entry} />
              ))}
            </dl>
          </li>
        ))}
      </ul>
    </section>
  )
}

const orderWords: Partial<Record<RecapBlock['view'], string>> = {
  best_5: ', the highest first',
  lowest_5: ', the lowest first',
}

function ratingOf({ by }: RecapBlock, values: Values): number | null {
  const value = by === null ? null : ownValue(values, by)
  return typeof value === 'number' ? value : null
}

function RecapField(props: { path: string; worksheet: Worksheet; entry: Entry }) {
  const field = fieldAt(props.worksheet, props.path)
  const [id = '', inner] = props.path.split('.', 2)
  const value = ownValue(props.entry.values, id)
  if (!field || value === null) return null
  const text =
    inner === undefined
      ? displayValue(field, value)
      : rowsOf(value)
          .map((row) => displayValue(field, ownValue(row, inner)))
          .filter(Boolean)
          .join('; ')
  if (text === '') return null
  return (
    <div>
      <dt>{field.label}</dt>
      <dd dir="auto">{text}</dd>
    </div>
  )
}

interface ChartViewProps {
  readonly block: ChartBlock
  readonly points: readonly ChartPoint[]
  readonly worksheets: ReadonlyMap<string, Worksheet>
}

/** The person's own numbers, over time or by what they were doing. */
export function ChartView(props: ChartViewProps) {
  const { block } = props
  const points = props.points.filter(({ series }) => series === block.series)
  const worksheet = props.worksheets.get(points[0]?.worksheetId ?? '')
  const field = worksheet && allFields(worksheet).find(({ series }) => series === block.series)
  const range =
    field?.type === 'scale' || field?.type === 'int' || field?.type === 'number'
      ? { min: field.min ?? 0, max: field.max ?? Math.max(10, ...points.map(({ value }) => value)) }
      : { min: 0, max: field?.type === 'percent' ? 100 : 10 }
  if (block.by !== null) return <ByGroup {...props} points={points} range={range} />
  return (
    <LineChart
      title={block.title}
      {...range}
      empty={block.empty}
      series={linesOf(points).map(([label, line]) => ({
        label: label || block.title,
        points: line.map(({ at, value }) => ({ at, value })),
      }))}
      caption={points.length === 1 ? 'One number so far.' : `${points.length} numbers so far.`}
    />
  )
}

/** One line for each goal; one for everything else. */
function linesOf(points: readonly ChartPoint[]): [string, readonly ChartPoint[]][] {
  const isRepeated = points.some(
    (point, index) => points.findIndex(({ entryId }) => entryId === point.entryId) !== index,
  )
  if (!isRepeated && points.length > 4) return [['', points]]
  const byEntry = Map.groupBy(points, ({ entryId }) => entryId)
  if (byEntry.size > 4) return [['', points]]
  const isGoal = points.every(({ worksheetId }) => worksheetId === 'common.goal')
  return isGoal ? [...byEntry.values()].map((line) => [line[0]?.label ?? '', line]) : [['', points]]
}

function ByGroup(props: ChartViewProps & { range: { min: number; max: number } }) {
  const { block, points, worksheets, range } = props
  const { timeZone } = usePageSettings()
  const groupOf = (point: ChartPoint) => {
    if (block.by === 'day') return formatTime(point.at, 'weekday', timeZone)
    return block.by === null ? '' : pointWords(worksheets, point, block.by)
  }
  const groups = Map.groupBy(points, groupOf)
  groups.delete('')
  const bars = [...groups].map(([label, own]) => ({
    label,
    count: own.length,
    value: Math.round((own.reduce((sum, { value }) => sum + value, 0) / own.length) * 10) / 10,
  }))
  const top = [...bars].sort((a, b) => b.value - a.value)[0]
  return (
    <BarChart
      title={block.title}
      bars={bars}
      {...range}
      empty={block.empty}
      caption={
        top && bars.length > 1
          ? `Highest on average: ${top.label}, ${top.value}. From ${points.length} entries.`
          : `From ${points.length} entries so far.`
      }
    />
  )
}

/** The picture of a diagram with the person's own words in its places. */
export function DiagramView(props: {
  diagram: Diagram
  worksheet: Worksheet
  entry: Entry | null
}) {
  const { diagram, worksheet, entry } = props
  const textOf = (path: string) => {
    const field = fieldAt(worksheet, path)
    const text = field && entry ? displayValue(field, ownValue(entry.values, path)) : ''
    return text === '' ? null : text
  }
  return (
    <RingDiagram
      title={diagram.title}
      links={diagram.links}
      slots={diagram.slots.map(({ id, label, field, prompt }) => ({
        id,
        label,
        prompt,
        text: textOf(field),
      }))}
      centre={
        diagram.centre ? { label: diagram.centre.label, text: textOf(diagram.centre.field) } : null
      }
    />
  )
}

/** A drawing for everybody, with its words beside it. */
export function PictureView({ picture }: { picture: Picture | undefined }) {
  return picture ? <CirclesPicture title={picture.title} steps={picture.steps} /> : null
}
