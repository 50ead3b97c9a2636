export { DetailsFields, detailsTyped } from './details-fields.tsx'
export { type DetailsFrame, detailsFrom, type PersonDetails, readDetails } from './details-form.ts'
export { type DetailsRow, detailColumns, toDetails } from './details-row.ts'
export { setVoicemail } from './repository.ts'
