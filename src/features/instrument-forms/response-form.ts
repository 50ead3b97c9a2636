import type {
  Answer,
  Answers,
  ExtraQuestion,
  Instrument,
  InstrumentItem,
} from '#clinical/instrument.ts'
import { missingItems } from '#clinical/scoring.ts'
import type { Form } from '#platform/http/form.ts'

/** Answers to the questions after the items, by their id; not scored. */
export type ExtraAnswers = Readonly<Record<string, number | string>>

export interface PostedResponse {
  readonly answers: Answers
  readonly extra: ExtraAnswers
  /** Items for which "Prefer not to say" was chosen. */
  readonly declined: readonly number[]
  /** Items that were asked and left open, in the order of the form. */
  readonly missing: readonly number[]
  /** What was typed for an item and is none of its answers, or that its field was emptied. */
  readonly mistyped: Readonly<Record<number, string>>
}

/** What a radio button posts where it stands for no number. */
export const declinedValue = 'declined'
export const notApplicableValue = 'not_applicable'

const longestText = 4000
const longestNumber = 20

export function itemField(number: number): string {
  return `item_${number}`
}

/** The box beside a number that is typed: "Prefer not to say". */
export function declinedField(number: number): string {
  return `item_${number}_declined`
}

export function extraField(id: string): string {
  return `extra_${id}`
}

/** What was chosen. Anything but one of the options counts as no answer; nothing here throws. */
export function readResponse(instrument: Instrument, form: Form): PostedResponse {
  const answers: Record<number, Answer> = {}
  const declined: number[] = []
  const mistyped: Record<number, string> = {}
  for (const item of instrument.items) {
    const { number } = item
    const text = form.trimmed(itemField(number))
    // The number may stand there from before: who ticks the box beside it does not want it told.
    if (item.isTyped && form.has(declinedField(number))) {
      declined.push(number)
      continue
    }
    const answer = answerOf(item, text)
    if (answer !== null) answers[number] = answer
    else if (text === declinedValue) declined.push(number)
    else if (item.isTyped && form.has(itemField(number)))
      mistyped[number] = text.slice(0, longestNumber)
  }
  const extra: Record<string, number | string> = {}
  for (const question of instrument.extra) {
    const answer = extraAnswer(question, form)
    if (answer !== null) extra[question.id] = answer
  }
  const missing = openItems(instrument, { answers, declined })
  return { answers, extra, declined, missing, mistyped }
}

/** Items that were asked, and neither answered nor left out on purpose. */
export function openItems(
  instrument: Instrument,
  given: { answers: Answers; declined: readonly number[] },
): number[] {
  return missingItems(instrument, given.answers).filter((item) => !given.declined.includes(item))
}

function answerOf(item: InstrumentItem, text: string): Answer | null {
  if (text === notApplicableValue) return item.mayNotApply ? notApplicableValue : null
  return optionOf(item.options, item.isTyped ? text.replace(/^0+(?=\d)/, '') : text)
}

function extraAnswer(question: ExtraQuestion, form: Form): number | string | null {
  const name = extraField(question.id)
  if (question.kind === 'choice') return optionOf(question.options, form.text(name))
  // An emptied box is an answer too: it takes back what stood there before.
  return form.has(name) ? form.trimmed(name).slice(0, longestText) : null
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
