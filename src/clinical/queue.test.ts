import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { orderQueue, type QueuePerson, type QueueSafetyItem } from './queue.ts'
import type { UrgencyWord } from './urgency.ts'

const now = Date.parse('2026-11-24T10:00Z')
const hour = 3_600_000
const day = 24 * hour
const clock = { now, timeZone: 'Europe/London' }

function aPerson(personId: string, changes: Partial<QueuePerson> = {}): QueuePerson {
  return {
    personId,
    isActive: true,
    pausedUntil: null,
    nextReviewAt: now + 5 * day,
    safetyItems: [],
    waiting: [],
    signals: [],
    relapses: [],
    silence: null,
    newEntries: null,
    ...changes,
  }
}

function anItem(changes: Partial<QueueSafetyItem> = {}): QueueSafetyItem {
  return {
    itemId: 'item',
    trigger: 'phq9_item9',
    urgency: ['new'],
    raisedAt: now - hour,
    dueAt: now + 3 * hour,
    ownerId: 'therapist',
    ...changes,
  }
}

const graded = (...urgency: UrgencyWord[]) => ({ safetyItems: [anItem({ urgency })] })

/** The ids of each group, in order. */
function listed(...people: QueuePerson[]): Record<string, string[]> {
  const groups = orderQueue(people, clock)
  return Object.fromEntries(
    groups.map(({ group, rows }) => [group, rows.map(({ personId }) => personId)]),
  )
}

const waitingSince = (since: number) => ({ waiting: [{ what: 'message', since, by: null }] })

describe('the queue', () => {
  it('lets a score after the end stand beside what waits, and for review on its own', () => {
    const relapses = [{ instrumentId: 'phq9', since: now - hour }]
    const ended = { isActive: false, nextReviewAt: null, relapses }
    expect(listed(aPerson('alone', ended))).toEqual({ review: ['alone'] })
    const both = aPerson('both', { ...ended, ...waitingSince(now - hour) })
    const [row] = orderQueue([both], clock)[0]?.rows ?? []
    expect(row?.reasons.map(({ code }) => code)).toEqual(['waiting', 'relapse', 'not_active'])
  })

  it('puts each person into the most urgent group, and leaves out empty groups', () => {
    const people = [
      aPerson('quiet'),
      aPerson('new', { newEntries: { count: 3, since: now - hour } }),
      aPerson('due', { nextReviewAt: now + 7 * hour }),
      aPerson('waiting', waitingSince(now - day)),
      aPerson('safety', { safetyItems: [anItem()], ...waitingSince(now - 9 * day) }),
    ]
    expect(listed(...people)).toEqual({
      safety: ['safety'],
      waiting: ['waiting'],
      review: ['due'],
      new: ['new'],
      quiet: ['quiet'],
    })
    expect(Object.keys(listed(aPerson('quiet')))).toEqual(['quiet'])
    expect(orderQueue([], clock)).toEqual([])
  })

  it('says every reason on the row, the most urgent first', () => {
    const person = aPerson('a', {
      nextReviewAt: now - 2 * day,
      safetyItems: [anItem()],
      ...waitingSince(now - day),
      silence: { actionId: 'call_1', days: 9, since: now - 9 * day },
      newEntries: { count: 2, since: now - hour },
    })
    const reasons = orderQueue([person], clock)[0]?.rows[0]?.reasons ?? []
    expect(reasons.map(({ code }) => code)).toEqual([
      'safety_item',
      'waiting',
      'review_late',
      'silent',
      'new_entries',
    ])
    expect(reasons[2]).toEqual({
      code: 'review_late',
      daysLate: 2,
      since: now - 2 * day,
      by: now - 2 * day,
    })
  })

  it('keeps two safety items of one person apart', () => {
    const safetyItems = [anItem({ itemId: 'one' }), anItem({ itemId: 'two', dueAt: now - hour })]
    const reasons = orderQueue([aPerson('a', { safetyItems })], clock)[0]?.rows[0]?.reasons ?? []
    const items = reasons.flatMap((r) =>
      r.code === 'safety_item' ? [[r.item.itemId, r.isLate]] : [],
    )
    expect(items).toEqual([
      ['two', true],
      ['one', false],
    ])
  })

  it('orders safety by what is late, then by urgency, then by when it is due', () => {
    const people = [
      aPerson('calm', graded('unchanged_with_reviewed_plan')),
      aPerson('new', graded('new')),
      aPerson('high', graded('high_answer', 'unchanged')),
      aPerson('help', { safetyItems: [anItem({ urgency: [], dueAt: now + hour })] }),
      aPerson('late', { safetyItems: [anItem({ urgency: ['unchanged'], dueAt: now })] }),
    ]
    expect(listed(...people).safety).toEqual(['late', 'help', 'high', 'new', 'calm'])
  })

  it('puts who has waited longest first', () => {
    const people = [
      aPerson('hour', waitingSince(now - hour)),
      aPerson('week', waitingSince(now - 7 * day)),
      aPerson('day', waitingSince(now - day)),
    ]
    expect(listed(...people).waiting).toEqual(['week', 'day', 'hour'])
  })

  it('puts a person without a next review, then signals, before reviews late and due', () => {
    const signal = {
      code: 'worse_than_start',
      instrumentId: 'phq9',
      since: now - day,
      by: now + 6 * day,
    } as const
    const people = [
      aPerson('silent', { silence: { actionId: 'call_1', days: 9, since: now - 9 * day } }),
      aPerson('today', { nextReviewAt: now + hour }),
      aPerson('late', { nextReviewAt: now - day }),
      aPerson('later', { nextReviewAt: now - 3 * day }),
      aPerson('worse', { signals: [signal] }),
      aPerson('forgotten', { nextReviewAt: null }),
    ]
    expect(listed(...people).review).toEqual([
      'forgotten',
      'worse',
      'later',
      'late',
      'today',
      'silent',
    ])
  })

  it('has a review due from the beginning of its day, and late from the promised hour', () => {
    const reviewAt = (nextReviewAt: number) =>
      orderQueue([aPerson('a', { nextReviewAt })], clock)[0]?.rows[0]?.reasons[0]?.code
    expect(reviewAt(now)).toBe('review_late')
    expect(reviewAt(now + 1)).toBe('review_today')
    expect(reviewAt(Date.parse('2026-11-24T23:59:59Z'))).toBe('review_today')
    expect(reviewAt(Date.parse('2026-11-25T00:00Z'))).toBe('next_review')
  })

  it('leaves a person in a pause in peace until a review is due, and still shows safety', () => {
    const paused = {
      isActive: false,
      pausedUntil: '2026-11-27',
      nextReviewAt: now + 3 * day,
    } as const
    expect(listed(aPerson('a', paused))).toEqual({ quiet: ['a'] })
    expect(listed(aPerson('a', { ...paused, safetyItems: [anItem()] }))).toEqual({ safety: ['a'] })
    expect(listed(aPerson('a', { isActive: false, nextReviewAt: null }))).toEqual({ quiet: ['a'] })
  })

  it('never loses a person in a pause: a review that is due or late is due or late', () => {
    const reasonOf = (pausedUntil: '2026-11-24' | '2026-11-27', nextReviewAt: number) =>
      orderQueue([aPerson('a', { isActive: false, pausedUntil, nextReviewAt })], clock)[0]?.rows[0]
        ?.reasons[0]?.code
    expect(reasonOf('2026-11-24', now + hour)).toBe('review_today')
    expect(reasonOf('2026-11-24', now - hour)).toBe('review_late')
    expect(reasonOf('2026-11-27', now - day)).toBe('review_late')
  })

  it('asks how somebody is whose pause has run out, before any review that is late', () => {
    const over = {
      isActive: false,
      pausedUntil: '2026-11-20',
      nextReviewAt: now - 4 * day,
    } as const
    const reasons = orderQueue([aPerson('a', over)], clock)[0]?.rows[0]?.reasons
    expect(reasons).toEqual([
      {
        code: 'pause_over',
        until: '2026-11-20',
        since: Date.parse('2026-11-21T00:00Z'),
        by: now - 4 * day,
      },
    ])
    const late = aPerson('late', { nextReviewAt: now - 9 * day })
    expect(listed(late, aPerson('a', over)).review).toEqual(['a', 'late'])
  })

  const anyMoment = fc.integer({ min: -20, max: 20 }).map((hours) => now + hours * hour)
  const anyWords = fc.constantFrom<UrgencyWord[]>([], ['new'], ['high_answer'], ['unchanged'])
  const anItemOfAnyKind = fc
    .tuple(anyMoment, anyWords)
    .map(([dueAt, urgency]) => anItem({ dueAt, urgency }))
  const anyPerson = fc.record({
    personId: fc.stringMatching(/^[a-z]{1,6}$/),
    isActive: fc.boolean(),
    pausedUntil: fc.constantFrom(null, '2026-11-20' as const, '2026-12-01' as const),
    nextReviewAt: fc.option(anyMoment, { nil: null }),
    safetyItems: fc.array(anItemOfAnyKind, { maxLength: 2 }),
    waiting: fc.array(
      anyMoment.map((since) => ({ what: 'message', since, by: null })),
      { maxLength: 2 },
    ),
    signals: fc.constant([]),
    relapses: fc.constant([]),
    silence: fc.constant(null),
    newEntries: fc.option(
      anyMoment.map((since) => ({ count: 1, since })),
      { nil: null },
    ),
  })
  const anyPeople = fc.uniqueArray(anyPerson, { selector: (p) => p.personId, maxLength: 15 })

  it('holds each person exactly once, with a reason, and every safety item', () => {
    fc.assert(
      fc.property(anyPeople, (people) => {
        const rows = orderQueue(people, clock).flatMap((group) => group.rows)
        const ids = (of: readonly { personId: string }[]) => of.map((p) => p.personId).sort()
        expect(ids(rows)).toEqual(ids(people))
        expect(rows.every((row) => row.reasons.length > 0)).toBe(true)
        const shown = rows.flatMap((row) => row.reasons.filter((r) => r.code === 'safety_item'))
        expect(shown).toHaveLength(people.flatMap((person) => person.safetyItems).length)
        const inSafety = orderQueue(people, clock).find(({ group }) => group === 'safety')
        const withItems = people.filter((person) => person.safetyItems.length > 0)
        expect(inSafety?.rows.length ?? 0).toBe(withItems.length)
      }),
    )
  })

  it('is the same in whatever order the people arrive', () => {
    const shuffled = anyPeople.chain((people) =>
      fc.tuple(
        fc.constant(people),
        fc.shuffledSubarray(people, { minLength: people.length, maxLength: people.length }),
      ),
    )
    fc.assert(
      fc.property(shuffled, ([people, others]) => {
        expect(orderQueue(others, clock)).toEqual(orderQueue(people, clock))
      }),
    )
  })
})
