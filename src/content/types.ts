import type { Verification } from '#clinical/instrument.ts'
import type { SuggestionCondition } from '#clinical/suggestion.ts'
import type { Characteristics } from './characteristic-types.ts'
import type { InstrumentLibrary } from './instrument-shelf.ts'
import type { MeasuresProtocol, ProgrammeMeasures } from './measure-types.ts'
import type { Example, Module, Prose } from './module-types.ts'
import type { ExpectedRangeFile, OnTrackProtocol } from './on-track-types.ts'
import type { OutcomeContent } from './outcome-types.ts'
import type {
  AdverseEventsProtocol,
  ConsentProtocol,
  EngagementProtocol,
  NotificationsProtocol,
  OnboardingProtocol,
  SafetyProtocol,
  SignpostsProtocol,
} from './protocol-types.ts'
import type { Worksheet } from './worksheet-types.ts'

export type * from './characteristic-types.ts'
export type * from './measure-types.ts'
export type * from './module-types.ts'
export type * from './on-track-types.ts'
export type * from './outcome-types.ts'
export type * from './protocol-types.ts'
export type * from './worksheet-types.ts'

/** Everything the service says, asks and promises, checked at start. */
export interface Content extends InstrumentLibrary {
  readonly refusedInstruments: ReadonlyMap<string, RefusedInstrument>
  readonly programmes: ReadonlyMap<string, Programme>
  readonly worksheets: ReadonlyMap<string, Worksheet>
  readonly outcomes: OutcomeContent
  /** What people are asked about themselves, so that unequal treatment can be seen. */
  readonly characteristics: Characteristics
  readonly protocols: Protocols
  /** By instrument; an instrument without one has no expected range. */
  readonly expectedRanges: ReadonlyMap<string, ExpectedRangeFile>
}

/** An instrument whose owner lets nobody do what we would have to do with it. */
export interface RefusedInstrument {
  readonly id: string
  readonly why: string
  readonly instead: string
}

/** What a service has brought of its own: words, licences it checked, numbers it verified. */
export interface ServiceWording {
  readonly packs: readonly {
    readonly instrumentId: string
    readonly wording: unknown
    /** When its words were first imported, in this pack or one before. */
    readonly since: Date
  }[]
  readonly licencesChecked: readonly string[]
  /** What its clinicians have verified, in the order in which they did. */
  readonly verifications: readonly StoredVerification[]
}

/** A verification with the instrument, and the version of it, that it was made for. */
export interface StoredVerification extends Verification {
  readonly instrumentId: string
  readonly instrumentVersion: number
}

export interface Protocols {
  readonly safety: SafetyProtocol
  readonly engagement: EngagementProtocol
  readonly notifications: NotificationsProtocol
  readonly consent: ConsentProtocol
  readonly onboarding: OnboardingProtocol
  readonly onTrack: OnTrackProtocol
  readonly signposts: SignpostsProtocol
  readonly measures: MeasuresProtocol
  readonly adverseEvents: AdverseEventsProtocol
}

export interface Programme {
  readonly id: string
  readonly version: string
  /** Hash of every file of the programme; a course keeps it beside the version it started on. */
  readonly hash: string
  readonly title: string
  readonly subtitle: string
  readonly staffTitle: string
  readonly shortName: string
  readonly intensity: 'low' | 'high'
  readonly problemDescriptors: readonly string[]
  readonly weeks: string
  readonly basedOn: string
  readonly indication: string
  readonly notSuitable: readonly string[]
  readonly cautions: readonly string[]
  readonly core: readonly string[]
  readonly tracks: ReadonlyMap<string, Track>
  readonly optional: readonly string[]
  readonly followups: readonly FollowUp[]
  readonly release: ReleaseRules
  readonly measures: ProgrammeMeasures
  readonly weeklyRatings: string | null
  /** By id; empty where the programme has one way of being guided. */
  readonly profiles: ReadonlyMap<string, Profile>
  readonly suggestions: readonly Suggestion[]
  readonly signoff: SignOff
  readonly evidence: readonly Evidence[]
  readonly licence: string
  /** By module id, in the order core, optional, follow-ups. */
  readonly modules: ReadonlyMap<string, Module>
  readonly companions: ReadonlyMap<string, Companion>
  readonly diagrams: ReadonlyMap<string, Diagram>
  readonly pictures: ReadonlyMap<string, Picture>
  readonly examples: readonly Example[]
  readonly messages: Messages
  /** For staff only, by module id: apart from Module, so that a patient's page cannot reach it. */
  readonly therapistNotes: ReadonlyMap<string, TherapistNotes>
}

export interface Track {
  readonly id: string
  readonly title: string
  readonly for: string | null
  readonly modules: readonly string[]
}

export interface FollowUp {
  readonly module: string
  readonly weeksAfterEnd: number
}

export interface ReleaseRules {
  readonly mode: 'therapist_suggested'
  readonly afterPrevious: 'submitted' | 'reviewed'
  readonly notBeforeDays: number
  readonly mostCoreModulesAWeek: number
}

/** More contact, or less, than the programme usually has; what it asks is said by suggestions. */
export interface Profile {
  readonly id: string
  readonly title: string
  readonly for: string
  readonly means: readonly string[]
}

/** A line for the therapist that says what might be done and why; a person decides. */
export interface Suggestion {
  readonly id: string
  readonly act: SuggestedAct
  readonly say: string
  readonly when: SuggestionCondition
  /** For courses with this profile alone; null for all. */
  readonly only: string | null
  /** Said again so many days after somebody decided, while it still stands; null for not at all. */
  readonly againAfterDays: number | null
}

export type SuggestedAct =
  | { readonly kind: 'offer'; readonly module: string }
  /** Holds a module and, where one is named, opens the one before it again. */
  | { readonly kind: 'hold'; readonly module: string; readonly reopen: string | null }
  | { readonly kind: 'call' }
  | {
      readonly kind: 'practise'
      readonly worksheet: string
      readonly title: string
      readonly tiny: string
    }
  | { readonly kind: 'profile'; readonly profile: string }

export interface SignOff {
  readonly status: 'not_yet_signed_off' | 'signed_off'
  readonly author: string
  readonly clinicalReviewer: string | null
  readonly livedExperienceReviewer: string | null
  readonly safetyOfficer: string | null
  readonly date: string | null
}

export interface Evidence {
  readonly ref: string
  readonly says: string
  readonly verified: boolean
}

export interface Companion {
  readonly id: string
  readonly name: string
  readonly age: number
  readonly line: string
  readonly about: string
}

/** A drawing that is the same for everybody, with its words beside it. */
export interface Picture {
  readonly id: string
  readonly title: string
  readonly shape: 'circles'
  readonly steps: readonly PictureStep[]
}

export interface PictureStep {
  readonly id: string
  readonly title: string
  readonly arrows: 'inward' | 'outward'
  readonly insideLabel: string
  readonly inside: readonly string[]
  readonly aroundLabel: string
  readonly around: readonly string[]
  readonly words: string
}

export interface Diagram {
  readonly id: string
  readonly title: string
  readonly shape: 'ring' | 'chain' | 'tree' | 'balance'
  /** The worksheet whose latest record fills it. */
  readonly from: string
  readonly slots: readonly DiagramSlot[]
  readonly centre: { readonly label: string; readonly field: string } | null
  /** Word read between the slots in the list beside the picture. */
  readonly links: string
}

export interface DiagramSlot {
  readonly id: string
  readonly label: string
  readonly field: string
  readonly prompt: string
}

export interface Messages {
  readonly skeletons: readonly MessageSkeleton[]
  readonly goodReview: readonly ReviewSign[]
}

/** Prompts for a therapist's own words: never a text that could be sent as it is. */
export interface MessageSkeleton {
  readonly id: string
  readonly title: string
  readonly when: string
  readonly maxWords: number
  readonly slots: readonly MessageSlot[]
}

export interface MessageSlot {
  readonly id: string
  readonly label: string
  readonly required: boolean
  readonly hint: string
}

export interface ReviewSign {
  readonly id: string
  readonly label: string
  readonly hint: string
}

export interface TherapistNotes {
  readonly moduleId: string
  readonly offerWhen: string | null
  readonly lookFor: Prose
  readonly write: Prose
  readonly stickingPoints: Prose
  readonly callIf: Prose
  readonly releaseNext: Prose
}
