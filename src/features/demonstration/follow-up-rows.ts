import { idFor, type Life } from './life.ts'
import { addForm, type FormPoint } from './measure-rows.ts'
import { answersFor } from './scores.ts'

const day = 86_400_000

/** Most of those who came to a follow-up answer the forms again: near where treatment left them. */
export function addFollowUps(life: Life, forms: readonly FormPoint[]): void {
  const { person, timeline, random, content } = life
  const at = (timeline.endedAt ?? 0) + 32 * day
  if (person.stage !== 'followed_up' || timeline.endedAt === null || !timeline.isPast(at)) return
  if (random.chance(0.25)) return
  for (const instrumentId of ['phq9', 'gad7']) {
    const instrument = content.instruments.get(instrumentId)
    const last = forms.findLast((form) => form.instrumentId === instrumentId)?.total ?? null
    if (!instrument || last === null) continue
    const total = Math.max(0, Math.min(18, Math.round(last + random.normal(0.4, 2.6))))
    const fixed: Record<number, number> = instrument.safetyItems.length > 0 ? { 9: 0 } : {}
    const answers = answersFor(total, { items: instrument.items.length, fixed }, random)
    addForm(life, instrument, { id: idFor(person.key, instrumentId, 'follow-up'), at, answers })
  }
}
