import type { Suggestion } from '#content/types.ts'

/** A line of the programme that stands now and that nobody has decided on. */
export interface RaisedSuggestion {
  readonly suggestion: Suggestion
  /** Since when it has stood without a break. */
  readonly since: Date
  /** What doing as it says comes to: "Hold module 4, “…”". */
  readonly doing: string
}

/** What a therapist decided about one, for the record. */
export interface DecidedSuggestion {
  readonly id: string
  readonly suggestionId: string
  readonly decision: 'accepted' | 'put_away'
  readonly reason: string | null
  readonly byName: string
  readonly at: Date
}
