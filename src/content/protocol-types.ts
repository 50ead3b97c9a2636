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
  readonly callOutcomes: readonly Labelled[]
  readonly decisions: readonly (Labelled & { readonly help: string | null })[]
  readonly closeRequires: readonly ('note' | 'decision')[]
  readonly conversationGuide: readonly string[]
  readonly noAnswerSteps: readonly string[]
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
  /** By id. Bodies may hold `{link}` and `{service}`, and no clinical word. */
  readonly notifications: ReadonlyMap<string, Notification>
}

export interface Notification {
  readonly id: string
  readonly subject: string
  readonly body: string
}

export interface ConsentProtocol {
  readonly id: string
  readonly version: number
  readonly title: string
  readonly sections: readonly Passage[]
  readonly statements: readonly (Labelled & { readonly required: boolean })[]
}

export interface OnboardingProtocol {
  readonly id: string
  readonly version: number
  readonly title: string
  readonly sections: readonly Passage[]
}
