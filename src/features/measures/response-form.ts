import type { Answers, Instrument } from '#clinical/instrument.ts'
import { missingItems } from '#clinical/scoring.ts'
import type { Form } from '#platform/http/form.ts'
import type { ExtraAnswers } from './measure-types.ts'

export interface PostedResponse {
  readonly answers: Answers
  readonly extra: ExtraAnswers
  /** Numbers of the items without an answer, in the order of the form. */
  readonly missing: readonly number[]
}

export function itemField(number: number): string {
  return `item_${number}`
}

export function extraField(id: string): string {
  return `extra_${id}`
}

/** What was chosen. Anything but one of the options counts as no answer; nothing here throws. */
export function readResponse(instrument: Instrument, form: Form): PostedResponse {
  const answers: Record<number, number> = {}
  for (const { number } of instrument.items) {
    const chosen = optionOf(instrument.options, form.text(itemField(number)))
    if (chosen !== null) answers[number] = chosen
  }
  const extra: Record<string, number> = {}
  for (const question of instrument.extra) {
    const chosen = optionOf(question.options, form.text(extraField(question.id)))
    if (chosen !== null) extra[question.id] = chosen
  }
  return { answers, extra, missing: missingItems(instrument, answers) }
}

function optionOf(options: readonly { value: number }[], text: string): number | null {
  return options.find((option) => String(option.value) === text)?.value ?? null
}

/** When the page was opened, as its form says; a time that cannot be is now. */
export function openedAt(form: Form, now: Date): Date {
  const text = form.text('started_at')
  const at = /^\d{4}-\d\d-\d\dT[\d:.]{5,12}Z$/.test(text) ? new Date(text) : now
  return Number.isNaN(at.getTime()) || at > now ? now : at
}
