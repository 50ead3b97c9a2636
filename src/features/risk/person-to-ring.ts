import type { VisibleCourse } from '#features/treatment/index.ts'
import type { Context } from '#platform/context.ts'
import { notFound } from '#platform/refusals.ts'

/** Whom to ring, and who else, as the person last gave it. */
export async function personToRing(ctx: Context, course: VisibleCourse) {
  const row = await ctx.db
    .selectFrom('patient')
    .select([
      'phone',
      'second_phone as secondPhone',
      'may_leave_voicemail as mayLeaveVoicemail',
      'contact_notes as contactNotes',
      'location_note as locationNote',
      'emergency_contact_name as emergencyName',
      'emergency_contact_relation as emergencyRelation',
      'emergency_contact_phone as emergencyPhone',
      'gp_practice as gpPractice',
      'gp_phone as gpPhone',
    ])
    .where('service_id', '=', ctx.service.id)
    .where('id', '=', course.patientId)
    .executeTakeFirst()
  if (!row) throw notFound()
  return row
}

export type PersonToRing = Awaited<ReturnType<typeof personToRing>>
