import { isPlainDate } from '#clinical/calendar.ts'
import type { MeasuresDue } from '#clinical/measure-points.ts'
import { isPauseOver } from '#clinical/pause.ts'
import { reviewState } from '#clinical/review-rhythm.ts'
import type { Module, Programme } from '#content/types.ts'
import { patientName } from '#features/instruments/index.ts'
import { dueMeasures } from '#features/measure-schedule/index.ts'
import { scoreSentence, whoReads } from '#features/progress/index.ts'
import {
  listPractice,
  type ModuleStates,
  moduleStates,
  openPractice,
  programmeOf,
  type VisibleCourse,
  weekOf,
} from '#features/treatment/index.ts'
import { stagedFields, stagedPlanOf } from '#features/worksheets/index.ts'
import type { Context } from '#platform/context.ts'
import type { HomeView, ScoreView, TherapistView } from './home-view.ts'
import { weekWords } from './near-words.ts'
import { type HomeRecord, homeRecord } from './repository.ts'
import { type Today, today } from './today.ts'

const weekMilliseconds = 7 * 86_400_000

/** Reads everything that Today shows: four queries at once, whatever the length of the history. */
export async function readHome(
  ctx: Context,
  course: VisibleCourse,
  options: { saved: boolean },
): Promise<HomeView> {
  const programme = programmeOf(ctx, course)
  const [record, modules, tasks, measures] = await Promise.all([
    homeRecord(ctx, course, {
      diaryIds: diaryIds(programme.modules.values()),
      staged: stagedFields(ctx.content.worksheets.values()),
    }),
    moduleStates(ctx, course),
    listPractice(ctx, course),
    dueMeasures(ctx, course),
  ])
  const practice = openPractice(tasks, ctx.now)
  const day = todayOf(ctx, course, { programme, record, modules, practice, measures })
  return {
    ...options,
    state: course.state,
    name: record.name,
    at: ctx.now,
    timeZone: ctx.service.timeZone,
    weekLine: weekLine(ctx, course, { programme, record }),
    isFirstTime: record.visits.length === 0 && record.responses.length === 0,
    today: day,
    therapist: therapistView(ctx, course, record),
    nextCall: record.nextCall,
    cancelledCalls: record.cancelledCalls,
    diary: diaryOf(programme, modules, record),
    plans: plansOf(ctx, course, record),
    goalsToRate: goalsToRate(ctx, course, record),
    score: scoreView(ctx, programme, record),
    cards: record.cards,
    hasSafetyPlan: record.hasSafetyPlan,
    formsOpenAt: measures.opensNextAt === null ? null : new Date(measures.opensNextAt),
    pause: pauseOf(ctx, record),
    followUps: followUpsAhead(ctx, course, programme),
    servicePhone: ctx.service.settings.servicePhone ?? null,
  }
}

interface Sources {
  programme: Programme
  record: HomeRecord
}

function todayOf(
  ctx: Context,
  course: VisibleCourse,
  from: Sources & {
    modules: ModuleStates
    practice: ReturnType<typeof openPractice>
    measures: MeasuresDue
  },
): Today {
  const { programme, record, modules } = from
  const inOrder = [...new Set([...modules.track, ...programme.modules.keys()])]
  return today({
    state: course.state,
    endedAt: course.endedAt,
    at: ctx.now,
    timeZone: ctx.service.timeZone,
    hasConsent: record.hasConsent,
    safetyItemId: record.safetyItemId,
    unread: record.unread,
    measures: from.measures,
    begunForms: from.record.begunForms,
    modules: inOrder.flatMap((id) => programme.modules.get(id) ?? []),
    progress: modules.states,
    visits: record.visits,
    openPractice: from.practice,
  })
}

/** Never a day that has passed: the pause is over then, whatever the clock of pauses has done. */
function pauseOf(ctx: Context, { pauses }: HomeRecord): HomeView['pause'] {
  const until = pauses.findLast(({ kind }) => kind === 'paused')?.until ?? null
  if (until === null || !isPlainDate(until)) return { until: null, isOver: false }
  const isOver = isPauseOver(ctx.now.getTime(), until, ctx.service.timeZone)
  return { until: isOver ? null : until, isOver }
}

/** Nobody is asked about more than they could read at a glance. */
const plansShown = 5

/** What is ahead, soonest first, and then how things went, the latest first. */
function plansOf(ctx: Context, course: VisibleCourse, { planned }: HomeRecord): HomeView['plans'] {
  // During a pause and after the end nothing is asked.
  if (course.state !== 'active') return []
  const moment = { now: ctx.now, timeZone: ctx.service.timeZone }
  const plans = planned.flatMap(({ entryId, worksheetId, values }) => {
    const worksheet = ctx.content.worksheets.get(worksheetId)
    const plan = worksheet ? stagedPlanOf(worksheet, values, moment) : null
    return plan ? [{ ...plan, entryId }] : []
  })
  const ahead = plans.filter(({ state }) => state === 'ahead')
  const asked = plans.filter(({ state }) => state === 'asked')
  return [
    ...ahead.toSorted((a, b) => a.at.getTime() - b.at.getTime()),
    ...asked.toSorted((a, b) => b.at.getTime() - a.at.getTime()),
  ].slice(0, plansShown)
}

/** Goals are rated about once a week: a day early is near enough. */
const goalsEveryDays = 6

function goalsToRate(ctx: Context, course: VisibleCourse, { goals }: HomeRecord): number {
  if (course.state !== 'active') return 0
  const since = ctx.now.getTime() - goalsEveryDays * 86_400_000
  return goals.ratedAt && goals.ratedAt.getTime() > since ? 0 : goals.count
}

function weekLine(ctx: Context, course: VisibleCourse, from: Sources): string | null {
  if (!course.startedAt || course.state === 'ended') return null
  return weekWords(weekOf(course, ctx.now), from.programme.weeks)
}

function therapistView(ctx: Context, course: VisibleCourse, record: HomeRecord): TherapistView {
  const next = course.state === 'active' || course.state === 'paused' ? course.nextReviewAt : null
  const state = next
    ? reviewState(ctx.now.getTime(), next.getTime(), ctx.service.timeZone).state
    : null
  return {
    name: course.therapistName,
    whoReads: whoReads(course),
    nextReviewAt: next,
    isReviewLate: state === 'late',
    lastReviewAt: record.lastReviewAt,
    unread: record.unread.count,
    newComments: record.newComments,
  }
}

/** The first of the weekly questionnaires; all of them are on the page of progress. */
function scoreView(ctx: Context, programme: Programme, record: HomeRecord): ScoreView | null {
  const instrument = ctx.content.instruments.get(programme.measures.weekly[0] ?? '')
  if (!instrument) return null
  const own = record.responses.filter(({ instrumentId }) => instrumentId === instrument.id)
  const points = own.flatMap(({ at, total }) => (total === null ? [] : [{ at, value: total }]))
  if (points.length === 0) return null
  return {
    title: patientName(instrument),
    name: instrument.shortName,
    points,
    min: instrument.scoring.minimum,
    max: instrument.scoring.maximum,
    sentence: scoreSentence(
      instrument,
      own.map(({ at, total }) => ({ at: at.getTime(), total })),
      ctx.service.timeZone,
    ),
  }
}

/** The diary has a place on Today once a module that brings it has been opened. */
function diaryOf(
  programme: Programme,
  modules: ModuleStates,
  record: HomeRecord,
): HomeView['diary'] {
  const open = [...programme.modules.values()].filter(({ id }) => modules.states.get(id)?.isOpen)
  return diaryIds(open).length > 0 ? { momentsThisWeek: record.diaryMoments } : null
}

function diaryIds(modules: Iterable<Module>): string[] {
  return [...new Set([...modules].flatMap(diariesIn))]
}

// Content stays as it is for as long as the service runs.
const knownDiaries = new WeakMap<Module, readonly string[]>()

function diariesIn(module: Module): readonly string[] {
  const known = knownDiaries.get(module)
  if (known) return known
  const blocks = module.sections.flatMap(({ blocks }) => blocks)
  const found = blocks.flatMap((block) => (block.type === 'diary' ? [block.ref] : []))
  knownDiaries.set(module, found)
  return found
}

function followUpsAhead(
  ctx: Context,
  course: VisibleCourse,
  programme: Programme,
): HomeView['followUps'] {
  const { endedAt } = course
  if (!endedAt) return []
  return programme.followups.flatMap(({ module, weeksAfterEnd }) => {
    const at = new Date(endedAt.getTime() + weeksAfterEnd * weekMilliseconds)
    const title = programme.modules.get(module)?.title
    return title && at > ctx.now ? [{ title, at }] : []
  })
}
