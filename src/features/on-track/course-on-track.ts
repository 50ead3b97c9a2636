import type { PausedRange } from '#clinical/active-days.ts'
import type { Instant } from '#clinical/calendar.ts'
import { type DataQuality, dataQuality } from '#clinical/form-quality.ts'
import { isWorded } from '#clinical/instrument.ts'
import {
  askingSince,
  isForReview,
  type OnTrackQuestion,
  type OnTrackSignal,
  onTrackSignals,
  type ReviewSignal,
  supervisorBySince,
} from '#clinical/on-track.ts'
import type { ScorePoint } from '#clinical/score-course.ts'
import { standingDecision } from '#clinical/signal-decision.ts'
import type { Content, Programme } from '#content/types.ts'
import type { RangeModels } from '#features/expected-range/index.ts'
import type { Decision } from './repository.ts'
import { modulesOfTrack, rulesFor } from './rules-for.ts'

/** What the signals of one course rest on, from whichever page has read it. */
export interface CourseFacts {
  readonly startedAt: Date | null
  /** What was answered after it asks nothing of the treatment; null while there is treatment. */
  readonly endedAt: Date | null
  readonly programmeId: string
  /** The person's own way through it: only its modules count towards half-way. */
  readonly track: string
  /** What this person is asked each week beside what the programme asks of everybody. */
  readonly askedBeside: readonly { readonly instrumentId: string; readonly since: number }[]
  readonly points: readonly (ScorePoint & { readonly instrumentId: string })[]
  readonly finishedModules: readonly string[]
  readonly sessionCount: number
  readonly pauses: readonly PausedRange[]
  readonly decisions: readonly Decision[]
}

/** A signal that somebody is asked to decide on, with what was decided. */
export type AskedSignal = ReviewSignal & {
  /** By the therapist, and still standing: without one it stands in their queue. */
  readonly decision: Decision | null
  /** By a supervisor: their own, or their yes to the therapist's. */
  readonly supervisors: Decision | null
  /**
   * Since which form it has asked without a break and without an answer; null once decided. Worked
   * out when it is asked for: a queue does not need it.
   */
  readonly openSince: () => number | null
}

export interface CourseOnTrack {
  readonly forReview: readonly AskedSignal[]
  readonly goodNews: readonly OnTrackSignal[]
}

/**
 * Where and when the question is asked: the whole context in a request, less while rows are made.
 */
export interface OnTrackSetting {
  readonly content: Content
  readonly now: Date
  readonly service: { readonly timeZone: string }
}

const nothing: CourseOnTrack = { forReview: [], goodNews: [] }

/** Everything that somebody is asked each week, each once. */
export function weeklyForms(
  programme: Programme | undefined,
  askedBeside: CourseFacts['askedBeside'],
): string[] {
  const beside = askedBeside.map(({ instrumentId }) => instrumentId)
  return [...new Set([...(programme?.measures.weekly ?? []), ...beside])]
}

/** What the scores of a course ask for, for each form that this person is asked each week. */
export function courseOnTrack(
  ctx: OnTrackSetting,
  facts: CourseFacts,
  models: RangeModels,
): CourseOnTrack {
  const programme = ctx.content.programmes.get(facts.programmeId)
  if (!programme || !facts.startedAt) return nothing
  const forReview: AskedSignal[] = []
  const goodNews: OnTrackSignal[] = []
  for (const id of weeklyForms(programme, facts.askedBeside)) {
    const question = questionOf(ctx, facts, { programme, id, models })
    if (question === null) continue
    for (const signal of question.points.length > 1 ? onTrackSignals(question) : []) {
      if (isForReview(signal)) forReview.push(asked(ctx, facts, { question, signal }))
      else goodNews.push(signal)
    }
  }
  return { forReview, goodNews }
}

/** How complete the forms are that this rests on, by weekly instrument. */
export function formQuality(
  ctx: OnTrackSetting,
  facts: CourseFacts,
  /** When reviews were done; and the end of treatment, after which no form is missing. */
  course: { readonly contacts: readonly Instant[]; readonly endedAt: Date | null },
): ReadonlyMap<string, DataQuality> {
  const programme = ctx.content.programmes.get(facts.programmeId)
  const { carriedAfterDays } = ctx.content.protocols.onTrack.dataQuality
  const now = Math.min(ctx.now.getTime(), course.endedAt?.getTime() ?? Number.POSITIVE_INFINITY)
  const { contacts } = course
  const quality = new Map<string, DataQuality>()
  for (const id of weeklyForms(programme, facts.askedBeside)) {
    const question = programme && questionOf(ctx, facts, { programme, id, models: new Map() })
    const asked = facts.askedBeside.find(({ instrumentId }) => instrumentId === id)
    const isEverybodys = programme?.measures.weekly.includes(id)
    const since = laterOf(
      isEverybodys ? null : (asked?.since ?? null),
      ctx.content.instruments.get(id)?.wordedSince ?? null,
    )
    const clock = { now, since, carriedAfterDays, contacts }
    if (question) quality.set(id, qualityOf(question, clock))
  }
  return quality
}

/** Without its words a form cannot be asked, and no week is missing for want of it. */
function qualityOf(
  question: OnTrackQuestion,
  clock: Parameters<typeof dataQuality>[1],
): DataQuality {
  const quality = dataQuality(question, clock)
  return isWorded(question.instrument) ? quality : { ...quality, missingWeeks: [], weeksOver: 0 }
}

function laterOf(one: number | null, other: number | null): number | null {
  return one === null || other === null ? (one ?? other) : Math.max(one, other)
}

function questionOf(
  ctx: OnTrackSetting,
  facts: CourseFacts,
  of: { programme: Programme; id: string; models: RangeModels },
): OnTrackQuestion | null {
  const { programme, id, models } = of
  const instrument = ctx.content.instruments.get(id)
  const until = facts.endedAt?.getTime() ?? Number.POSITIVE_INFINITY
  const points = facts.points.filter(({ instrumentId, at }) => instrumentId === id && at <= until)
  if (!instrument || points.length === 0 || !facts.startedAt) return null
  const track = modulesOfTrack(programme, facts.track)
  return {
    timeZone: ctx.service.timeZone,
    courseStart: facts.startedAt.getTime(),
    pausedRanges: facts.pauses,
    instrument,
    points,
    finishedModuleCount: facts.finishedModules.filter((module) => track.includes(module)).length,
    sessionCount: facts.sessionCount,
    rules: rulesFor(ctx.content.protocols.onTrack, programme, {
      track: facts.track,
      instrumentId: id,
    }),
    model: models.get(id) ?? null,
  }
}

function asked(
  ctx: OnTrackSetting,
  { decisions, points }: CourseFacts,
  { question, signal }: { question: OnTrackQuestion; signal: ReviewSignal },
): AskedSignal {
  const facts = {
    points,
    risesFrom: question.instrument.reliableChange?.value ?? null,
    rules: ctx.content.protocols.onTrack.decisions,
  }
  const by = (role: Decision['role']) =>
    standingDecision(
      signal,
      decisions.filter((decision) => decision.role === role),
      facts,
    )
  const [decision, supervisors] = [by('therapist'), by('supervisor')]
  const last = decisions.find(({ instrumentId }) => instrumentId === signal.instrumentId)
  const isOpen = decision === null && supervisors === null
  const openSince = () =>
    isOpen ? (askingSince(question, last?.since ?? null) ?? signal.since) : null
  // Only a supervisor answers this clock; what a therapist decides does not stop it.
  const answered = decisions.find(
    ({ instrumentId, role }) => instrumentId === signal.instrumentId && role === 'supervisor',
  )
  const supervisorBy =
    signal.supervisorBy &&
    (supervisorBySince(question, answered?.since ?? null) ?? signal.supervisorBy)
  return { ...signal, supervisorBy, decision, supervisors, openSince }
}
