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
export { hashPassword } from './passwords.ts'
export { findAccountByEmail, type StaffMember } from './repository.ts'
export { countAttempt } from './throttle.ts'
