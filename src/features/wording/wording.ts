import type { Instrument } from '#clinical/instrument.ts'
import type { ContentFault } from '#content/faults.ts'

/** A pack that a service has imported, with what became of it. */
export interface ImportedWording {
  readonly id: string
  readonly instrumentId: string
  readonly instrumentVersion: number
  readonly language: string
  readonly hash: string
  readonly licence: string
  readonly confirmedBy: string
  readonly confirmedOn: string
  readonly importedAt: Date
  /** Null when it came by command. */
  readonly importedByName: string | null
  readonly withdrawnAt: Date | null
  readonly withdrawnReason: string | null
  readonly isReplaced: boolean
}

/** Somebody opened the owner's page of a questionnaire that is held back, and found that we may. */
export interface LicenceCheck {
  readonly id: string
  readonly instrumentId: string
  readonly checkedBy: string
  readonly checkedOn: string
  readonly seenAt: string
  readonly recordedAt: Date
  readonly recordedByName: string | null
  readonly withdrawnAt: Date | null
  readonly withdrawnReason: string | null
}

export type ImportOutcome =
  | { readonly kind: 'imported' | 'already_in_use'; readonly instrumentId: string }
  | { readonly kind: 'refused'; readonly faults: readonly ContentFault[] }
  /** Whoever imports it has not yet confirmed what has to be confirmed first. */
  | {
      readonly kind: 'to_confirm'
      readonly instrument: Instrument
      readonly needs: readonly Confirmation[]
    }

/** That its scoring is in doubt; and that the owner has agreed, where the owner asks for that. */
export type Confirmation = 'scoring' | 'owner'
