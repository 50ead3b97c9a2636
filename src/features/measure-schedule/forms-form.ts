import { isPlainDate, type PlainDate } from '#clinical/calendar.ts'
import type { MeasureRequest } from '#clinical/measure-points.ts'
import type { MeasuresProtocol } from '#content/types.ts'
import type { Form } from '#platform/http/form.ts'
import type { Faults } from '#ui/fields.tsx'

export interface RequestInput {
  readonly instrumentId: string
  readonly rhythm: MeasureRequest['rhythm']
  /** The last day on which a weekly one is asked; null for as long as treatment lasts. */
  readonly lastDay: PlainDate | null
  readonly reason: string
}

export interface DecisionInput {
  readonly instrumentId: string
  readonly way: 'skipped' | 'declined'
  readonly reason: string
  readonly note: string | null
}

type Parsed<T> = { readonly ok: true; readonly input: T } | { readonly ok: false; faults: Faults }

/** What a therapist asks for beside the programme: which form, how often, until when, and why. */
export function parseRequest(
  form: Form,
  { requestReasons }: MeasuresProtocol,
  { offered, today }: { offered: ReadonlySet<string>; today: PlainDate },
): Parsed<RequestInput> {
  const instrumentId = form.text('request_form')
  const rhythm = form.text('request_rhythm')
  const reason = reasonOf(form, 'request', requestReasons)
  const lastDay = form.trimmed('request_until')
  const faults: Record<string, string> = {}
  const isRhythm = rhythm === 'once' || rhythm === 'weekly'
  const wrongDay = wrongWithLastDay(lastDay, rhythm, today)
  if (wrongDay !== null) faults.request_until = wrongDay
  if (!offered.has(instrumentId)) faults.request_form = 'Choose the form'
  if (!isRhythm) faults.request_rhythm = 'Choose how often'
  if (reason === null) faults.request_reason = 'Say why, so that a colleague can follow it'
  else if (reason.length > 1000) faults.request_note = 'Use 1,000 characters or fewer'
  if (Object.keys(faults).length > 0 || reason === null || !isRhythm) return { ok: false, faults }
  const until = isPlainDate(lastDay) ? lastDay : null
  return { ok: true, input: { instrumentId, rhythm, lastDay: until, reason } }
}

function wrongWithLastDay(typed: string, rhythm: string, today: PlainDate): string | null {
  if (typed === '') return null
  if (rhythm === 'once') return 'Leave the day empty for a form that is asked once'
  if (!isPlainDate(typed)) return 'Enter a date, such as 2026-12-18'
  return typed > today ? null : 'Choose a day after today'
}

/** A form that is not to be asked, this time or any more, as the therapist decides with reason. */
export function parseDecision(
  form: Form,
  { therapistReasons }: MeasuresProtocol,
  offered: ReadonlySet<string>,
): Parsed<DecisionInput> {
  const instrumentId = form.text('leave_form')
  const way = form.text('leave_way')
  const note = form.trimmed('leave_note')
  const chosen = therapistReasons.find(({ id }) => id === form.text('leave_reason'))
  const faults: Record<string, string> = {}
  const isWay = way === 'skipped' || way === 'declined'
  if (!offered.has(instrumentId)) faults.leave_form = 'Choose the form'
  if (!isWay) faults.leave_way = 'Choose for how long'
  if (!chosen && note === '') faults.leave_reason = 'Say why, so that a colleague can follow it'
  if (note.length > 1000) faults.leave_note = 'Use 1,000 characters or fewer'
  if (Object.keys(faults).length > 0 || !isWay) return { ok: false, faults }
  const reason = chosen?.label ?? 'Another reason'
  return { ok: true, input: { instrumentId, way, reason, note: note === '' ? null : note } }
}

/** The chosen reason and the own words, either or both; null for neither. */
function reasonOf(
  form: Form,
  prefix: string,
  reasons: MeasuresProtocol['requestReasons'],
): string | null {
  const chosen = reasons.find(({ id }) => id === form.text(`${prefix}_reason`))?.label
  const note = form.trimmed(`${prefix}_note`)
  const parts = [chosen, note].filter((part) => part !== undefined && part !== '')
  return parts.length === 0 ? null : parts.join('. ')
}
