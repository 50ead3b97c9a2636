import { BarChart, type ChartBar } from '#ui/charts/bar-chart.tsx'
import { ChartTable } from '#ui/charts/chart-figure.tsx'
import type { ChartMark, ChartPoint, ChartRange, TimeSpan } from '#ui/charts/geometry.ts'
import { ScoreChart } from '#ui/charts/score-chart.tsx'
import { AxisCharts, isDrawnIn } from './axis-charts.tsx'
import type { AxisLine, GoalLine } from './axis-lines.ts'

export interface ScoreView {
  readonly name: string
  readonly plainName: string
  readonly isWeekly: boolean
  readonly points: readonly ChartPoint[]
  readonly everyDays: number
  readonly min: number
  readonly max: number
  readonly lineAt: number | null
  readonly sentence: string
  readonly howToRead: readonly string[]
  readonly hasGoneWorse: boolean
  /** Where people with the same first score usually are; null while the service has it off. */
  readonly range: (ChartRange & { readonly explained: readonly string[] }) | null
}

export interface ProgressView {
  readonly scores: readonly ScoreView[]
  readonly marks: readonly ChartMark[]
  readonly pauses: readonly TimeSpan[]
  /** One axis for every drawing on the page. */
  readonly timeSpan: TimeSpan | null
  /** What was asked besides the weekly forms and has one score so far, in a sentence each. */
  readonly others: readonly string[]
  readonly ratings: readonly AxisLine[]
  readonly goals: readonly GoalLine[]
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
        <Score key={score.name} score={score} view={view} isFirst={score === firstDrawn(view)} />
      ))}
      <Others sentences={view.others} />
      <Ratings view={view} />
      <Goals view={view} />
      <Diary diary={view.diary} />
      <Practice {...view.practice} />
      <p className="hr-reading hr-no-print">
        Has something here made things worse? <a href="/made-worse">You can say so</a>.
      </p>
      <p className="hr-reading hr-quiet hr-no-print">
        You can print this page from your browser’s menu. <a href="/">Back to today</a>
      </p>
    </>
  )
}

/** The drawing under which the marks have their names. */
function firstDrawn({ scores, timeSpan }: ProgressView): ScoreView | undefined {
  return scores.find((score) => isDrawnIn(timeSpan, score))
}

function Score(props: { score: ScoreView; view: ProgressView; isFirst: boolean }) {
  const { score, view, isFirst } = props
  if (score.points.length === 0) return null
  return (
    <section className="hr-card">
      <h2 className="nhsuk-heading-m">{score.plainName}</h2>
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
        areMarksNamedAbove={!isFirst}
        pauses={view.pauses}
        caption={score.sentence}
        range={score.range}
        everyDays={score.everyDays}
        timeSpan={view.timeSpan}
        isWide
      />
      {score.hasGoneWorse && <WhenHigher whoReads={view.whoReads} />}
      <details className="nhsuk-details hr-print-open" open={isFirst && score.points.length <= 2}>
        <summary className="nhsuk-details__summary">
          <span className="nhsuk-details__summary-text">How to read this</span>
        </summary>
        <div className="nhsuk-details__text hr-reading hr-progress-read">
          {[...score.howToRead, ...(score.range?.explained ?? [])].map((text) => (
            <p key={text}>{text}</p>
          ))}
        </div>
      </details>
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

/** A questionnaire that was answered once is a number; a drawing of one point says no more. */
function Others({ sentences }: { sentences: readonly string[] }) {
  if (sentences.length === 0) return null
  return (
    <section className="hr-card">
      <h2 className="nhsuk-heading-m">Other forms</h2>
      {sentences.map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
    </section>
  )
}

function Ratings({ view }: { view: ProgressView }) {
  if (view.ratings.length === 0) return null
  return (
    <section className="hr-card">
      <h2 className="nhsuk-heading-m">Your own ratings</h2>
      <AxisCharts
        {...view}
        lines={view.ratings}
        goals={[]}
        goalScale={null}
        areMarksNamedAbove={firstDrawn(view) !== undefined}
      />
    </section>
  )
}

function Goals({ view }: { view: ProgressView }) {
  const { goals } = view
  if (goals.length === 0) return null
  return (
    <section className="hr-card" id="goals">
      <h2 className="nhsuk-heading-m">Your goals</h2>
      <AxisCharts
        {...view}
        lines={[]}
        areMarksNamedAbove={firstDrawn(view) !== undefined || view.ratings.length > 0}
      />
      <ChartTable
        title="Your goals, at first and now"
        columns={['Goal', 'At first', 'Now']}
        rows={goals.map(({ goal, points }) => [
          <span key="goal" dir="auto">
            {goal}
          </span>,
          points[0]?.value ?? 'not rated',
          points.at(-1)?.value ?? 'not rated',
        ])}
      />
      <p className="hr-no-print">
        <a href="/goals">Rate your goals</a>
      </p>
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

function doneWords(done: number): string {
  if (done === 0) return 'None done'
  return done === 1 ? 'Done once' : `Done ${done} times`
}

function Practice({ planned, done }: { planned: number; done: number }) {
  if (planned === 0) return null
  return (
    <section className="hr-card">
      <h2 className="nhsuk-heading-m">Practice</h2>
      <p>
        {doneWords(done)} so far, of {planned} that were suggested. Nobody does them all. What did
        not happen is worth knowing too: it shows what gets in the way.
      </p>
    </section>
  )
}
