import { sql } from 'kysely'
import type { Context } from '#platform/context.ts'

/** How a person's team reaches them, as the person themselves may see it. */
export interface OwnDetails {
  readonly phone: string | null
  readonly secondPhone: string | null
  readonly mayLeaveVoicemail: boolean
  readonly emergencyName: string | null
  readonly emergencyPhone: string | null
  readonly gpPractice: string | null
}

/** Null for staff, who have no record here. */
export async function ownDetails(ctx: Context): Promise<OwnDetails | null> {
  if (ctx.actor.kind !== 'patient') return null
  const [row] = await ctx.rows(sql<OwnDetails>`
    select phone, second_phone as "secondPhone", may_leave_voicemail as "mayLeaveVoicemail",
      emergency_contact_name as "emergencyName", emergency_contact_phone as "emergencyPhone",
      gp_practice as "gpPractice"
    from patient where service_id = ${ctx.service.id} and id = ${ctx.actor.patientId}`)
  return row ?? null
}
