export {
  type AskedSignal,
  type CourseFacts,
  type CourseOnTrack,
  courseOnTrack,
  formQuality,
  weeklyForms,
} from './course-on-track.ts'
export { decideModel } from './decide-model.ts'
export { decideShippedModel } from './decide-shipped-model.ts'
export { agreeWithDecisions, decideSignals, superviseSignals } from './decide-signals.ts'
export { DecisionFields } from './decision-fields.tsx'
export { type MadeDecision, readDecision } from './decision-form.ts'
export { estimateModel, hasTotal } from './estimate-model.ts'
export { type StoredModel, storedModels } from './model-repository.ts'
export { type CourseRange, rangesOf } from './range-for.ts'
export { type RangeModels, rangeModels, shippedModels } from './range-models.ts'
export { ownRangeWords, rangeExplained, staffRangeWords } from './range-words.ts'
export { type Decision, decisionsIn, decisionsOf } from './repository.ts'
export { acceptedModels } from './shipped-model-repository.ts'
export { type DecideAt, DecisionLine, QualityLines, SignalPanel } from './signal-panel.tsx'
export { decisionLabel, isForSupervisor, signalReason, undecided } from './signal-words.ts'
export {
  fairnessWords,
  overallLine,
  smallNumberWords,
  type TrialLine,
  trialParts,
} from './trial-words.ts'
