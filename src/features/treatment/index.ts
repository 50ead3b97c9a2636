export { type CourseState, moduleOf, programmeOf, weekOf } from './course.ts'
export {
  type CourseAccess, findCourse, findCourseAsSystem, findMyCourse, findOwnCourse, type OwnCourse,
  requireMyCourse, type VisibleCourse,
} from './find-course.ts'
