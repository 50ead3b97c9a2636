export { ReasonsProvider } from './reasons.tsx'
export { type PersonRecord, readRecord } from './record.ts'
export { lookAtRecord } from './repository.ts'
export { RecordColumn } from './review-page.tsx'
