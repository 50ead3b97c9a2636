export {
  changeReviewDay,
  endCourse,
  pauseCourse,
  resumeCourse,
  setNextReview,
} from './change-course.ts'
export {
  answerOffer,
  holdModule,
  markModulesReviewed,
  offerModule,
  releaseModule,
  reopenModule,
  skipModule,
  startModule,
  submitModule,
} from './change-module.ts'
export { changeProfile } from './change-profile.ts'
export { changeTrack } from './change-track.ts'
export { closeFollowUp } from './close-follow-up.ts'
export { type CourseState, moduleOf, programmeOf, therapistFirstName, weekOf } from './course.ts'
export {
  courseHistory,
  currentPause,
  type HistoryLine,
  pausesOf,
} from './course-history.ts'
export { createCourse } from './create-course.ts'
export {
  asOwnCourse,
  findCourse,
  findCourseAsSystem,
  findCourseToRead,
  findMyCourse,
  findOwnCourse,
  isOnlyOpened,
  type OwnCourse,
  requireMyCourse,
  seesCourse,
  type VisibleCourse,
} from './find-course.ts'
export { type Caseload, caseloadOf, handOverCaseload, peopleOf } from './hand-over-caseload.ts'
export { lockCourse } from './lock-course.ts'
export { type ModuleStates, moduleStates } from './module-states.ts'
export {
  finishSection,
  type PageVisit,
  pageVisits,
  visitSection,
} from './page-visits.ts'
export {
  listPractice,
  type NewTask,
  openPractice,
  type PracticeTask,
  recordPractice,
  setTask,
} from './practice.ts'
export { rememberedOfCourse } from './remembered-of-course.ts'
export { resumeEndedPauses } from './resume-ended-pauses.ts'
export { rhythmOf, startCourse } from './start-course.ts'
export {
  type StartCondition,
  startConditions,
  startReadiness,
} from './start-readiness.ts'
export { mayStillWrite, writingEndsAt } from './writing-window.ts'
