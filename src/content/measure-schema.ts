import { z } from 'zod'
import type { MeasurePoint, PointTiming } from '#clinical/measure-points.ts'
import { ownMeasureWord, type ProgrammeMeasures } from './measure-types.ts'
import { dottedId, flag, line, shape, simpleId, uniqueIds, wholeNumber } from './shape.ts'

const days = wholeNumber.min(0).max(365)

const timing = z
  .union([
    z.enum([
      'start',
      'weekly',
      'before_session',
      'mid',
      'ending',
      'end',
      'on_request',
      'after_assessment',
    ]),
    shape({ week: wholeNumber.min(1).max(52) }),
    shape({ module_released: dottedId }),
    shape({ module_finished: dottedId }),
    shape({ follow_up_weeks: wholeNumber.min(1).max(104) }),
    shape({ follow_up_days: wholeNumber.min(1).max(730) }),
  ])
  .transform((when): PointTiming | { readonly kind: 'half_way' } => {
    if (when === 'mid') return { kind: 'half_way' }
    if (typeof when === 'string') return { kind: when }
    if ('week' in when) return { kind: 'week', week: when.week }
    if ('followUpWeeks' in when) return { kind: 'follow_up', daysAfterEnd: when.followUpWeeks * 7 }
    if ('followUpDays' in when) return { kind: 'follow_up', daysAfterEnd: when.followUpDays }
    return 'moduleReleased' in when
      ? { kind: 'at_module', moduleId: when.moduleReleased, on: 'released' }
      : { kind: 'at_module', moduleId: when.moduleFinished, on: 'finished' }
  })

const point = shape({
  id: simpleId,
  when: timing,
  instruments: z.array(simpleId).min(1),
  opens_days_before: days.default(0),
  opens_days_after: days.default(0),
  served_from_days_before: days.default(0),
  grace_days: days.default(0),
  catch_up: z.union([z.enum(['dropped', 'until_next']), days.min(1)]).default('dropped'),
  remind_after_days: days.nullable().default(null),
  priority: wholeNumber.min(1).max(99),
  asks_again_if_declined: flag,
}).superRefine((read, context) => {
  const refuse = (path: string, message: string) =>
    context.addIssue({ code: 'custom', message, path: [path] })
  const { kind } = read.when
  if (read.opensDaysBefore > 0 && read.opensDaysAfter > 0) {
    refuse('opens_days_after', 'A point opens before its moment or after it, not both.')
  }
  if (kind === 'weekly' && (read.opensDaysBefore > 6 || read.opensDaysAfter > 0)) {
    refuse('opens_days_before', 'A weekly set opens 0 to 6 days before the review.')
  }
  if (read.catchUp === 'until_next' && kind !== 'weekly') {
    refuse('catch_up', 'Only weekly forms have a next one; write a number of days.')
  }
  if (read.remindAfterDays !== null && comesWithWeekly.has(kind)) {
    refuse('remind_after_days', 'Its reminder is that of the weekly forms it comes with.')
  }
  if (read.remindAfterDays === 0 && happens.has(kind)) {
    refuse('remind_after_days', 'Leave a day at least: it has just been opened by somebody.')
  }
  if (needsGrace.has(kind) && read.graceDays === 0) {
    refuse('grace_days', 'Say how many days it is expected for.')
  }
  if (read.asksAgainIfDeclined && kind !== 'ending') {
    refuse(
      'asks_again_if_declined',
      'Only "ending" asks again: a last score counts before the end.',
    )
  }
  if (new Set(read.instruments).size < read.instruments.length) {
    refuse('instruments', 'An instrument is named twice here.')
  }
  if (kind === 'on_request' && read.instruments.includes(ownMeasureWord)) {
    refuse('instruments', 'The measure of their problem can be asked for without being named.')
  }
})

const comesWithWeekly = new Set(['start', 'week', 'half_way', 'after_assessment'])
/** What happens at any hour; a reminder goes out at the beginning of a day. */
const happens = new Set(['at_module', 'ending', 'end', 'on_request'])

/** Points without a review or call that would end them. */
const needsGrace = new Set(['at_module', 'ending', 'end', 'follow_up', 'after_assessment'])

export const measuresSchema = shape({
  ask_nothing_after: z.array(simpleId).default([]),
  points: z.array(point).min(1).superRefine(uniqueIds).superRefine(oneOfEach).superRefine(askable),
})

/**
 * Two weekly rhythms in one programme would be two sets a week; only the measure of a person's own
 * problem may have a second one, after the set that everybody has.
 */
function oneOfEach(
  points: readonly Placed[],
  context: { addIssue(issue: { code: 'custom'; message: string; path: PropertyKey[] }): void },
): void {
  const isOwn = ({ instruments }: Placed) => instruments.every((id) => id === ownMeasureWord)
  for (const kind of ['weekly', 'on_request', 'start', 'ending']) {
    const found = [...points.entries()].filter(([, { when }]) => when.kind === kind)
    const [, second, third] = found
    const [index] = (kind === 'weekly' && second && isOwn(second[1]) ? third : second) ?? []
    if (index === undefined) continue
    const message = `There is one point "${kind}" in a programme.`
    context.addIssue({ code: 'custom', message, path: [index, 'when'] })
  }
}

interface Placed {
  readonly when: { readonly kind: string }
  readonly instruments: readonly string[]
}

/** A therapist who ends treatment may ask for the last scores first: that is a request. */
function askable(
  points: readonly { readonly when: { readonly kind: string } }[],
  context: { addIssue(issue: { code: 'custom'; message: string; path: PropertyKey[] }): void },
): void {
  const index = points.findIndex(({ when }) => when.kind === 'ending')
  if (index < 0 || points.some(({ when }) => when.kind === 'on_request')) return
  const message = 'Last scores are also asked for by request: add a point "on_request".'
  context.addIssue({ code: 'custom', message, path: [index, 'when'] })
}

/** The schedule as the rules read it: half-way is a week, and a day before is a day less. */
export function scheduleOf(
  { points, askNothingAfter }: z.output<typeof measuresSchema>,
  weeks: string,
): ProgrammeMeasures {
  const read = points.map((each): MeasurePoint => {
    const { catchUp, opensDaysBefore, opensDaysAfter, asksAgainIfDeclined, when } = each
    return {
      id: each.id,
      when: when.kind === 'half_way' ? { kind: 'mid', week: halfOf(weeks) } : when,
      instruments: each.instruments,
      opensAfterDays: opensDaysAfter - opensDaysBefore,
      servedFromDaysBefore: each.servedFromDaysBefore,
      graceDays: each.graceDays,
      catchUpDays: catchUp === 'until_next' ? null : catchUp === 'dropped' ? 0 : catchUp,
      remindAfterDays: each.remindAfterDays,
      priority: each.priority,
      asksAgain: asksAgainIfDeclined,
    }
  })
  const first = read.find(({ when }) => when.kind === 'weekly')?.instruments ?? []
  const weekly = first.filter((id) => id !== ownMeasureWord)
  return { weekly, points: read, askNothingAfter }
}

/** "8-10" weeks are half over in week 4: those who need fewer are not asked after the end. */
function halfOf(weeks: string): number {
  const least = Number(weeks.split('-')[0])
  return Number.isFinite(least) && least > 1 ? Math.ceil(least / 2) : 1
}

const reasons = z
  .array(shape({ id: simpleId, label: line }))
  .min(1)
  .superRefine(uniqueIds)

/** content/protocols/measures.yaml: what holds for forms in every programme. */
export const measuresProtocolSchema = shape({
  id: simpleId,
  version: wholeNumber.min(1),
  source: line,
  most_questions_a_day: wholeNumber.min(10),
  postpone_days: wholeNumber.min(1).max(7),
  answer_link: shape({
    valid_days: wholeNumber.min(1).max(31),
    most_saves: wholeNumber.min(50),
    shown_after_minutes: wholeNumber.min(5).max(1440),
  }),
  patient_reasons: reasons,
  therapist_reasons: reasons,
  request_reasons: reasons,
  last_scores: shape({ request_reason: line, without_reasons: reasons }),
  longer_forms: z.array(shape({ form: simpleId, holds: z.array(simpleId).min(1), source: line })),
})
