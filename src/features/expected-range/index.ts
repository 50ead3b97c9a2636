export { decideModel } from './decide-model.ts'
export { decideShippedModel } from './decide-shipped-model.ts'
export { estimateModel, hasTotal } from './estimate-model.ts'
export { type StoredModel, storedModels } from './model-repository.ts'
export { type CourseRange, rangesOf } from './range-for.ts'
export { type RangeModels, rangeModels, shippedModels } from './range-models.ts'
export { ownRangeWords, rangeExplained, staffRangeWords } from './range-words.ts'
export { shareWords } from './share-words.ts'
export { acceptedModels } from './shipped-model-repository.ts'
export {
  fairnessWords,
  overallLine,
  smallNumberWords,
  type TrialLine,
  trialParts,
} from './trial-words.ts'
