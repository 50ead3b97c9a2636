import { isPlainDate, localDate } from '#clinical/calendar.ts'
import type { AdverseEventsProtocol } from '#content/types.ts'
import type { Form } from '#platform/http/form.ts'
import { isId } from '#platform/ids.ts'
import type { Faults } from '#ui/fields.tsx'
import type { EventVersion } from './adverse-event.ts'
import type { NewVersion } from './repository.ts'

export const longestTold = 10_000
const longestText = 10_000

/** The fields as they were typed, to be shown again with what is wrong. */
export interface TypedEvent {
  readonly kind: string
  readonly what: string
  readonly happenedOn: string
  readonly learntOn: string
  readonly learntFrom: string
  readonly severity: string
  readonly seriousBecause: readonly string[]
  readonly relatedness: string
  readonly actions: readonly string[]
  readonly outcome: string
  readonly safetyItemId: string
  readonly changeReason: string
}

export function emptyEvent(now: Date, timeZone: string): TypedEvent {
  return {
    kind: '',
    what: '',
    happenedOn: '',
    learntOn: localDate(now.getTime(), timeZone),
    learntFrom: '',
    severity: '',
    seriousBecause: [],
    relatedness: '',
    actions: [],
    outcome: '',
    safetyItemId: '',
    changeReason: '',
  }
}

/** A correction begins from what stands. */
export function typedFrom(version: EventVersion): TypedEvent {
  return {
    ...version,
    happenedOn: version.happenedOn ?? '',
    safetyItemId: version.safetyItemId ?? '',
    changeReason: '',
  }
}

export function typedEvent(form: Form): TypedEvent {
  const text = (name: string) => form.trimmed(name).slice(0, longestText)
  return {
    kind: text('kind'),
    what: text('what'),
    happenedOn: text('happened_on'),
    learntOn: text('learnt_on'),
    learntFrom: text('learnt_from'),
    severity: text('severity'),
    seriousBecause: form.all('serious'),
    relatedness: text('relatedness'),
    actions: form.all('actions'),
    outcome: text('outcome'),
    safetyItemId: text('safety_item'),
    changeReason: text('change_reason'),
  }
}

interface Asked {
  readonly protocol: AdverseEventsProtocol
  readonly isCorrection: boolean
  readonly now: Date
  readonly timeZone: string
}

type Parsed = { ok: true; judged: NewVersion } | { ok: false; faults: Faults }

/** A whole judgement, or every fault beside its field; nothing is guessed. */
export function parseEvent(typed: TypedEvent, asked: Asked): Parsed {
  const faults = { ...missingFaults(typed, asked), ...dateFaults(typed, asked) }
  if (Object.keys(faults).length > 0) return { ok: false, faults }
  const { criteria } = asked.protocol.serious
  return {
    ok: true,
    judged: {
      ...typed,
      happenedOn: typed.happenedOn === '' ? null : typed.happenedOn,
      seriousBecause: known(criteria, typed.seriousBecause),
      actions: known(asked.protocol.actions, typed.actions),
      safetyItemId: isId(typed.safetyItemId) ? typed.safetyItemId : null,
      changeReason: asked.isCorrection ? typed.changeReason : null,
    },
  }
}

function missingFaults(typed: TypedEvent, { protocol, isCorrection }: Asked): Faults {
  const faults: Record<string, string> = {}
  const has = (list: readonly { id: string }[], id: string) => list.some((each) => each.id === id)
  if (!has(protocol.kinds, typed.kind)) faults.kind = 'Choose what sort of thing it was'
  if (typed.what === '') faults.what = 'Write what happened, in a sentence or two'
  if (!has(protocol.learntFrom, typed.learntFrom)) faults.learnt_from = 'Choose who told of it'
  if (!has(protocol.severities, typed.severity)) faults.severity = 'Choose how strong it was'
  if (!has(protocol.relatedness, typed.relatedness)) {
    faults.relatedness = 'Choose whether treatment had a part in it'
  }
  if (known(protocol.actions, typed.actions).length === 0) {
    faults.actions = 'Tick what was done, or that nothing was changed'
  }
  if (!has(protocol.outcomes, typed.outcome)) faults.outcome = 'Choose how it is now'
  if (isCorrection && typed.changeReason === '') {
    faults.change_reason = 'Say why it is being changed'
  }
  return faults
}

function dateFaults(typed: TypedEvent, { now, timeZone }: Asked): Faults {
  const today = localDate(now.getTime(), timeZone)
  const faults: Record<string, string> = {}
  if (!isPlainDate(typed.learntOn)) faults.learnt_on = 'Give the day on which it became known'
  else if (typed.learntOn > today) faults.learnt_on = 'This day is still to come'
  if (typed.happenedOn === '') return faults
  if (!isPlainDate(typed.happenedOn)) {
    faults.happened_on = 'Give a day, or leave it empty if nobody knows'
  } else if (typed.happenedOn > today) faults.happened_on = 'This day is still to come'
  else if (!faults.learnt_on && typed.happenedOn > typed.learntOn) {
    faults.happened_on = 'It cannot have become known before it happened'
  }
  return faults
}

function known(list: readonly { id: string }[], chosen: readonly string[]): string[] {
  return list.flatMap(({ id }) => (chosen.includes(id) ? [id] : []))
}
