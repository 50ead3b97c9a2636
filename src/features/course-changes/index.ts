export type { CourseFormName, Returned } from './act-form.tsx'
export { courseActs } from './course-acts.ts'
export { CoursePart } from './course-forms.tsx'
export { FollowUpPart } from './follow-up-part.tsx'
