export { RecordColumn } from './review-page.tsx'
export { drawsWhole } from './show-review.tsx'
