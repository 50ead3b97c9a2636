import { sql } from 'kysely'
import { addDays, localDate, startOfDay } from '#clinical/calendar.ts'
import { coursesRemindedToday } from '#features/diary-reminders/index.ts'
import type { Context } from '#platform/context.ts'
import { type EngagementFacts, engagementFacts, stateOf } from './engagement-facts.ts'
import { formsKeysToday } from './remind-of-forms.ts'
import { sendReminder } from './send-reminder.ts'

/** Which notice a step of the engagement protocol sends. Every other step is a person's to take. */
const noticeOf: Readonly<Record<string, string>> = {
  first_reminder: 'reminder_day3',
  second_reminder: 'reminder_day5',
}

/**
 * The two reminders that the system sends to somebody who has gone quiet. From the third step on
 * it is a therapist's task: it shows in the queue, and nothing more is sent.
 */
export async function remindSilent(ctx: Context): Promise<void> {
  const facts = await candidates(ctx)
  const sent = await reminded(ctx, facts)
  const haveTheirOwn = await coursesRemindedToday(
    ctx,
    facts.map(({ courseId }) => courseId),
  )
  for (const person of facts) {
    const kind = noticeOf[stateOf(ctx, person).current?.actionId ?? '']
    if (!kind || !person.patientAccountId || !person.hasOpenModule) continue
    if (haveTheirOwn.has(person.courseId)) continue
    if (sent.has(keyOf(kind, person)) || hasHadOneToday(ctx, person, sent)) continue
    await sendReminder(ctx, {
      kind,
      courseId: person.courseId,
      patientId: person.patientId,
      accountId: person.patientAccountId,
      dedupeKey: keyOf(kind, person),
    })
  }
}

/** Only those silent long enough for the first reminder, and not yet for a person's task. */
async function candidates(ctx: Context): Promise<EngagementFacts[]> {
  const { steps } = ctx.content.protocols.engagement
  const days = steps.filter(({ who }) => who === 'system').map(({ day }) => day)
  if (days.length === 0) return []
  const taskDay = Math.min(...steps.filter(({ who }) => who !== 'system').map(({ day }) => day))
  const today = localDate(ctx.now.getTime(), ctx.service.timeZone)
  const startOf = (daysAgo: number) =>
    new Date(startOfDay(addDays(today, -daysAgo), ctx.service.timeZone))
  // Halved days come soonest at half the first step.
  const soonest = Math.ceil(Math.min(...days) / 2)
  return engagementFacts(ctx, {
    silentSince: startOf(Number.isFinite(taskDay) ? taskDay : 60),
    before: startOf(soonest - 1),
  })
}

/** A new silence is a new event: the key holds when it began. */
function keyOf(kind: string, person: EngagementFacts): string {
  return `${kind} ${person.courseId} ${person.lastActionAt.toISOString()}`
}

function keysOfAll(ctx: Context, person: EngagementFacts): string[] {
  return [
    ...Object.values(noticeOf).map((kind) => keyOf(kind, person)),
    ...formsKeysToday(ctx, person.courseId),
  ]
}

interface SentRow {
  dedupe_key: string
  created_at: Date
}

/** The reminders that this silence has had, by key. */
async function reminded(
  ctx: Context,
  people: readonly EngagementFacts[],
): Promise<ReadonlyMap<string, Date>> {
  const keys = people.flatMap((person) => keysOfAll(ctx, person))
  if (keys.length === 0) return new Map()
  const rows = await ctx.rows(sql<SentRow>`
    select dedupe_key, created_at from outbox_mail
    where service_id = ${ctx.service.id} and dedupe_key = any(${keys}::text[])`)
  return new Map(rows.map((row) => [row.dedupe_key, row.created_at]))
}

/** Forms may be due on the same day, or days be halved: nobody is written to twice in one day. */
function hasHadOneToday(
  ctx: Context,
  person: EngagementFacts,
  sent: ReadonlyMap<string, Date>,
): boolean {
  const dayOf = (at: Date) => localDate(at.getTime(), ctx.service.timeZone)
  return keysOfAll(ctx, person)
    .map((key) => sent.get(key))
    .some((at) => at !== undefined && dayOf(at) === dayOf(ctx.now))
}
