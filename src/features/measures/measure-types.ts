import type { Answers, Instrument } from '#clinical/instrument.ts'
import type { Content } from '#content/types.ts'
import { notFound } from '#platform/refusals.ts'

/** Answers to the questions after the items, by their id; not scored. */
export type ExtraAnswers = Readonly<Record<string, number>>

export type ResponseMode = 'online' | 'telephone' | 'paper'
export const responseModes: readonly ResponseMode[] = ['online', 'telephone', 'paper']

/** One completed questionnaire. */
export interface MeasureResponse {
  readonly id: string
  readonly instrumentId: string
  readonly instrumentVersion: number
  readonly answers: Answers
  readonly extra: ExtraAnswers
  /** Null when too much was left out for a total. */
  readonly total: number | null
  readonly mode: ResponseMode
  readonly enteredById: string
  readonly startedAt: Date | null
  readonly submittedAt: Date
}

/** A questionnaire in the middle. */
export interface MeasureDraft {
  readonly instrumentId: string
  readonly answers: Answers
  readonly extra: ExtraAnswers
  /** Items that the person chose to leave out, one question a screen. */
  readonly skipped: readonly number[]
  /** The person has moved on from its items. */
  readonly isDone: boolean
  readonly isExtraAsked: boolean
  readonly startedAt: Date
  readonly updatedAt: Date
}

export type DraftContent = Omit<MeasureDraft, 'instrumentId' | 'startedAt' | 'updatedAt'>

export const emptyDraft: DraftContent = {
  answers: {},
  extra: {},
  skipped: [],
  isDone: false,
  isExtraAsked: false,
}

export function instrumentOf(content: Content, id: string | undefined): Instrument {
  const instrument = content.instruments.get(id ?? '')
  if (!instrument) throw notFound()
  return instrument
}
