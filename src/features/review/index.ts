export { type PersonRecord, readRecord } from './record.ts'
export { ReasonsProvider } from './reasons.tsx'
export { lookAtRecord } from './repository.ts'
export { RecordColumn } from './review-page.tsx'
