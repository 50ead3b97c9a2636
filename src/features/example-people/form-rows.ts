import type { Instrument } from '#clinical/instrument.ts'
import { postponedUntil } from '#clinical/measure-schedule.ts'
import { hasStarted, idFor, type Life } from './life.ts'
import { addForm } from './measure-rows.ts'
import { answersFor } from './scores.ts'
import { SeededRandom } from './seeded-random.ts'

const day = 86_400_000
const minute = 60_000

/**
 * What is asked beside the weekly set: experience and working together at their points, the measure
 * of a problem, what a therapist asked for, and what was put aside. Chance of its own, so that
 * nothing else moves when this does.
 */
export function addOtherForms(life: Life): void {
  if (!hasStarted(life.person)) return
  addPutAside(life)
  addRequests(life)
  addAtTheirPoints(life, new SeededRandom(`${life.person.key} forms`))
  addToldForms(life)
}

/** Forms that a person's file tells of, with their totals. */
function addToldForms(life: Life): void {
  const { person, timeline } = life
  const random = new SeededRandom(`${person.key} told forms`)
  for (const { form, total, ...when } of person.forms) {
    const instrument = instrumentOf(life, form)
    const at = timeline.at(when)
    if (!timeline.isPast(at)) continue
    const answers = answersFor(
      total,
      { items: instrument.items.length, fixed: {}, most: mostOf(instrument) },
      random,
    )
    addForm(life, instrument, { id: idFor(person.key, form, at), at, answers })
  }
}

/** When the programme asks once, most people answer; who has gone quiet seldom does. */
function addAtTheirPoints(life: Life, random: SeededRandom): void {
  const { timeline, person } = life
  const evening = (week: number, dayOfWeek: number) =>
    timeline.at({ week, day: dayOfWeek, at: '20:40' }, random.whole(-60, 60))
  const share = person.stage === 'stalled' ? 0.3 : 0.75
  const points: readonly (readonly [form: string, at: number | null, warmth: number])[] = [
    ['peq_assessment', evening(1, 4), 0.85],
    // The evening before the reviews of weeks 2, 3 and 6, with the weekly set.
    ['hr_sense', evening(1, 5), 0.55],
    ['hr_together', evening(2, 5), 0.75],
    ['hr_sense', evening(5, 5), 0.65],
    ['hr_together', evening(5, 5), 0.8],
    ['peq_treatment', endOf(life, random), 0.85],
  ]
  for (const [form, at, warmth] of points) {
    const isAnswered = random.chance(share)
    const seed = random.next()
    if (at === null || !isAnswered || !isAskedThen(life, form, at)) continue
    addExperience(life, instrumentOf(life, form), { at, warmth, seed })
  }
}

/** Some days after the ending was recorded. */
function endOf({ timeline }: Life, random: SeededRandom): number | null {
  const days = random.whole(1, 9)
  return timeline.endedAt === null ? null : timeline.endedAt + days * day
}

function isAskedThen({ person, timeline }: Life, form: string, at: number): boolean {
  const { endedAt } = timeline
  const isInTime = endedAt === null || at < endedAt || form === 'peq_treatment'
  const isPutAside = person.put_aside.some((one) => one.form === form)
  return isInTime && !isPutAside && timeline.isPast(at)
}

/** One answer for each question, near the upper end; a few people are disappointed. */
function addExperience(
  life: Life,
  instrument: Instrument,
  { at, warmth, seed }: { at: number; warmth: number; seed: number },
): void {
  const random = new SeededRandom(`${life.person.key} ${instrument.id} ${seed}`)
  const isDisappointed = life.person.outcome === 'worsened' || random.chance(0.08)
  const level = isDisappointed ? warmth - 0.4 : warmth
  const answers = instrument.items.map(({ number, mayNotApply, options }) => {
    const values = options.map(({ value }) => value).sort((a, b) => a - b)
    const place = Math.round(random.normal(level * (values.length - 1), 0.6))
    const isForThem = !mayNotApply || random.chance(0.15)
    const answer = values[Math.max(0, Math.min(values.length - 1, place))] ?? 0
    return [number, isForThem ? answer : ('not_applicable' as const)] as const
  })
  addForm(life, instrument, {
    id: idFor(life.person.key, instrument.id, at),
    at,
    answers: Object.fromEntries(answers),
  })
}

/** Said no to, left out once, or put off until tomorrow: by the person, with their reason. */
function addPutAside(life: Life): void {
  const { person, timeline, rows, ids } = life
  const { patientReasons, postponeDays } = life.content.protocols.measures
  for (const { form, way, reason, ...when } of person.put_aside) {
    const at = timeline.at(when)
    if (!timeline.isPast(at)) continue
    const id = idFor(person.key, 'put aside', form, at)
    const until = way === 'postponed' ? postponedUntil(at, postponeDays, timeline.timeZone) : null
    rows.add('measure_decision', {
      id,
      course_id: ids.course,
      instrument_id: instrumentOf(life, form).id,
      kind: way,
      reason: patientReasons.find((one) => one.id === reason)?.label ?? null,
      note: null,
      until: until === null ? null : new Date(until),
      at: new Date(at),
      by: ids.account,
      send_key: id,
    })
  }
}

/** What the therapist asked for beside the programme, once or each week, and why. */
function addRequests(life: Life): void {
  const { person, timeline, rows, ids } = life
  for (const { form, rhythm, reason, ...when } of person.asked) {
    const at = timeline.onAWorkingDay(timeline.at(when)) - minute
    if (!timeline.isPast(at)) continue
    const id = idFor(person.key, 'asked for', form, at)
    rows.add('measure_request', {
      id,
      course_id: ids.course,
      instrument_id: instrumentOf(life, form).id,
      rhythm,
      reason,
      at: new Date(at),
      by: ids.therapist,
      send_key: id,
      withdrawn_at: null,
      withdrawn_by: null,
      until: null,
    })
  }
}

function instrumentOf({ content }: Life, id: string): Instrument {
  const instrument = content.instruments.get(id)
  if (!instrument) throw new Error(`The demonstration shows ${id}, which is not in the library.`)
  return instrument
}

function mostOf({ items }: Instrument): number {
  return Math.max(...items.flatMap(({ options }) => options.map(({ value }) => value)))
}
