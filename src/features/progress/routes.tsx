import type { Programme } from '#content/types.ts'
import { showPage } from '#features/frame/index.ts'
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
import { ProgressPage, type ProgressView, type ScoreView } from './progress-page.tsx'
import { diarySource, goalScale, goalSource, weeklyRatings } from './progress-sources.ts'
import { type ProgressRecord, progressRecord } from './repository.ts'
import {
  changeExplained,
  hasGoneWorse,
  howToRead,
  lineExplained,
  plainName,
  scoreSentence,
} from './score-words.ts'
import { whoReads } from './who-reads.ts'

export const progressRoutes: readonly Route[] = [get('/progress', 'treatment.own', showProgress)]

async function showProgress(ctx: Context, request: PageRequest): Promise<Response> {
  const course = await requireMyCourse(ctx)
  const view = await progressView(ctx, course)
  return showPage(ctx, request, { title: 'How I am doing', body: <ProgressPage view={view} /> })
}

async function progressView(ctx: Context, course: VisibleCourse): Promise<ProgressView> {
  const programme = programmeOf(ctx, course)
  const ratings = weeklyRatings(ctx.content, programme)
  const diary = diarySource(ctx.content, programme)
  const record = await progressRecord(ctx, course, {
    ratings: ratings.map(({ name }) => name),
    goal: goalSource,
    diary: diary && {
      worksheetId: diary.worksheet.id,
      kindField: diary.kinds.id,
      series: diary.series.name,
    },
  })
  const pauses = await pausesOf(ctx, course)
  const practice = await listPractice(ctx, course)
  const labels = new Map(diary?.kinds.options.map(({ id, label }) => [id, label]))
  return {
    scores: scoreViews(ctx, programme, record),
    marks: record.opened.map(({ moduleId, at }) => ({
      at,
      label: `Opened “${programme.modules.get(moduleId)?.title ?? 'a module'}”`,
    })),
    pauses: pauses.map(({ from, to }) => ({
      from: new Date(from),
      to: new Date(to ?? ctx.now.getTime()),
    })),
    ratings: ratings.map((rating) => ({
      ...rating,
      points: record.series.filter(({ name }) => name === rating.name),
    })),
    goals: record.goals,
    goalScale: goalScale(ctx.content),
    diary: diary && {
      min: diary.series.min,
      max: diary.series.max,
      bars: record.diary.map(({ kind, mean, count }) => ({
        label: labels.get(kind) ?? kind,
        value: mean,
        count,
      })),
    },
    practice: practiceCounts(practice),
    whoReads: whoReads(course),
  }
}

function scoreViews(ctx: Context, programme: Programme, record: ProgressRecord): ScoreView[] {
  return programme.measures.weekly.flatMap((id) => {
    const instrument = ctx.content.instruments.get(id)
    if (!instrument) return []
    const responses = record.responses.filter(({ instrumentId }) => instrumentId === id)
    const scored = responses.map(({ at, total }) => ({ at: at.getTime(), total }))
    return [
      {
        name: instrument.shortName,
        plainName: plainName(instrument),
        points: responses.flatMap(({ at, total }) =>
          total === null ? [] : [{ at, value: total }],
        ),
        min: instrument.scoring.minimum,
        max: instrument.scoring.maximum,
        lineAt: instrument.caseness?.atLeast ?? null,
        sentence: scoreSentence(instrument, scored, ctx.service.timeZone),
        howToRead: [
          howToRead(instrument),
          lineExplained(instrument),
          changeExplained(instrument),
        ].filter((text) => text !== null),
        hasGoneWorse: hasGoneWorse(instrument, scored),
      },
    ]
  })
}

function practiceCounts(tasks: readonly PracticeTask[]): { planned: number; done: number } {
  const kept = tasks.filter(({ lastEvent }) => lastEvent !== 'withdrawn')
  return {
    planned: kept.reduce((sum, { times }) => sum + times, 0),
    done: kept.reduce((sum, { times, timesDone }) => sum + Math.min(times, timesDone), 0),
  }
}
