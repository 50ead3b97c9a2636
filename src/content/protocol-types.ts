import type { EscalationRepeat } from '#clinical/safety-clock.ts'
import type { CallReach, FollowUpRules } from '#clinical/safety-contact.ts'
import type { DecisionNeed } from '#clinical/safety-decision.ts'

/** A short titled text in paragraphs. */
export interface Passage {
  readonly title: string
  readonly body: readonly string[]
}

export interface Labelled {
  readonly id: string
  readonly label: string
}

export interface SafetyProtocol {
  readonly id: string
  readonly version: number
  readonly source: string
  readonly crisisContacts: readonly CrisisContact[]
  readonly helpPage: {
    readonly title: string
    readonly firstLine: string
    readonly sections: readonly Passage[]
  }
  readonly afterSignal: AfterSignal
  readonly afterSafe: Passage
  readonly afterNeedHelp: Passage
  readonly afterSomeoneElse: Passage
  readonly outOfHours: readonly string[]
  /** One sentence, shown wherever people write. */
  readonly notWatched: string
  readonly triggers: readonly SafetyTrigger[]
  readonly workingHours: WorkingHours
  readonly escalation: readonly EscalationStep[]
  readonly escalationRepeat: EscalationRepeat
  readonly callOutcomes: readonly CallOutcome[]
  readonly followUp: SafetyFollowUp
  readonly decisions: readonly SafetyDecision[]
  readonly closeRequires: readonly ('note' | 'decision')[]
  readonly conversationGuide: readonly string[]
  readonly noAnswerSteps: readonly string[]
}

export interface CallOutcome extends Labelled {
  readonly reach: CallReach
}

export interface SafetyFollowUp extends FollowUpRules {
  readonly source: string
  readonly triesBeforeGivingUp: number
}

export interface SafetyDecision extends Labelled {
  readonly help: string | null
  readonly needs: DecisionNeed
  readonly needsPlan: boolean
  /** Triggers that it may answer; null for all. */
  readonly onlyFor: readonly string[] | null
}

export interface CrisisContact {
  readonly id: string
  readonly name: string
  /** Null for the service's own line until the service gives it. */
  readonly number: string | null
  readonly how: string
  readonly hours: string
  readonly href: string | null
}

export interface AfterSignal extends Passage {
  readonly question: string
  readonly safeForNow: string
  readonly needHelpNow: string
  readonly someoneElse: string
  /** `{time}` is replaced by the promised time. */
  readonly told: string
  readonly notWatched: string
}

export interface SafetyTrigger {
  readonly id: string
  readonly label: string
  readonly staffText: string
  /** In its place, where the person said that it is about somebody else; null without such. */
  readonly someoneElseText: string | null
  /** What the person sees first, where the answer was of another kind than `afterSignal`. */
  readonly patientWords: Passage | null
  readonly lookWithinMinutes: number
  readonly contactWithinHours: number
  readonly hours: 'working' | 'any'
}

export interface WorkingHours {
  /** 1 is Monday. */
  readonly days: readonly number[]
  readonly from: string
  readonly to: string
  readonly timeZone: string
}

export interface EscalationStep {
  /** `due`: when the clock runs out. `previous`: when the step before had no answer. */
  readonly after: string
  readonly to: string
  readonly withinMinutes: number
}

export interface EngagementProtocol {
  readonly id: string
  readonly version: number
  readonly source: string | null
  readonly steps: readonly EngagementStep[]
  readonly halveWhen: readonly string[]
  readonly barriers: readonly (Labelled & { readonly fix: string })[]
  readonly stopReasons: readonly StopReason[]
  readonly pauseReasons: readonly Labelled[]
  readonly holdReasons: readonly Labelled[]
  readonly skipReasons: readonly Labelled[]
  readonly reopenReasons: readonly Labelled[]
}

export interface EngagementStep {
  readonly day: number
  readonly who: 'system' | 'therapist' | 'supervisor'
  readonly actionId: string
  readonly label: string
  readonly say: string
}

export interface StopReason extends Labelled {
  /** Code of the national data set. */
  readonly nationalCode: string
  readonly readyEarly: boolean
}

export interface NotificationsProtocol {
  readonly id: string
  readonly version: number
  /** Reminders of a diary that a person asked for: when none are sent, and when they end. */
  readonly diaryReminders: {
    readonly quietFrom: string
    readonly quietUntil: string
    readonly stopAfterDays: number
  }
  /** By id. Bodies may hold `{link}` and `{service}`, and no clinical word. */
  readonly notifications: ReadonlyMap<string, Notification>
}

export interface Notification {
  readonly id: string
  /** Goes out before all others that wait. */
  readonly urgent: boolean
  readonly subject: string
  readonly body: string
}

export interface ConsentProtocol {
  readonly id: string
  readonly version: number
  readonly title: string
  /** What each version says that the one before it did not, the oldest first. */
  readonly changes: readonly { readonly version: number; readonly says: string }[]
  readonly sections: readonly Passage[]
  readonly statements: readonly (Labelled & { readonly required: boolean })[]
}

export interface OnboardingProtocol {
  readonly id: string
  readonly version: number
  readonly title: string
  readonly sections: readonly Passage[]
}

/** How negative effects and adverse events are asked for, judged and named. */
export interface AdverseEventsProtocol {
  readonly id: string
  readonly version: number
  readonly source: string
  readonly patient: {
    readonly title: string
    readonly body: readonly string[]
    readonly question: string
    readonly hint: string
    readonly notForEmergencies: string
    readonly toldTitle: string
    /** `{therapist}` is replaced by the therapist's name. */
    readonly toldBody: readonly string[]
    readonly share: string
  }
  readonly kinds: readonly Labelled[]
  readonly severities: readonly Defined[]
  /** What came of an event, apart from how strong it felt. */
  readonly serious: {
    readonly label: string
    readonly meaning: string
    readonly question: string
    readonly criteria: readonly Labelled[]
  }
  readonly relatedness: readonly Defined[]
  readonly actions: readonly Labelled[]
  readonly outcomes: readonly Labelled[]
  readonly learntFrom: readonly Labelled[]
}

/** A word of a scale with what it means. */
export interface Defined extends Labelled {
  readonly meaning: string
}

/** Lines that a module may point to, by what they help with; somebody rings each before use. */
export interface SignpostsProtocol {
  readonly id: string
  readonly version: number
  readonly source: string
  /** Null until a named person has rung every number. */
  readonly checkedOn: string | null
  readonly checkedBy: string | null
  readonly categories: Readonly<Record<SignpostCategory, readonly SignpostLine[]>>
}

export type SignpostCategory = 'money' | 'work' | 'abuse' | 'alcohol' | 'bereavement'

export interface SignpostLine {
  readonly name: string
  readonly number: string
  readonly how: string
  readonly hours: string
}
