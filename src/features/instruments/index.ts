export { instrumentOf, wordedInstrumentOf } from './find-instrument.ts'
export { formByKey, formKey } from './form-key.ts'
export { CutOffs, FactList, Sorting, Source } from './instrument-cut-offs.tsx'
export {
  caseWords,
  classificationWords,
  confidenceWords,
  isOpenWithoutWords,
  licenceInShort,
  licenceWords,
  listed,
  scoringWords,
  subscaleWords,
  thresholdWords,
  verifiedWords,
  wordingWords,
} from './instrument-words.ts'
export { patientName } from './plain-name.ts'
export { shortNameOf } from './short-name.ts'
export { type Usable, usableInstrument } from './usable-instrument.ts'
