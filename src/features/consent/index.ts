export { readConsent } from './consent-form.ts'
export { GivenConsent, Statements } from './consent-words.tsx'
export { giveConsent } from './give-consent.ts'
export { latestConsent, type RecordedConsent } from './repository.ts'
