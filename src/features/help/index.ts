export { lastDigits } from './my-number.tsx'
export { keepSignalAnswer, showSignalPage } from './show-signal.tsx'
