import { changeFromStart } from '#clinical/change.ts'
import type { Instrument } from '#clinical/instrument.ts'
import { totalMark } from '#clinical/verification.ts'
import {
  instrumentOfResponse,
  type MeasureResponse,
  responsesOf,
} from '#features/measures/index.ts'
import type { VisibleCourse } from '#features/treatment/index.ts'
import type { Context } from '#platform/context.ts'
import { formatTime } from '#ui/time.tsx'
import type { EventSource } from './adverse-event.ts'
import type { TypedEvent } from './event-form.ts'

export interface Begun {
  readonly source: Exclude<EventSource, 'patient'>
  readonly sourceId: string | null
  /** A sentence above the form: what the record begins from. */
  readonly about: string | null
  readonly typed: Partial<TypedEvent>
}

const afresh: Begun = { source: 'therapist', sourceId: null, about: null, typed: {} }

export function sourceOf(text: string): Begun['source'] {
  return text === 'form' || text === 'deterioration' ? text : 'therapist'
}

/** What the link beside a score says, in a word that tells nothing of the person. */
export function sourceInAddress(from: string | null): Begun['source'] {
  return sourceOf(from === 'score' ? 'deterioration' : (from ?? ''))
}

/**
 * What a new record begins from: a form of this person that tells of negative effects, or one whose
 * score is higher than at the start. It fills in what is known and judges nothing.
 */
export async function beginFrom(
  ctx: Context,
  course: VisibleCourse,
  asked: { from: string; sourceId: string | null },
): Promise<Begun> {
  const source = sourceOf(asked.from)
  if (source === 'therapist') return afresh
  const responses = await responsesOf(ctx, course)
  const response = responses.find(({ id }) => id === asked.sourceId)
  const instrument = response && instrumentOfResponse(ctx.content, response)
  if (!response || !instrument) return afresh
  const day = formatTime(response.submittedAt, 'date', ctx.service.timeZone)
  const own = responses.filter(({ instrumentId }) => instrumentId === instrument.id)
  return {
    source,
    sourceId: response.id,
    about: `This begins from ${instrument.shortName} of ${day}.`,
    typed: {
      learntFrom: 'form',
      ...(source === 'deterioration'
        ? { kind: 'symptoms_worse', what: deteriorationWords(instrument, response, own) }
        : { what: answersInWords(instrument, response) }),
    },
  }
}

/** "PHQ-9 was 12 at the start and 19 now, 7 points apart." */
function deteriorationWords(
  instrument: Instrument,
  response: MeasureResponse,
  responses: readonly MeasureResponse[],
): string {
  const first = responses.find(({ total }) => total !== null)?.total ?? null
  const change = changeFromStart(first, response.total)
  if (first === null || change === null) return ''
  const by = `${Math.abs(change)} ${change < 0 ? 'lower' : 'higher'}`
  const name = `${instrument.shortName}${totalMark(instrument)}`
  return `${name} was ${first} at the start and is ${response.total}: ${by}.`
}

/** Every item that was answered with more than nothing, in the words of the form. */
function answersInWords(instrument: Instrument, { answers }: MeasureResponse): string {
  // What is asked only after a yes says how much it mattered; the yes itself is the effect.
  const told = instrument.items.filter(
    ({ number, askIf }) => askIf === null && Number(answers[number] ?? 0) > 0,
  )
  return told.map(({ number, text }) => `- ${text ?? `Item ${number}`}`).join('\n')
}
