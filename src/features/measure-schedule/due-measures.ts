import { localDate } from '#clinical/calendar.ts'
import { isWorded, type WordedInstrument } from '#clinical/instrument.ts'
import type { MeasurePoint, MeasureSchedule, MeasuresDue } from '#clinical/measure-points.ts'
import { measuresDue, nothingDue } from '#clinical/measure-schedule.ts'
import { rulesOn } from '#clinical/outcome-rules.ts'
import { ownMeasureWord } from '#content/measure-types.ts'
import type { Content } from '#content/types.ts'
import { usableInstrument } from '#features/instruments/index.ts'
import { programmeOf, type VisibleCourse } from '#features/treatment/index.ts'
import type { Context } from '#platform/context.ts'
import { measureFacts } from './measure-facts.ts'
import { askedForProblem, formsOfOwn, type OwnMeasureState, ownMeasureIn } from './own-measure.ts'

/** A form that the programme wants and this service cannot ask yet. */
export interface CannotAsk {
  readonly instrumentId: string
  readonly pointId: string
  /** A sentence for staff. */
  readonly why: string
  readonly instead: WordedInstrument | null
}

export interface DueMeasures extends MeasuresDue {
  readonly cannotAsk: readonly CannotAsk[]
  /** The measure of this person's own problem; null where it has none, or none is recorded. */
  readonly own: OwnMeasureState | null
  /** The schedule as it is followed for this person. */
  readonly points: readonly MeasurePoint[]
  /** The last module of the person's own track has been opened: the end comes near. */
  readonly isEnding: boolean
}

/**
 * Which questionnaires this person is asked now, why not the others, and when the next ones open.
 * The one place that says so: for the person's page, the forms, reminders and staff.
 */
export async function dueMeasures(ctx: Context, course: VisibleCourse): Promise<DueMeasures> {
  const programme = programmeOf(ctx, course).measures
  const { startedAt } = course
  const notEnding = { ...nothingDue, isEnding: false }
  if (!startedAt) return { ...notEnding, ...followed(ctx, programme.points, null) }
  const facts = await measureFacts(ctx, { ...course, startedAt }, formsOf(ctx, programme.points))
  const { history, endedAs } = facts
  const own = ownMeasureIn(ctx, facts.problems)
  const plan = followed(ctx, programme.points, own)
  if (endedAs !== null && programme.askNothingAfter.includes(endedAs)) {
    return { ...notEnding, ...plan }
  }
  const schedule = scheduleOf(ctx, course, plan)
  const requests = history.requests.filter(({ instrumentId }) => isUsable(ctx, instrumentId))
  const askedSince = since(programme.points, own)
  const { endingSince, now } = history
  const isEnding = endingSince !== null && endingSince <= now
  return { ...measuresDue(schedule, { ...history, requests, askedSince }), ...plan, isEnding }
}

type Followed = Pick<DueMeasures, 'points' | 'cannotAsk' | 'own'>

/** The programme's points as this service can follow them for a person with this problem. */
function followed(
  ctx: Context,
  points: readonly MeasurePoint[],
  own: OwnMeasureState | null,
): Followed {
  const cannotAsk: CannotAsk[] = []
  const usable = points.map((point) => {
    const { usable, missing } = usableOf(ctx, point)
    cannotAsk.push(...missing)
    const isOwn = point.instruments.includes(ownMeasureWord)
    const theirs = isOwn ? askedForProblem(own, point.when.kind) : null
    return { ...point, instruments: [...new Set(theirs ? [...usable, theirs] : usable)] }
  })
  return { points: withRequests(usable), cannotAsk, own }
}

/** A therapist may ask for a form also where the programme names none for it. */
function withRequests(points: readonly MeasurePoint[]): readonly MeasurePoint[] {
  const weekly = points.find(({ when }) => when.kind === 'weekly')
  if (!weekly || points.some(({ when }) => when.kind === 'on_request')) return points
  const when = { kind: 'on_request' } as const
  const asWeekly = { ...weekly, opensAfterDays: 0, remindAfterDays: null }
  return [...points, { ...asWeekly, id: 'request', when, instruments: [] }]
}

/** A form that the programme asks of everybody has been asked from the start. */
function since(
  points: readonly MeasurePoint[],
  own: OwnMeasureState | null,
): ReadonlyMap<string, number> {
  if (own === null) return new Map()
  const asked = [askedForProblem(own, 'start'), askedForProblem(own, 'weekly')]
  const isEverybodys = (id: string) =>
    points.some(({ when, instruments }) => when.kind !== 'on_request' && instruments.includes(id))
  return new Map(
    asked.flatMap((id) => (id === null || isEverybodys(id) ? [] : [[id, own.since] as const])),
  )
}

function scheduleOf(
  ctx: Context,
  course: VisibleCourse,
  { points, own }: Followed,
): MeasureSchedule {
  const { mostQuestionsADay } = ctx.content.protocols.measures
  const { questions, longerForms } = knownOf(ctx.content)
  const { timeZone } = ctx.service
  return {
    points,
    mostQuestionsADay,
    questions,
    longerForms,
    otherForms: otherForms(own),
    timeZone,
    lastScoreDaysAfterEnd: lastScoreDays(ctx, course),
  }
}

/** The other form of one measure, by each of the two. */
function otherForms(own: OwnMeasureState | null): ReadonlyMap<string, readonly string[]> {
  const forms = own ? formsOfOwn(own) : []
  return new Map(forms.map((form) => [form, forms.filter((other) => other !== form)]))
}

/** What follows from the content alone: worked out once for each, and asked for with every form. */
interface Known {
  /** How many questions each form asks of everybody, by its id. */
  readonly questions: ReadonlyMap<string, number>
  /** By the shorter form. */
  readonly longerForms: ReadonlyMap<string, readonly string[]>
  readonly usable: WeakMap<MeasurePoint, Usable>
}

const known = new WeakMap<Content, Known>()

function knownOf(content: Content): Known {
  const before = known.get(content)
  if (before) return before
  const questions = [...content.instruments.values()].map(({ id, items }) => {
    // Those that another answer brings up are not counted: most people never see them.
    return [id, items.filter(({ askIf }) => askIf === null).length] as const
  })
  const longerForms = new Map<string, string[]>()
  for (const { form, holds } of content.protocols.measures.longerForms) {
    for (const shorter of holds)
      longerForms.set(shorter, [...(longerForms.get(shorter) ?? []), form])
  }
  const made = { questions: new Map(questions), longerForms, usable: new WeakMap() }
  known.set(content, made)
  return made
}

/** By the rules of the day on which treatment ended, as outcomes have it. */
function lastScoreDays(ctx: Context, { endedAt }: VisibleCourse): number {
  const day = localDate((endedAt ?? ctx.now).getTime(), ctx.service.timeZone)
  return rulesOn(ctx.content.outcomes.rules, day)?.lastScore.daysAfterEnd ?? 0
}

interface Usable {
  readonly usable: readonly string[]
  readonly missing: readonly CannotAsk[]
}

function usableOf(ctx: Context, point: MeasurePoint): Usable {
  const { usable } = knownOf(ctx.content)
  const before = usable.get(point)
  if (before) return before
  const found = usableAt(ctx, point)
  usable.set(point, found)
  return found
}

/** What stands in for a form is asked at the same point, and once. */
function usableAt(ctx: Context, point: MeasurePoint): Usable {
  const usable: string[] = []
  const missing: CannotAsk[] = []
  for (const instrumentId of point.instruments) {
    if (instrumentId === ownMeasureWord) continue
    const found = usableInstrument(ctx, instrumentId)
    if ('usable' in found) usable.push(instrumentId)
    else {
      const { missing: why, instead } = found
      missing.push({ instrumentId, pointId: point.id, why, instead })
      if (instead && point.when.kind !== 'on_request') usable.push(instead.id)
    }
  }
  return { usable, missing }
}

/**
 * Every form that may be asked of anybody in this programme, with the longer ones that hold them:
 * whose problem it is turns out only from what is read with them.
 */
function formsOf(ctx: Context, points: readonly MeasurePoint[]): string[] {
  const named = points.flatMap((point) => usableOf(ctx, point).usable)
  const own = points.some(({ instruments }) => instruments.includes(ownMeasureWord))
    ? ctx.content.outcomes.problemMeasures.flatMap(({ measure, weekly }) =>
        weekly === null ? [measure] : [measure, weekly],
      )
    : []
  const asked = [...named, ...own.filter((id) => isUsable(ctx, id))]
  const { longerForms: longer } = knownOf(ctx.content)
  return [...new Set([...asked, ...asked.flatMap((id) => longer.get(id) ?? [])])]
}

function isUsable(ctx: Context, instrumentId: string): boolean {
  const instrument = ctx.content.instruments.get(instrumentId)
  return instrument !== undefined && isWorded(instrument)
}
