import type { Characteristic } from '#clinical/characteristic.ts'

/** A list of codes as content holds it: with how it is asked, and where it comes from. */
export interface SourcedCharacteristic extends Characteristic {
  readonly id: string
  readonly version: number
  /** The field of the national data set. */
  readonly field: string
  readonly source: string
  readonly verifiedBy: string
  readonly ask: {
    readonly question: string
    /** Why it is asked, and who sees the answer. */
    readonly why: string
    /** How somebody says that they would rather not answer. */
    readonly decline: string
  }
  readonly fallback: (Characteristic['fallback'] & Described) | null
}

interface Described {
  readonly title: string
  readonly source: string
}

export interface Characteristics {
  readonly genderIdentity: SourcedCharacteristic & {
    readonly fallback: NonNullable<SourcedCharacteristic['fallback']>
  }
  readonly ethnicCategory: SourcedCharacteristic
}
