import type { Answers, Instrument } from '#clinical/instrument.ts'
import { versionKey } from '#content/instrument-shelf.ts'
import type { Content } from '#content/types.ts'
import type { ExtraAnswers } from '#features/instrument-forms/index.ts'

/** `link`: by the person, without signing in. By telephone and on paper staff typed it in. */
export type ResponseMode = 'online' | 'link' | 'telephone' | 'paper'
export const responseModes: readonly ResponseMode[] = ['online', 'link', 'telephone', 'paper']

/** The person answered it themselves, on a screen. */
export function isByThePerson(mode: ResponseMode): boolean {
  return mode === 'online' || mode === 'link'
}

/** One completed questionnaire. */
export interface MeasureResponse {
  readonly id: string
  readonly instrumentId: string
  readonly instrumentVersion: number
  readonly answers: Answers
  readonly extra: ExtraAnswers
  /** Null when too much was left out for a total, and where the instrument has none. */
  readonly total: number | null
  readonly subscores: Readonly<Record<string, number | null>>
  /** Items that the person said they would rather not answer. */
  readonly declinedItems: readonly number[]
  /**
   * Items that were asked and left empty; null in a response of before the two were told apart,
   * where `declinedItems` holds both.
   */
  readonly leftItems: readonly number[] | null
  /** The service's own wording pack that was shown; null for the instrument's own words. */
  readonly wordingHash: string | null
  readonly mode: ResponseMode
  readonly enteredById: string
  readonly startedAt: Date | null
  /** When it was filled in: a form on paper stands at its own day. */
  readonly submittedAt: Date
  /** When staff typed it in, where that was another moment. */
  readonly enteredAt: Date | null
}

/** A questionnaire in the middle. */
export interface MeasureDraft {
  readonly instrumentId: string
  readonly answers: Answers
  readonly extra: ExtraAnswers
  /** Items that the person said they would rather not answer. */
  readonly skipped: readonly number[]
  /** Items that they went on from without an answer. */
  readonly left: readonly number[]
  /** The person has moved on from its items. */
  readonly isDone: boolean
  readonly isExtraAsked: boolean
  /** The service's own wording pack that it was begun in; null for the instrument's own words. */
  readonly wordingHash: string | null
  readonly startedAt: Date
  readonly updatedAt: Date
}

export type DraftContent = Omit<
  MeasureDraft,
  'instrumentId' | 'wordingHash' | 'startedAt' | 'updatedAt'
>

export const emptyDraft: DraftContent = {
  answers: {},
  extra: {},
  skipped: [],
  left: [],
  isDone: false,
  isExtraAsked: false,
}

/** The version that a response was made with: it is scored and shown by that one, always. */
export function instrumentOfResponse(
  content: Content,
  response: Pick<MeasureResponse, 'instrumentId' | 'instrumentVersion'>,
): Instrument | null {
  const { instrumentId: id, instrumentVersion: version } = response
  const newest = content.instruments.get(id)
  if (newest?.version === version) return newest
  return content.earlierInstruments.get(versionKey(id, version)) ?? null
}
