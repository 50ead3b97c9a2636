export { changedFields } from './changed-fields.ts'
export {
  ChoiceField,
  DayField,
  dayBoxes,
  emptyForm,
  Faults,
  type FormState,
  refusedForm,
  SelectField,
  TextAreaField,
  TextField,
  TickField,
} from './fields.tsx'
export { type FieldErrors, FormReader, type Reading, shownField } from './form-reader.ts'
