import { addCall } from './contact-rows.ts'
import { idFor, type Life } from './life.ts'
import { addForm, type FormPoint } from './measure-rows.ts'
import { answersFor } from './scores.ts'

const hour = 3_600_000
const day = 24 * hour

interface Totals {
  readonly phq9: number | null
  readonly gad7: number | null
}

/**
 * Most of those who came to the first follow-up answer the forms again, and those whose file says
 * so at the second; all of them are rung after it.
 */
export function addFollowUps(life: Life, forms: readonly FormPoint[]): void {
  const { person, timeline, programme } = life
  const { endedAt } = timeline
  if (person.stage !== 'followed_up' || endedAt === null) return
  addForms(life, endedAt + 32 * day, firstTotals(life, forms))
  addCallAfter(life, endedAt + 34 * day)
  const again = person.second_follow_up
  const opensAt = endedAt + (programme.followups[1]?.weeksAfterEnd ?? 12) * 7 * day
  const isTold = person.calls.some((call) => timeline.at(call) > opensAt)
  if (!again) return
  addForms(life, opensAt + 3 * hour, again)
  if (!isTold) addCallAfter(life, opensAt + 3 * day)
}

/** As their file tells it, or near where treatment left them. */
function firstTotals({ person, random }: Life, forms: readonly FormPoint[]): Totals {
  const told = person.follow_up
  if (told) return told
  if (random.chance(0.25)) return { phq9: null, gad7: null }
  const near = (instrumentId: keyof Totals) => {
    const last = forms.findLast((form) => form.instrumentId === instrumentId)?.total ?? null
    if (last === null) return null
    return Math.max(0, Math.min(18, Math.round(last + random.normal(0.4, 2.6))))
  }
  return { phq9: near('phq9'), gad7: near('gad7') }
}

function addForms(life: Life, at: number, totals: Totals): void {
  const { person, timeline, random, content } = life
  if (!timeline.isPast(at)) return
  for (const instrumentId of ['phq9', 'gad7'] as const) {
    const instrument = content.instruments.get(instrumentId)
    const total = totals[instrumentId]
    if (!instrument || total === null) continue
    const fixed: Record<number, number> = instrument.safetyItems.length > 0 ? { 9: 0 } : {}
    const answers = answersFor(total, { items: instrument.items.length, fixed }, random)
    addForm(life, instrument, { id: idFor(person.key, instrumentId, 'follow-up', at), at, answers })
  }
}

function addCallAfter(life: Life, promisedAt: number): void {
  const { person, timeline, diary, ids } = life
  const at = diary.freeNear(ids.therapist, timeline.atWork(promisedAt), 12)
  if (!timeline.isPast(at)) return
  addCall(life, {
    id: idFor(person.key, 'call', 'follow-up', at),
    purpose: 'follow_up',
    outcome: 'attended',
    at,
    minutes: 12,
    recordedAt: at + 15 * 60_000,
  })
}
