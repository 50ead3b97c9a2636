import type { Actor, Context } from '#platform/context.ts'

/** A signed-in browser, as a page sees it. */
export interface Session {
  readonly accountId: string
  readonly kind: 'patient' | 'staff'
  readonly csrfToken: string
  readonly signedInAt: Date
  readonly idleEndsAt: Date
  readonly endsAt: Date
  readonly sharedDevice: boolean
}

export interface SignedIn {
  readonly session: Session
  readonly actor: Actor
  /** Being noted as still there: waited for before the answer leaves. It never fails. */
  readonly noted: Promise<void> | null
}

export interface SessionGuard {
  /**
   * Who holds this token now. A token that is unknown, idle too long or over is nobody. Being asked
   * is being there, and carries the session on, unless the request is unattended.
   */
  resolve(ctx: Context, token: string, options: { isUnattended: boolean }): Promise<SignedIn | null>
}
