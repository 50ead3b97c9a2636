export { endAllSessions } from './end-sessions.ts'
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
  type StaffChange,
  type SupervisionLink,
  staffById,
  supervisionLinks,
  unlinkSupervisor,
} from './manage-staff.ts'
export { type Account, findAccount, findAccountByEmail, type StaffMember } from './repository.ts'
export { createSessionGuard } from './session-guard.ts'
export { type StartedSession, startSession } from './start-session.ts'
