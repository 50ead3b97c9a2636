import type { Programme } from '#content/types.ts'
import { type CourseRange, rangeModels, rangesOf } from '#features/expected-range/index.ts'
import { showPage } from '#features/frame/index.ts'
import { scoreSeries } from '#features/scores/index.ts'
import {
  listPractice,
  type PracticeTask,
  pausesOf,
  programmeOf,
  requireMyCourse,
  type VisibleCourse,
} from '#features/treatment/index.ts'
import type { Context } from '#platform/context.ts'
import { get, type PageRequest, type Route } from '#platform/http/route.ts'
import { axisLines, courseSpan, lastMinuteOfToday, mergeGoals } from './axis-lines.ts'
import { goalRoutes } from './goals-routes.tsx'
import { ProgressPage, type ProgressView, type ScoreView } from './progress-page.tsx'
import {
  type DiarySource,
  diarySource,
  goalScale,
  goalSource,
  processSources,
} from './progress-sources.ts'
import { type ProgressRecord, progressRecord } from './repository.ts'
import { scoreView } from './score-view.ts'
import { whoReads } from './who-reads.ts'

export const progressRoutes: readonly Route[] = [
  get('/progress', 'treatment.own', showProgress),
  ...goalRoutes,
]

async function showProgress(ctx: Context, request: PageRequest): Promise<Response> {
  const course = await requireMyCourse(ctx)
  const view = await progressView(ctx, course)
  return showPage(ctx, request, { title: 'How I am doing', body: <ProgressPage view={view} /> })
}

async function progressView(ctx: Context, course: VisibleCourse): Promise<ProgressView> {
  const programme = programmeOf(ctx, course)
  const sources = processSources(ctx.content, programme)
  const diary = diarySource(ctx.content, programme)
  const record = await progressRecord(ctx, course, {
    ratings: sources.map(({ name }) => name),
    goal: goalSource,
    diary: diary && {
      worksheetId: diary.worksheet.id,
      kindField: diary.kinds.id,
      series: diary.series.name,
    },
  })
  const [pauses, practice, models] = await Promise.all([
    pausesOf(ctx, course),
    listPractice(ctx, course),
    rangeModels(ctx),
  ])
  const points = record.responses.map(({ at, ...rest }) => ({ ...rest, at: at.getTime() }))
  const ranges = rangesOf(ctx, course, { points, pauses }, models)
  const scores = scoreViews(ctx, { programme, record, ranges })
  const [drawn, once] = [scores.filter(isDrawn), scores.filter((score) => !isDrawn(score))]
  const ratings = axisLines(sources, record.series)
  const goals = mergeGoals(record.goals)
  const marks = marksOf(programme, record)
  return {
    scores: drawn,
    others: once.map(({ plainName, sentence }) => `${plainName}. ${sentence}`),
    marks,
    pauses: pauses.map(({ from, to }) => ({
      from: new Date(from),
      to: to === null ? lastMinuteOfToday(ctx) : new Date(to),
    })),
    timeSpan: spanOf(ctx, course, [...drawn, ...ratings, ...goals, { points: marks }]),
    ratings,
    goals,
    goalScale: goalScale(ctx.content),
    diary: diary && diaryBars(diary, record),
    practice: practiceCounts(practice),
    whoReads: whoReads(course),
  }
}

const isDrawn = (score: ScoreView) => score.isWeekly || score.points.length > 1

function spanOf(
  ctx: Context,
  course: VisibleCourse,
  lines: readonly {
    readonly points: readonly { readonly at: Date }[]
    readonly range?: ScoreView['range']
  }[],
) {
  const moments = lines.flatMap(({ points, range }) => [...points, ...(range?.points ?? [])])
  return courseSpan(
    course,
    lastMinuteOfToday(ctx),
    moments.map(({ at }) => at),
  )
}

function marksOf(programme: Programme, record: ProgressRecord): ProgressView['marks'] {
  const opened = record.opened.map(({ moduleId, at }) => ({
    at,
    label: `Opened “${programme.modules.get(moduleId)?.title ?? 'a module'}”`,
  }))
  return [...opened, ...record.calls.map((at) => ({ at, label: 'You talked on a call' }))]
}

function diaryBars(diary: DiarySource, record: ProgressRecord) {
  const labels = new Map(diary.kinds.options.map(({ id, label }) => [id, label]))
  return {
    min: diary.series.min,
    max: diary.series.max,
    bars: record.diary.map(({ kind, mean, count }) => ({
      label: labels.get(kind) ?? kind,
      value: mean,
      count,
    })),
  }
}

function scoreViews(
  ctx: Context,
  of: {
    programme: Programme
    record: ProgressRecord
    ranges: ReadonlyMap<string, CourseRange>
  },
): ScoreView[] {
  const { programme, record, ranges } = of
  const { weekly } = programme.measures
  const responses = record.responses.map(({ at, ...rest }) => ({ ...rest, submittedAt: at }))
  return scoreSeries(ctx.content, responses, weekly).flatMap((series) => {
    const { instrumentId: id } = series
    const instrument = ctx.content.instruments.get(id)
    if (!instrument) return []
    const range = ranges.get(id) ?? null
    const isWeekly = weekly.includes(id)
    return scoreView(instrument, series, { isWeekly, range, timeZone: ctx.service.timeZone })
  })
}

function practiceCounts(tasks: readonly PracticeTask[]): { planned: number; done: number } {
  const kept = tasks.filter(({ lastEvent }) => lastEvent !== 'withdrawn')
  return {
    planned: kept.reduce((sum, { times }) => sum + times, 0),
    done: kept.reduce((sum, { times, timesDone }) => sum + Math.min(times, timesDone), 0),
  }
}
