export { carryOn, carryOnPage, nextPath } from './carry-on.tsx'
export { cookiePolicy } from './cookie-policy.ts'
export { endAllSessions, endSession } from './end-sessions.ts'
export { requireFreshSignIn } from './fresh-sign-in.ts'
export {
  endSessionRows,
  formWasMadeFor,
  type OpenSession,
  openSessions,
  type SessionRow,
  setSharedDevice,
} from './repository.ts'
export { createSessionGuard, findPendingSession } from './session-guard.ts'
export { invitationDays, resetHours } from './session-limits.ts'
export { type StartedSession, sessionToken, startSession } from './start-session.ts'
