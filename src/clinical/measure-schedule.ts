import { isPausedAt } from './active-days.ts'
import { addDays, type Instant, localDate, startOfDay } from './calendar.ts'
import { askedAtPoints } from './measure-occasions.ts'
import type {
  Asked,
  ComingMeasure,
  DueMeasure,
  MeasureDecision,
  MeasureHistory,
  MeasureSchedule,
  MeasuresDue,
  SetAside,
  Situation,
} from './measure-points.ts'
import { fitForToday } from './questions-a-day.ts'
import { comingReview, isWeeklyOpen } from './weekly-measures.ts'

export const nothingDue: MeasuresDue = {
  due: [],
  later: [],
  setAside: [],
  coming: [],
  opensNextAt: null,
}

/**
 * Says which instruments to ask now, and why not the others: those of every point that has opened
 * and that no response serves yet, each once, the shorter of two that overlap left out, as many as
 * fit into a day, and nothing while paused or before the start (content model, section 12: timing;
 * postponing and declining with a reason: Johansson 2021 on rigid surveys).
 */
export function measuresDue(schedule: MeasureSchedule, whole: MeasureHistory): MeasuresDue {
  const { now, courseStart } = whole
  if (now < courseStart || isPausedAt(now, whole.pausedRanges)) return nothingDue
  const history = untilNow(whole)
  const situation = { schedule, history, comingReviewAt: comingReview(schedule, history) }
  const asked = askedAtPoints(situation)
  const open = asked.flatMap((each) => (each.openedAt <= now ? [each] : []))
  const judged = open.map((each) => ({ each, aside: setAsideAs(situation, each) }))
  const candidates = judged.flatMap(({ each, aside }) => (aside ? [] : [each]))
  const wanted = onePerForm(candidates).filter(({ instrumentId }) =>
    candidates.every((other) => !holds(schedule, other.instrumentId, instrumentId)),
  )
  const { today, later } = fitForToday(schedule, history, byPriority(schedule, wanted))
  const coming = comingOf(situation, asked)
  return {
    due: today.map((each) => toDue(situation, each, candidates)),
    later: later.map((each) => toDue(situation, each, candidates)),
    setAside: asideOf(situation, judged, candidates),
    coming,
    opensNextAt: isWeeklyOpen(situation) ? null : (coming[0]?.opensAt ?? null),
  }
}

/** In a demonstration the clock can stand before things that are written down already. */
function untilNow(history: MeasureHistory): MeasureHistory {
  const { now, courseStart, courseEnd, endingSince, lastContactAt } = history
  const isPast = lastContactAt !== null && lastContactAt <= now && lastContactAt > courseStart
  return {
    ...history,
    courseEnd: courseEnd !== null && courseEnd <= now ? courseEnd : null,
    endingSince: endingSince !== null && endingSince <= now ? endingSince : null,
    // The call that starts a course is not a review of it: the first measures are still a baseline.
    lastContactAt: isPast ? lastContactAt : null,
    modules: history.modules.filter(({ at }) => at <= now),
    responses: history.responses.filter(
      ({ submittedAt }) => submittedAt >= courseStart && submittedAt <= now,
    ),
    decisions: history.decisions.filter(({ at }) => at <= now),
    requests: history.requests.filter(({ at }) => at <= now),
    pausedRanges: history.pausedRanges.filter(({ to }) => to !== null && to <= now),
  }
}

/** A form that is asked for two reasons is asked once: in time before missed, then the older. */
function onePerForm(asked: readonly Asked[]): Asked[] {
  const chosen = new Map<string, Asked>()
  for (const each of asked) {
    const other = chosen.get(each.instrumentId)
    if (!other || isBefore(each, other)) chosen.set(each.instrumentId, each)
  }
  return [...chosen.values()]
}

function isBefore(one: Asked, other: Asked): boolean {
  const [isMissed, isOtherMissed] = [one.kind === 'missed', other.kind === 'missed']
  return isMissed === isOtherMissed ? one.openedAt < other.openedAt : isOtherMissed
}

/** Forms of one priority come in the order in which the schedule first names them, each week. */
function byPriority({ points }: MeasureSchedule, asked: readonly Asked[]): Asked[] {
  const named = points.flatMap(({ instruments }) => instruments)
  const place = ({ instrumentId }: Asked) => named.indexOf(instrumentId)
  return asked.toSorted((a, b) => a.point.priority - b.point.priority || place(a) - place(b))
}

function holds({ longerForms }: MeasureSchedule, longer: string, shorter: string): boolean {
  return longerForms.get(shorter)?.includes(longer) ?? false
}

/**
 * The decisions on a form that still count: nothing before it was taken up again. To decline one
 * form of a measure, or to take it up again, is said of its other forms too.
 */
function standingDecisions(
  { schedule, history }: Pick<Situation, 'schedule' | 'history'>,
  instrumentId: string,
): MeasureDecision[] {
  const others = schedule.otherForms.get(instrumentId) ?? []
  const own = history.decisions.filter(
    ({ instrumentId: id, kind }) =>
      id === instrumentId || (others.includes(id) && (kind === 'declined' || kind === 'resumed')),
  )
  return own.slice(own.findLastIndex(({ kind }) => kind === 'resumed') + 1)
}

function setAsideAs(situation: Situation, asked: Asked): SetAside | null {
  const { history } = situation
  const { instrumentId, point, openedAt, requestedAt } = asked
  const decisions = standingDecisions(situation, instrumentId).filter(
    // A therapist who asks for it later has put a new question.
    ({ at }) => requestedAt === null || at > requestedAt,
  )
  const latest = (kind: MeasureDecision['kind']) =>
    decisions.findLast((decision) => decision.kind === kind)
  const declined = latest('declined')
  if (declined && !(point.asksAgain && declined.at < openedAt)) {
    return { instrumentId, why: 'declined', until: null }
  }
  const skipped = latest('skipped')
  if (skipped && skipped.at >= openedAt) return { instrumentId, why: 'skipped', until: null }
  const until = latest('postponed')?.until ?? null
  return until !== null && until > history.now ? { instrumentId, why: 'postponed', until } : null
}

/** What would be due but for a decision; and what is declined also between two sets. */
function asideOf(
  situation: Situation,
  judged: readonly { aside: SetAside | null }[],
  candidates: readonly Asked[],
): SetAside[] {
  const asked = new Set(candidates.map(({ instrumentId }) => instrumentId))
  const decided = new Set(situation.history.decisions.map(({ instrumentId }) => instrumentId))
  const declined = [...decided].flatMap((instrumentId): SetAside[] =>
    isDeclined(situation, instrumentId) ? [{ instrumentId, why: 'declined', until: null }] : [],
  )
  const aside = [...declined, ...judged.flatMap((one) => (one.aside ? [one.aside] : []))]
  const byForm = new Map(aside.map((one) => [one.instrumentId, one]))
  // What was declined as another form of one measure is said once, by the form it was said of.
  return [...byForm.values()].filter(
    ({ instrumentId }) => !asked.has(instrumentId) && decided.has(instrumentId),
  )
}

/** After the end, one that was answered all the same is not called declined any more. */
function isDeclined(situation: Situation, instrumentId: string): boolean {
  const { history } = situation
  const declined = standingDecisions(situation, instrumentId).findLast(
    ({ kind }) => kind === 'declined',
  )
  if (!declined || history.courseEnd === null) return declined !== undefined
  return !history.responses.some(
    (response) => response.instrumentId === instrumentId && response.submittedAt >= declined.at,
  )
}

/** What is declined is not announced either, but for the point that asks again. */
function comingOf(situation: Situation, asked: readonly Asked[]): ComingMeasure[] {
  const { history } = situation
  const isDeclined = ({ instrumentId, point }: Asked) =>
    !point.asksAgain &&
    standingDecisions(situation, instrumentId).some(({ kind }) => kind === 'declined')
  return asked
    .filter((each) => each.openedAt > history.now && !isDeclined(each))
    .map(({ instrumentId, point, openedAt }) => ({
      instrumentId,
      pointId: point.id,
      opensAt: openedAt,
    }))
    .toSorted((a, b) => a.opensAt - b.opensAt)
}

function toDue(situation: Situation, asked: Asked, candidates: readonly Asked[]): DueMeasure {
  const { instrumentId, point, kind, openedAt, dueBefore } = asked
  const decisions = standingDecisions(situation, instrumentId)
  const reminders = candidates
    // A form that is asked in place of a shorter one is reminded of as that one would be.
    .filter(
      (each) =>
        each.instrumentId === instrumentId ||
        holds(situation.schedule, instrumentId, each.instrumentId),
    )
    .flatMap((each) => reminderOf(situation, each) ?? [])
  return {
    instrumentId,
    pointId: point.id,
    kind,
    questionCount: situation.schedule.questions.get(instrumentId) ?? 0,
    openedAt,
    dueBefore,
    isAskedAgain: decisions.some((each) => each.kind === 'declined' && each.at < openedAt),
    remindAt: reminders.length === 0 ? null : Math.min(...reminders),
  }
}

/** What was missed is not written about, unless the person asked to be reminded. */
function reminderOf(situation: Situation, asked: Asked): Instant | null {
  const { schedule } = situation
  const { instrumentId, point, kind, openedAt } = asked
  const postponed = standingDecisions(situation, instrumentId).findLast(
    (decision) => decision.kind === 'postponed' && decision.at >= openedAt,
  )
  if (postponed) return postponed.until
  const { remindAfterDays: days } = point
  if (days === null || kind === 'missed') return null
  return days === 0 ? openedAt : dayLater(openedAt, days, schedule.timeZone)
}

/**
 * Gives the moment at which a form that is postponed by whole days is asked again: the beginning of
 * that local day (1 is tomorrow), whatever the clocks do.
 */
export function postponedUntil(now: Instant, days: number, timeZone: string): Instant {
  return dayLater(now, days, timeZone)
}

function dayLater(at: Instant, days: number, timeZone: string): Instant {
  return startOfDay(addDays(localDate(at, timeZone), days), timeZone)
}
