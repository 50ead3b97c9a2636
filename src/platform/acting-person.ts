import type { Context } from './context.ts'
import { invariant } from './invariant.ts'

/** The account of whoever records something that only a person may record. */
export function actingPersonId(ctx: Context): string {
  invariant(ctx.actor.kind === 'staff' || ctx.actor.kind === 'patient', 'a person records this')
  return ctx.actor.id
}
