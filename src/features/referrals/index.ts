export { changeDetails } from './change-details.ts'
export {
  courseOfPerson,
  findPerson,
  type IntakePerson,
  isGettingStarted,
  isInTreatment,
  latestReferral,
  mayChange,
  maySeePerson,
  nameOfPerson,
} from './find-person.ts'
export { invitePerson } from './invite-person.ts'
export { readNewPerson, sourceWords } from './new-person-form.ts'
export { recordPerson } from './record-person.ts'
export { ReferralFields } from './referral-fields.tsx'
export { type Duplicate, hasOpenCourse, lockPerson } from './repository.ts'
