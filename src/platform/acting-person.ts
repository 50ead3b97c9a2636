import type { Context } from './context.ts'
import { invariant } from './invariant.ts'

/** The account of whoever records something that only a person may record. */
export function actingPersonId(ctx: Context): string {
  invariant(ctx.actor.kind === 'staff' || ctx.actor.kind === 'patient', 'a person records this')
  return ctx.actor.id
}

/** The account of whoever does what only a member of staff may do. */
export function actingStaffId(ctx: Context): string {
  invariant(ctx.actor.kind === 'staff', 'a member of staff does this')
  return ctx.actor.id
}
