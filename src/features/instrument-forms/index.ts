// What a form is drawn with: also for staff, who type one in or read it as it was answered.
export {
  type Chosen,
  directionOf,
  ExtraField,
  ItemField,
  itemId,
  noAnswerTo,
  wordsOf,
} from './instrument-fields.tsx'
export {
  ExtraPage,
  type FormAddresses,
  InstrumentPage,
  type InstrumentPageProps,
} from './instrument-page.tsx'
export { LicenceLines } from './licence-lines.tsx'
export {
  type ExtraAnswers,
  openedAt,
  openItems,
  type PostedResponse,
  readResponse,
} from './response-form.ts'
