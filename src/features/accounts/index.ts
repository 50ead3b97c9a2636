export { requireFreshSignIn } from './fresh-sign-in.ts'
export {
  createAccount,
  type Invitation,
  type InvitedPerson,
  inviteAccount,
  sendInvitation,
} from './invite-account.ts'
export {
  changeStaff,
  disableStaff,
  enableStaff,
  linkSupervisor,
  listStaff,
  resetAccess,
  staffById,
  supervisionLinks,
  unlinkSupervisor,
} from './manage-staff.ts'
export { findAccountByEmail, type StaffMember } from './repository.ts'
export { createSessionGuard } from './session-guard.ts'
export { startSession } from './start-session.ts'
export { countAttempt } from './throttle.ts'
