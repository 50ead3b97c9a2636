import type { Content } from '#content/types.ts'
import { type ChartPoint, pointWords } from '#features/entries/index.ts'
import { latestStretch } from '#features/progress/index.ts'
import type { Context } from '#platform/context.ts'
import { BarChart } from '#ui/charts/bar-chart.tsx'
import type { TimeSpan } from '#ui/charts/geometry.ts'
import { LineChart } from '#ui/charts/line-chart.tsx'
import { type Place, PlaceProvider, usePlace } from '#ui/page-settings.tsx'
import { rememberedMarkup } from '#ui/remembered-markup.ts'
import { Part } from './part.tsx'
import { diarySeries, hasDiary, type PersonRecord } from './record.ts'

/** Mood by day and by kind of activity. */
export function DiaryPart(props: { ctx: Context; record: PersonRecord; drawsWhole: boolean }) {
  const place = usePlace()
  const { ctx, record, drawsWhole } = props
  if (!hasDiary(record)) return null
  const markup = diaryMarkup({
    content: ctx.content,
    ratings: record.ratings,
    place,
    drawsWhole,
  })
  return (
    <Part id="diary" title="Diary">
      {/* biome-ignore lint/security/noDangerouslySetInnerHtml: made in rememberedMarkup() */}
      <div className="hr-record__charts" dangerouslySetInnerHTML={{ __html: markup }} />
    </Part>
  )
}

interface DiaryProps {
  readonly content: Content
  readonly ratings: readonly ChartPoint[]
  readonly place: Place
  readonly drawsWhole: boolean
}

const diaryMarkup = rememberedMarkup(DiaryDrawings, ['content', 'ratings'])

function DiaryDrawings({ content, ratings, place, drawsWhole }: DiaryProps) {
  const diary = ratings.filter(({ series }) => series === diarySeries)
  const kinds = [...Map.groupBy(diary, kindNames(content))]
    .map(([label, points]) => ({
      label,
      value: mean(points),
      count: points.length,
    }))
    .sort((a, b) => b.value - a.value)
  const entries = diary.length === 1 ? '1 diary entry' : `${diary.length} diary entries`
  const words = `${entries}, mean mood ${mean(diary)} of 10.`
  return (
    <PlaceProvider place={place}>
      <BarChart
        title="Mood by kind of activity"
        bars={kinds}
        min={0}
        max={10}
        caption={words}
        valueName="Mood"
        isWide
      />
      <LineChart
        title="Mood over time"
        min={0}
        max={10}
        caption={words}
        timeSpan={drawsWhole ? null : diarySpan(diary, place.timeZone)}
        isWide
        series={[{ label: 'Mood', points: diary.map(({ at, value }) => ({ at, value })) }]}
      />
    </PlaceProvider>
  )
}

/** The name of a point's kind of activity, looked up once for each kind. */
function kindNames({ worksheets }: Content): (point: ChartPoint) => string {
  const names = new Map<string, string>()
  return (point) => {
    const key = `${point.worksheetId} ${point.kind}`
    const name = names.get(key) ?? (pointWords(worksheets, point, 'kind') || 'Not said')
    names.set(key, name)
    return name
  }
}

function diarySpan(diary: readonly ChartPoint[], timeZone: string): TimeSpan | null {
  const [first, last] = [diary[0], diary.at(-1)]
  return first && last ? latestStretch({ from: first.at, to: last.at }, timeZone) : null
}

function mean(points: readonly { value: number }[]): number {
  const sum = points.reduce((total, { value }) => total + value, 0)
  return Math.round((sum / points.length) * 10) / 10
}
