import { type Instant, localDate } from './calendar.ts'

interface Day {
  readonly mostQuestionsADay: number
  readonly questions: ReadonlyMap<string, number>
  readonly timeZone: string
}

interface Past {
  readonly now: Instant
  readonly responses: readonly { readonly instrumentId: string; readonly submittedAt: Instant }[]
  readonly decisions: readonly { readonly instrumentId: string; readonly at: Instant }[]
}

/**
 * Divides forms, given in order of priority, into those for today and those for later: each goes in
 * whose questions, with those of the forms before it and of those answered or put aside today, stay
 * within the most that a day may ask; one alone may be longer than that (a cap on questions: burden
 * makes people stop answering, and somebody who says "not now" must not be handed the next one).
 */
export function fitForToday<Form extends { readonly instrumentId: string }>(
  day: Day,
  past: Past,
  forms: readonly Form[],
): { today: Form[]; later: Form[] } {
  const dateOf = (at: Instant) => localDate(at, day.timeZone)
  const length = (instrumentId: string) => day.questions.get(instrumentId) ?? 0
  const offered = new Set(forms.map(({ instrumentId }) => instrumentId))
  // One that was put aside and taken up again is counted once, with those that are asked.
  let asked = [...metToday(past, dateOf)]
    .filter((id) => !offered.has(id))
    .reduce((sum, id) => sum + length(id), 0)
  const today: Form[] = []
  const later: Form[] = []
  for (const form of forms) {
    const fits = asked === 0 || asked + length(form.instrumentId) <= day.mostQuestionsADay
    ;(fits ? today : later).push(form)
    if (fits) asked += length(form.instrumentId)
  }
  return { today, later }
}

function metToday(
  { now, responses, decisions }: Past,
  dateOf: (at: Instant) => string,
): ReadonlySet<string> {
  const met = [
    ...responses.map(({ instrumentId, submittedAt }) => ({ instrumentId, at: submittedAt })),
    ...decisions,
  ]
  const today = met.filter(({ at }) => dateOf(at) === dateOf(now))
  return new Set(today.map(({ instrumentId }) => instrumentId))
}
