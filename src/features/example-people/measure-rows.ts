import type { Answers, Instrument } from '#clinical/instrument.ts'
import type { ScoredPoint } from '#clinical/score-course.ts'
import { raisedSignals, subscaleScores, totalScore } from '#clinical/scoring.ts'
import { idFor, type Life } from './life.ts'
import { answersFor, totalsOf } from './scores.ts'

const minute = 60_000
const hour = 60 * minute

export interface FormPoint extends ScoredPoint {
  readonly instrumentId: string
}

/** Weekly questionnaires, answered item by item, and the safety items that their answers raised. */
export function addMeasures(life: Life): FormPoint[] {
  const points: FormPoint[] = []
  for (const instrumentId of ['phq9', 'gad7'] as const) {
    const instrument = life.content.instruments.get(instrumentId)
    if (!instrument) continue
    totalsOf(life.person, instrumentId, life.random).forEach((total, week) => {
      const at = total === null ? null : addResponse(life, instrument, { total, week })
      if (total !== null && at !== null) points.push({ at, total, instrumentId })
    })
  }
  return points
}

function addResponse(
  life: Life,
  instrument: Instrument,
  { total, week }: { total: number; week: number },
): number | null {
  const { person, timeline, random } = life
  const at = answeredAt(life, week)
  if (!timeline.isPast(at)) return null
  const nine = instrument.safetyItems.length > 0 ? Math.min(total, person.item9?.[week] ?? 0) : null
  const answers = answersFor(
    total,
    {
      items: instrument.items.length,
      fixed: nine === null ? {} : { 9: nine },
    },
    random,
  )
  const id = idFor(person.key, instrument.id, week)
  const heardBy = person.stage === 'preparing' ? life.ids.therapist : null
  addForm(life, instrument, { id, at, answers, heardBy })
  for (const signal of raisedSignals(instrument, answers)) {
    const previous = week > 0 ? (person.item9?.[week - 1] ?? null) : null
    addSafetyItem(life, {
      trigger: signal.signal,
      sourceId: id,
      at,
      week,
      detail: { instrument: instrument.id, item: signal.item, value: signal.answer, previous },
    })
  }
  return at
}

interface Filled {
  readonly id: string
  readonly at: number
  readonly answers: Answers
  /** Who asked the questions on the telephone and typed the answers in. */
  readonly heardBy?: string | null
}

/** One form that the person filled in themselves, or answered on the telephone. */
export function addForm(
  { rows, ids }: Life,
  instrument: Instrument,
  { id, at, answers, heardBy = null }: Filled,
): void {
  rows.add('instrument_response', {
    id,
    course_id: ids.course,
    instrument_id: instrument.id,
    instrument_version: instrument.version,
    instrument_hash: instrument.hash,
    answers: JSON.stringify(answers),
    extra: '{}',
    total: totalScore(instrument, answers),
    subscores: JSON.stringify(subscaleScores(instrument, answers)),
    entered_by: heardBy ?? ids.account,
    mode: heardBy === null ? 'online' : 'telephone',
    started_at: heardBy === null ? new Date(at - 3 * minute) : null,
    submitted_at: new Date(at),
    entered_at: heardBy === null ? null : new Date(at + 6 * minute),
    send_key: id,
  })
}

/** The first set before the start, then one each week, the evening before the review. */
function answeredAt(life: Life, week: number): number {
  const { timeline, person } = life
  // Who has not begun was asked when they were assessed.
  if (person.stage === 'preparing') return timeline.assessedAt - 20 * minute
  const openItem = person.safety.find(({ state }) => state !== 'closed')
  const isNewest = week === person.week
  if (isNewest && openItem?.trigger === 'phq9_item9') {
    return openItem.state === 'late' ? timeline.now - 26 * hour : timeline.now - 2.9 * hour
  }
  return timeline.at(
    week === 0 ? { week: 0, day: 5, at: '18:20' } : { week, day: 5, at: '20:05' },
    life.random.whole(-90, 90),
  )
}

/** Items of other kinds (the help button) that a person's story tells of. */
export function addOtherSafetyItems(life: Life): void {
  for (const told of life.person.safety) {
    if (told.trigger === 'phq9_item9') continue
    const at = told.state === 'closed' ? life.timeline.at(told) : life.timeline.now - 1.2 * hour
    addSafetyItem(life, {
      trigger: told.trigger,
      sourceId: idFor(life.person.key, told.trigger, told.week),
      at,
      week: told.week,
      detail: {},
    })
  }
}

interface Signal {
  trigger: string
  sourceId: string
  at: number
  week: number
  detail: object
}

function addSafetyItem(life: Life, signal: Signal): void {
  const { person, ids, rows } = life
  const told =
    person.safety.find(
      (one) => one.trigger === signal.trigger && Math.abs(one.week - signal.week) <= 1,
    ) ?? null
  const state = told?.state ?? 'closed'
  const id = idFor('item', signal.sourceId)
  // A signal of the night waits for the morning, as its clock does.
  const hoursLater = (hours: number) => life.timeline.minutesOfWorkAfter(signal.at, hours * 60)
  const lookedAt = hoursLater(1)
  const closedAt = state === 'closed' ? hoursLater(5) : null
  const tried = told?.steps.some(({ what }) => what === 'call_attempt') ?? state === 'closed'
  rows.add('safety_item', {
    id,
    course_id: ids.course,
    patient_id: ids.patient,
    trigger: signal.trigger,
    source_id: signal.sourceId,
    detail: JSON.stringify(signal.detail),
    raised_at: new Date(signal.at),
    raised_by: ids.account,
    owner_id: ids.therapist,
    clock_step: tried ? 'contact' : 'look',
    due_at: new Date(hoursLater(4)),
    escalation: 0,
    looked_at: tried ? new Date(lookedAt) : null,
    contacted_at: closedAt === null ? null : new Date(hoursLater(2)),
    closed_at: closedAt === null ? null : new Date(closedAt),
  })
  const add = (kind: string, at: number, by: string, detail: object, note: string | null) =>
    rows.add('safety_event', {
      id: idFor(id, kind, at),
      item_id: id,
      kind,
      at: new Date(at),
      by,
      detail: JSON.stringify(detail),
      note,
      send_key: null,
    })
  add('raised', signal.at, ids.account, signal.detail, null)
  if (state !== 'open' || tried) add('looked', lookedAt, ids.therapist, {}, null)
  const steps = told?.steps ?? (state === 'closed' ? [quietStep(life)] : [])
  steps
    .filter(({ what }) => what !== 'looked')
    .forEach((step, index) => {
      const at = Math.min(hoursLater(1.2 + index * 0.6), life.timeline.now - 10 * minute + index)
      const detail = step.what === 'call_attempt' ? { outcome: step.outcome ?? 'spoke' } : {}
      add(step.what, at, ids.therapist, detail, step.note ?? null)
    })
  if (closedAt !== null)
    add(
      'closed',
      closedAt,
      ids.therapist,
      { decision: 'continue' },
      told?.close_note ?? quietNote(life),
    )
}

const quietNotes = [
  'Spoke by phone. Passing thoughts, no wish or plan. Safety plan looked at together.',
  'Rang at lunch. Says the thought comes at night and goes. Knows who to ring. Weekly check ' +
    'agreed.',
  'Talked it through. No plan, no means to hand, partner at home. Numbers given again.',
  'Reached at the second try. Thought is old and unchanged. Reviewed plan and reasons for living.',
  'Call of ten minutes. Felt hopeless on Sunday, better since. No intent. Next check at the ' +
    'review.',
] as const

function quietNote(life: Life): string {
  return life.random.pick(quietNotes)
}

function quietStep(life: Life): { what: 'call_attempt'; outcome: string; note: string } {
  return { what: 'call_attempt', outcome: 'spoke', note: quietNote(life) }
}
