import type { Instant } from '#clinical/calendar.ts'
import type { OpenFollowUp } from '#clinical/follow-up.ts'
import type { Programme } from '#content/types.ts'
import { type AdverseEvent, eventsOf } from '#features/adverse-events/index.ts'
import {
  type Appointment,
  type Contact,
  type LoggedTime,
  lastReview,
  listAppointments,
  listContacts,
  loggedTime,
  type Review,
  reviewTimes,
  type SeenTime,
  unloggedSeconds,
} from '#features/contacts/index.ts'
import {
  type ChartPoint,
  entriesSince,
  flagsFor,
  listComments,
  listEntries,
  type RaisedFlag,
  seriesPoints,
} from '#features/entries/index.ts'
import { type CourseRange, rangeModels, rangesOf } from '#features/expected-range/index.ts'
import {
  askedRecordsIn,
  askedWeekly,
  type DecisionLine,
  dueMeasures,
  type OwnMeasureState,
  putAsideOf,
} from '#features/measure-schedule/index.ts'
import { type MeasureResponse, responsesOf } from '#features/measures/index.ts'
import {
  type RecentThread,
  recentThread,
  type UnansweredMessage,
  unanswered,
} from '#features/messages/index.ts'
import {
  type AskedSignal,
  type CourseFacts,
  type CourseOnTrack,
  courseOnTrack,
  type Decision,
  decisionsOf,
  formQuality,
  undecided,
  weeklyForms,
} from '#features/on-track/index.ts'
import { goalSource, processSources } from '#features/progress/index.ts'
import { type CourseOutcome, outcomeOf } from '#features/reporting/index.ts'
import {
  type Colleague,
  openSafetyItems,
  possibleOwners,
  type SafetyItem,
} from '#features/risk/index.ts'
import {
  countedWorksheets,
  type RaisedSuggestion,
  raiseSuggestions,
  type SuggestionHistory,
  suggestionHistory,
} from '#features/suggestions/index.ts'
import {
  courseHistory,
  currentPause,
  type HistoryLine,
  listPractice,
  type ModuleStates,
  moduleStates,
  type PracticeTask,
  pausesOf,
  programmeOf,
  rememberedOfCourse,
  type VisibleCourse,
} from '#features/treatment/index.ts'
import type { Entry, EntryComment } from '#features/worksheets/index.ts'
import type { Context } from '#platform/context.ts'
import { followUpOfRecord } from './follow-up.ts'
import { type MissingScore, missingScores } from './missing-scores.ts'
import { nameOfModule } from './module-words.ts'
import {
  commentsToMe,
  lookedAt,
  type ModuleEnd,
  moduleEnds,
  type PatientDetails,
  patientDetails,
  type StaffNote,
  type SupervisorComment,
  staffNotes,
} from './repository.ts'

/** Everything that a review looks at, read once. */
export interface PersonRecord {
  readonly course: VisibleCourse
  readonly programme: Programme
  readonly details: PatientDetails
  /** What is newer than this stands under "since your last review". */
  readonly since: Date | null
  readonly lastReview: Review | null
  /** When each was done, the latest first. */
  readonly reviews: readonly Instant[]
  readonly lookedAt: Date | null
  readonly safety: readonly SafetyItem[]
  readonly owners: readonly Colleague[]
  readonly forms: readonly MeasureResponse[]
  /** Forms that are not asked, or not now, because somebody said so. */
  readonly putAside: readonly DecisionLine[]
  /** The measure of their own problem, asked or not; null where it has none. */
  readonly ownMeasure: OwnMeasureState | null
  /** What this person is asked each week, in the order in which it is asked. */
  readonly weeklyForms: readonly string[]
  readonly onTrack: CourseOnTrack
  readonly formQuality: ReturnType<typeof formQuality>
  readonly decisions: readonly Decision[]
  /** Where people with the same first score usually are, by instrument; empty while it is off. */
  readonly ranges: ReadonlyMap<string, CourseRange>
  readonly suggestions: readonly RaisedSuggestion[]
  readonly suggestionHistory: SuggestionHistory
  readonly modules: ModuleStates
  readonly moduleEnds: readonly ModuleEnd[]
  readonly entries: readonly Entry[]
  readonly comments: readonly EntryComment[]
  readonly flags: readonly RaisedFlag[]
  readonly practice: readonly PracticeTask[]
  /** Everything that is rated again and again, goals among it. */
  readonly ratings: readonly ChartPoint[]
  readonly thread: RecentThread
  readonly unanswered: readonly UnansweredMessage[]
  readonly contacts: readonly Contact[]
  readonly appointments: readonly Appointment[]
  readonly notes: readonly StaffNote[]
  readonly goals: readonly Entry[]
  readonly plans: readonly Entry[]
  readonly hasBlueprint: boolean
  readonly history: readonly HistoryLine[]
  readonly pauses: readonly { from: number; to: number | null }[]
  readonly pausedUntil: string | null
  readonly seen: readonly SeenTime[]
  /** Its latest entries, and the minutes of all. */
  readonly logged: LoggedTime
  readonly supervision: readonly SupervisorComment[]
  readonly events: readonly AdverseEvent[]
  /** By the national rules, so far or at the end; null where no rules are in force. */
  readonly outcome: CourseOutcome | null
  /** What the outcome still lacks, while it can be asked for. */
  readonly missingScores: readonly MissingScore[]
  /** What came after the end and nobody has answered. */
  readonly followUp: OpenFollowUp | null
}

/** Reads the record of one person for whoever may see it. */
export async function readRecord(ctx: Context, course: VisibleCourse): Promise<PersonRecord> {
  const asked = {
    last: lastReview(ctx, course),
    modules: moduleStates(ctx, course),
    forms: rememberedForms(ctx, course, () => responsesOf(ctx, course)),
  }
  const [last, written, rest, models, records] = await Promise.all([
    asked.last,
    whatWasWritten(ctx, course, asked),
    whatHappened(ctx, course, asked),
    rangeModels(ctx),
    askedRecordsIn(ctx, [course.id]),
  ])
  const since = last?.at ?? course.startedAt
  const programme = programmeOf(ctx, course)
  const finished = [...rest.modules.states.values()].flatMap(({ moduleId, submittedAt }) =>
    submittedAt === null ? [] : [moduleId],
  )
  const { own, forms: askedBeside } = askedWeekly(
    ctx,
    course.programmeId,
    records.get(course.id) ?? { problems: [], requests: [] },
  )
  const facts = factsOf(course, written.forms, { ...rest, finished, askedBeside })
  return {
    course,
    programme,
    since,
    lastReview: last,
    ...written,
    ...rest,
    suggestions: raiseSuggestions({
      now: ctx.now,
      course,
      programme,
      forms: written.forms,
      ...rest,
      history: rest.suggestionHistory,
      nameOfModule: (id) => nameOfModule({ programme, modules: rest.modules }, id),
    }),
    ownMeasure: own,
    weeklyForms: weeklyForms(programme, askedBeside),
    onTrack: courseOnTrack(ctx, facts, models),
    formQuality: formQuality(ctx, facts, {
      contacts: rest.reviews,
      endedAt: course.endedAt,
    }),
    ranges: rangesOf(ctx, course, facts, models),
    missingScores: missingScores(ctx, course, { ...written, ...rest }),
    followUp: followUpOfRecord(ctx, course, { ...written, ...rest }),
  }
}

/** What the therapist has yet to decide on; nothing once treatment stands still or has ended. */
export function signalsToDecide({ course, onTrack }: PersonRecord): AskedSignal[] {
  return course.state === 'active' ? undecided(onTrack.forReview) : []
}

/** The same before an ending, also in a pause: what the scores ask is not left by ending. */
export function signalsBeforeEnding({ course, onTrack }: PersonRecord): AskedSignal[] {
  return course.state === 'ended' ? [] : undecided(onTrack.forReview)
}

function factsOf(
  course: VisibleCourse,
  forms: readonly MeasureResponse[],
  past: Pick<PersonRecord, 'reviews' | 'pauses' | 'decisions'> &
    Pick<CourseFacts, 'askedBeside'> & { finished: readonly string[] },
): CourseFacts {
  return {
    startedAt: course.startedAt,
    endedAt: course.endedAt,
    programmeId: course.programmeId,
    track: course.track,
    askedBeside: past.askedBeside,
    points: forms.map(({ submittedAt, total, instrumentId }) => ({
      at: submittedAt.getTime(),
      total,
      instrumentId,
    })),
    finishedModules: past.finished,
    sessionCount: past.reviews.length,
    pauses: past.pauses,
    decisions: past.decisions,
  }
}

/** What the diary of a programme rates. */
export const diarySeries = 'diary_mood'

export function hasDiary({ ratings }: Pick<PersonRecord, 'ratings'>): boolean {
  return ratings.some(({ series }) => series === diarySeries)
}

function ratedNames(ctx: Context, course: VisibleCourse): string[] {
  const sources = processSources(ctx.content, programmeOf(ctx, course))
  return [...new Set([diarySeries, goalSource.series, ...sources.map(({ name }) => name)])]
}

// More of them are on a page of their own.
const shownTimes = 10

const planWorksheets = ['common.week_plan', 'common.safety_plan', 'common.blueprint']

// What grows with a long course; some dozens of records are open at a time.
const rememberedForms = rememberedOfCourse<readonly MeasureResponse[]>('forms', 60)
const rememberedRatings = rememberedOfCourse<readonly ChartPoint[]>('entries', 60)

/** What more than one part of the record waits for. */
interface Asked {
  readonly last: Promise<Review | null>
  readonly modules: Promise<ModuleStates>
  readonly forms: Promise<readonly MeasureResponse[]>
}

// All is asked at once and answered in one go: one after the other would be thirty waits.
async function whatWasWritten(ctx: Context, course: VisibleCourse, asked: Asked) {
  const { last, modules } = asked
  const [plans, forms, entries, comments, flags, ratings, goals, thread, open] = await Promise.all([
    listEntries(ctx, course, { worksheetIds: planWorksheets, limit: 10 }),
    asked.forms,
    last.then((review) => entriesSince(ctx, course, review?.at ?? course.startedAt)),
    listComments(ctx, course),
    flagsFor(ctx, course, modules),
    rememberedRatings(ctx, course, () => seriesPoints(ctx, course, ratedNames(ctx, course))),
    listEntries(ctx, course, { worksheetIds: ['common.goal'], limit: 10 }),
    last.then((review) => recentThread(ctx, course, review?.at ?? course.startedAt)),
    unanswered(ctx, course),
  ])
  const hasBlueprint = plans.some(({ worksheetId }) => worksheetId === 'common.blueprint')
  return {
    plans,
    hasBlueprint,
    forms,
    entries,
    comments,
    flags,
    ratings,
    goals,
    thread,
    unanswered: open,
  }
}

async function whatHappened(ctx: Context, course: VisibleCourse, asked: Asked) {
  const [person, work, past] = await Promise.all([
    Promise.all([
      patientDetails(ctx, course),
      lookedAt(ctx, course),
      openSafetyItems(ctx, { course }),
      possibleOwners(ctx, course),
      staffNotes(ctx, course),
      commentsToMe(ctx, course),
    ]),
    Promise.all([
      asked.modules,
      moduleEnds(ctx, course),
      listPractice(ctx, course),
      listContacts(ctx, course),
      listAppointments(ctx, course),
      reviewTimes(ctx, course),
    ]),
    Promise.all([
      courseHistory(ctx, course),
      pausesOf(ctx, course),
      currentPause(ctx, course),
      unloggedSeconds(ctx, course),
      loggedTime(ctx, course, shownTimes),
      eventsOf(ctx, course),
      decisionsOf(ctx, course),
      outcomeOf(ctx, course, asked.forms),
      putAsideOf(ctx, course),
      dueMeasures(ctx, course),
      suggestionHistory(ctx, course, countedWorksheets(programmeOf(ctx, course))),
    ]),
  ])
  const [details, looked, safety, owners, notes, supervision] = person
  const [modules, ends, practice, contacts, appointments, reviews] = work
  const [history, pauses, pause, seen, logged, events, decisions, outcome, ...last] = past
  const [putAside, due, suggested] = last
  return {
    details,
    putAside,
    asked: due,
    lookedAt: looked,
    safety,
    owners,
    notes,
    supervision,
    modules,
    moduleEnds: ends,
    practice,
    contacts,
    appointments,
    reviews,
    history,
    pauses,
    pausedUntil: pause?.until ?? null,
    seen,
    logged,
    events,
    decisions,
    outcome,
    suggestionHistory: suggested,
  }
}
