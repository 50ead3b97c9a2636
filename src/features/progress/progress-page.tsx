import { BarChart, type ChartBar } from '#ui/charts/bar-chart.tsx'
import { ChartTable } from '#ui/charts/chart-figure.tsx'
import type { ChartMark, ChartPoint } from '#ui/charts/geometry.ts'
import { LineChart } from '#ui/charts/line-chart.tsx'
import { ScoreChart } from '#ui/charts/score-chart.tsx'

export interface ScoreView {
  readonly name: string
  readonly plainName: string
  readonly points: readonly ChartPoint[]
  readonly min: number
  readonly max: number
  readonly lineAt: number | null
  readonly sentence: string
  readonly howToRead: readonly string[]
  readonly hasGoneWorse: boolean
}

export interface RatingView {
  readonly label: string
  readonly points: readonly ChartPoint[]
  readonly min: number
  readonly max: number
}

export interface ProgressView {
  readonly scores: readonly ScoreView[]
  readonly marks: readonly ChartMark[]
  readonly pauses: readonly { from: Date; to: Date }[]
  readonly ratings: readonly RatingView[]
  readonly goals: readonly { goal: string; first: number | null; latest: number | null }[]
  readonly goalScale: { min: number; max: number } | null
  readonly diary: { bars: readonly ChartBar[]; min: number; max: number } | null
  readonly practice: { planned: number; done: number }
  /** "Priya Nair reads what you send on Tuesdays, by 5 pm." */
  readonly whoReads: string
}

/** A person's own numbers over time, in plain words. It neither alarms nor cheers. */
export function ProgressPage({ view }: { view: ProgressView }) {
  const isEmpty = view.scores.every(({ points }) => points.length === 0)
  return (
    <>
      <h1 className="nhsuk-heading-l">How I am doing</h1>
      <p className="hr-reading">
        {isEmpty
          ? 'There is nothing here yet. After your first forms you will see your own numbers.'
          : 'Your own answers, drawn over time. Only you and the people who treat you see them.'}
      </p>
      {view.scores.map((score) => (
        <Score key={score.name} score={score} view={view} />
      ))}
      <Ratings ratings={view.ratings} />
      <Goals goals={view.goals} scale={view.goalScale} />
      <Diary diary={view.diary} />
      <Practice {...view.practice} />
      <p className="hr-reading hr-quiet hr-no-print">
        You can print this page from your browser’s menu. <a href="/">Back to today</a>
      </p>
    </>
  )
}

function Score({ score, view }: { score: ScoreView; view: ProgressView }) {
  if (score.points.length === 0) return null
  return (
    <section className="hr-card">
      <h2 className="nhsuk-heading-m">{score.plainName}</h2>
      <div className="hr-progress-score">
        <ScoreChart
          title={`${score.plainName}: ${score.name} over time`}
          name={score.name}
          points={score.points}
          min={score.min}
          max={score.max}
          line={
            score.lineAt === null
              ? null
              : { value: score.lineAt, label: `${score.lineAt}: explained below` }
          }
          marks={view.marks}
          pauses={view.pauses}
          caption={score.sentence}
          isWide
        />
        <div>
          {score.hasGoneWorse && <WhenHigher whoReads={view.whoReads} />}
          <div className="hr-reading hr-progress-read">
            {score.howToRead.map((text) => (
              <p key={text}>{text}</p>
            ))}
          </div>
        </div>
      </div>
    </section>
  )
}

function WhenHigher({ whoReads }: { whoReads: string }) {
  return (
    <div className="nhsuk-inset-text">
      <p>
        Scores go up and down, and one number is not the whole story. Your therapist sees it.{' '}
        {whoReads}
      </p>
      <p>
        If things feel harder, you don’t have to wait: <a href="/messages">write a message</a>, or
        see <a href="/help">Help now</a>.
      </p>
    </div>
  )
}

function Ratings({ ratings }: { ratings: readonly RatingView[] }) {
  const rated = ratings.filter(({ points }) => points.length > 0)
  if (rated.length === 0) return null
  return (
    <section className="hr-card">
      <h2 className="nhsuk-heading-m">Your weekly answers</h2>
      <div className="hr-chart-pair">
        {rated.map(({ label, points, min, max }) => (
          <LineChart
            key={label}
            title={label}
            series={[{ label, points }]}
            min={min}
            max={max}
            height={170}
            caption={ratingSentence(points, min, max)}
          />
        ))}
      </div>
    </section>
  )
}

function ratingSentence(points: readonly ChartPoint[], min: number, max: number): string {
  const [first, last] = [points[0], points.at(-1)]
  if (!first || !last) return ''
  const scale = `on a scale from ${min} to ${max}`
  return points.length === 1
    ? `${last.value} so far, ${scale}.`
    : `${first.value} at first, ${last.value} now, ${scale}.`
}

function Goals(props: { goals: ProgressView['goals']; scale: ProgressView['goalScale'] }) {
  if (props.goals.length === 0) return null
  return (
    <section className="hr-card">
      <h2 className="nhsuk-heading-m">Your goals</h2>
      {props.scale && (
        <p>
          {props.scale.min} is “cannot do it at all”, {props.scale.max} is “can do it any time”.
        </p>
      )}
      <ChartTable
        title="Your goals, at first and now"
        columns={['Goal', 'At first', 'Now']}
        rows={props.goals.map(({ goal, first, latest }) => [
          <span key="goal" dir="auto">
            {goal}
          </span>,
          first ?? 'not rated',
          latest ?? 'not rated',
        ])}
      />
    </section>
  )
}

function Diary({ diary }: { diary: ProgressView['diary'] }) {
  if (!diary || diary.bars.length === 0) return null
  const total = diary.bars.reduce((sum, { count }) => sum + count, 0)
  return (
    <section className="hr-card">
      <h2 className="nhsuk-heading-m">Your diary</h2>
      <BarChart
        title="Your mood, by what you were doing"
        bars={diary.bars}
        min={diary.min}
        max={diary.max}
        valueName="Mood, on average"
        caption={
          `From ${total} ${total === 1 ? 'moment' : 'moments'} in your diary. ` +
          'The number in brackets is how many. A few moments say little; a pattern over weeks ' +
          'says more.'
        }
        isWide
      />
    </section>
  )
}

function Practice({ planned, done }: { planned: number; done: number }) {
  if (planned === 0) return null
  return (
    <section className="hr-card">
      <h2 className="nhsuk-heading-m">Practice</h2>
      <p>
        {planned} planned, {done} done so far. What did not happen is worth knowing too: it shows
        what gets in the way.
      </p>
    </section>
  )
}
