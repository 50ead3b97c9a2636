export {
  type AskedSignal,
  type CourseFacts,
  type CourseOnTrack,
  courseOnTrack,
  formQuality,
  weeklyForms,
} from './course-on-track.ts'
export { agreeWithDecisions, decideSignals, superviseSignals } from './decide-signals.ts'
export { DecisionFields } from './decision-fields.tsx'
export { type MadeDecision, readDecision } from './decision-form.ts'
export { type Decision, decisionsIn, decisionsOf } from './repository.ts'
export { type DecideAt, DecisionLine, QualityLines, SignalPanel } from './signal-panel.tsx'
export { decisionLabel, isForSupervisor, signalReason, undecided } from './signal-words.ts'
