export { AskedOfThem, codesTyped } from './asked-of-them.tsx'
export {
  type CharacteristicCodes,
  genderWords,
  hasAnswered,
  notAskedYet,
} from './characteristics.ts'
export { readCharacteristics } from './read-characteristics.ts'
export { ownCharacteristics } from './repository.ts'
export { saidOfThemselves } from './said-of-themselves.ts'
