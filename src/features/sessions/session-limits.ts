const minute = 60_000
const hour = 60 * minute

export interface SessionLimits {
  readonly idleMilliseconds: number
  readonly absoluteMilliseconds: number
}

/**
 * How long a browser stays signed in: patients as NHS login has it, staff shorter, and a device
 * that others use
 * shortest of all.
 */
export function sessionLimits(kind: 'patient' | 'staff', sharedDevice: boolean): SessionLimits {
  const limits =
    kind === 'patient'
      ? { idleMilliseconds: 30 * minute, absoluteMilliseconds: 12 * hour }
      : { idleMilliseconds: 15 * minute, absoluteMilliseconds: 10 * hour }
  return sharedDevice ? { ...limits, idleMilliseconds: 10 * minute } : limits
}

/** Between the password and the code. */
export const secondFactorMilliseconds = 10 * minute

/** How long after a sign-in an act that needs a fresh one may be done. */
export const freshMilliseconds = 10 * minute

export const invitationDays = { patient: 7, staff: 3 } as const
/** Someone who asked for a new password is at the screen now. */
export const resetHours = 2
