import { type Instant, localDate } from '#clinical/calendar.ts'
import { rulesOn } from '#clinical/outcome-rules.ts'
import { addTo, emptyTally, type Tally } from '#clinical/outcome-tally.ts'
import {
  type OutcomeSetting,
  type ReferralRecord,
  referralOutcome,
  type ReferralOutcome as WorkedOut,
} from '#clinical/referral-outcome.ts'
import { couldCountMore } from '#clinical/treatment-contacts.ts'
import type { SourcedRules } from '#content/types.ts'
import { usableInstrument } from '#features/instruments/index.ts'
import type { MeasureResponse } from '#features/measures/index.ts'
import { rememberedOfCourse, type VisibleCourse } from '#features/treatment/index.ts'
import type { Context } from '#platform/context.ts'
import type { OutcomeFilter } from './outcome-filter.ts'
import { activityIn, ownModes, type StoredReferral } from './read-referrals.ts'
import { endedReferrals, referralOf } from './repository.ts'

/** One person's outcome, at the end or so far, with the rules it was worked out by. */
export interface CourseOutcome {
  readonly outcome: WorkedOut
  readonly rules: SourcedRules
  /** Why the problem's own measure cannot be asked here; null where it can, or there is none. */
  readonly ownNotAsked: string | null
  /** The referral has ended: before that it is how things stand, not an outcome. */
  readonly isFinal: boolean
}

/** Everything that was counted for a period, and by which versions of the rules. */
export interface OutcomeCounts {
  readonly tally: Tally
  readonly rules: readonly SourcedRules[]
  /** Problems' own measures by id: how often they were due, and why they were not used. */
  readonly own: ReadonlyMap<string, OwnMeasureCounts>
  /** Referrals whose outcome cannot be said, for want of rules or of a measure. */
  readonly leftOut: number
}

export interface OwnMeasureCounts {
  due: number
  used: number
  not_paired: number
  not_verified: number
  no_threshold: number
}

// Apart, by what moves them: of a long course these are most of it, and few move at a time.
const remembered = {
  record: rememberedOfCourse<{ referral: StoredReferral | null }>('record', 200),
  messages: rememberedOfCourse<readonly Instant[]>('messages', 200),
  entries: rememberedOfCourse<readonly Instant[]>('entries', 200),
}

/**
 * The outcome of the referral that a course belongs to, whose forms are these; null when no rules
 * were in force.
 */
export async function outcomeOf(
  ctx: Context,
  course: VisibleCourse,
  forms: Promise<readonly MeasureResponse[]>,
): Promise<CourseOutcome | null> {
  const activity = (source: 'messages' | 'entries') =>
    remembered[source](ctx, course, () => activityIn(ctx, course.referralId, source))
  const [{ referral }, messages, own] = await Promise.all([
    remembered.record(ctx, course, async () => ({ referral: await referralOf(ctx, course) })),
    activity('messages'),
    forms,
  ])
  if (!referral) return null
  const known = withActivity(withForms(referral.record, own), messages)
  // Entries are most of a long course, and mostly a form or a message says the same of a week.
  const worked = workOut(
    ctx,
    needsMore(ctx, known) ? withActivity(known, await activity('entries')) : known,
  )
  if (!worked?.outcome.own) return worked
  const found = usableInstrument(ctx, worked.outcome.own.instrumentId)
  return { ...worked, ownNotAsked: 'usable' in found ? null : found.missing }
}

function needsMore(ctx: Context, record: ReferralRecord): boolean {
  const rules = rulesFor(ctx, record)
  const span = { from: record.receivedAt, to: record.endedAt ?? ctx.now.getTime() }
  return rules !== null && couldCountMore(rules.contacts, record.contacts, span)
}

function withForms(record: ReferralRecord, forms: readonly MeasureResponse[]): ReferralRecord {
  const scores = forms.map(({ id, instrumentId, total, submittedAt, answers }) => ({
    ...{ id, instrumentId, total, answers },
    at: submittedAt.getTime(),
  }))
  const own = forms.filter(({ mode }) => ownModes.some((each) => each === mode))
  return withActivity(
    { ...record, scores: [...record.scores, ...scores] },
    own.map(({ submittedAt }) => submittedAt.getTime()),
  )
}

function withActivity(record: ReferralRecord, times: readonly Instant[]): ReferralRecord {
  const { contacts } = record
  return { ...record, contacts: { ...contacts, activity: [...contacts.activity, ...times] } }
}

/** Counts a period, reading some hundreds of referrals at a time. */
export async function countOutcomes(ctx: Context, filter: OutcomeFilter): Promise<OutcomeCounts> {
  const tally = emptyTally()
  const rules = new Map<string, SourcedRules>()
  const own = new Map<string, OwnMeasureCounts>()
  let leftOut = 0
  for await (const referrals of endedReferrals(ctx, filter)) {
    for (const { record } of referrals) {
      const worked = workOut(ctx, record)
      if (worked === null) {
        leftOut += 1
        continue
      }
      rules.set(worked.rules.id, worked.rules)
      addTo(tally, worked.outcome)
      countOwn(own, worked.outcome)
    }
  }
  return { tally, rules: [...rules.values()], own, leftOut }
}

/** The outcome of one referral by the rules that were in force when it ended. */
export function workOut(ctx: Context, record: ReferralRecord): CourseOutcome | null {
  const rules = rulesFor(ctx, record)
  const outcome = rules ? referralOutcome(settingOf(ctx, rules), record) : null
  if (!rules || !outcome) return null
  return { rules, outcome, isFinal: record.endedAt !== null, ownNotAsked: null }
}

function rulesFor(ctx: Context, { endedAt }: ReferralRecord): SourcedRules | null {
  const day = localDate(endedAt ?? ctx.now.getTime(), ctx.service.timeZone)
  return rulesOn(ctx.content.outcomes.rules, day) ?? null
}

function settingOf(ctx: Context, rules: SourcedRules): OutcomeSetting {
  return {
    rules,
    problemMeasures: ctx.content.outcomes.problemMeasures,
    instruments: ctx.content.instruments,
    timeZone: ctx.service.timeZone,
    isDemonstration: ctx.service.isDemonstration,
    now: ctx.now.getTime(),
  }
}

function countOwn(counts: Map<string, OwnMeasureCounts>, outcome: WorkedOut): void {
  const { own } = outcome
  if (own === null || !outcome.isFinished) return
  const none = { due: 0, used: 0, not_paired: 0, not_verified: 0, no_threshold: 0 }
  const one = counts.get(own.instrumentId) ?? none
  one.due += 1
  one[own.fallback ?? 'used'] += 1
  counts.set(own.instrumentId, one)
}
