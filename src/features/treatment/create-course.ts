import type { Context } from '#platform/context.ts'
import { newId } from '#platform/ids.ts'
import { invariant } from '#platform/invariant.ts'
import { transact } from '#platform/transact.ts'
import { insertCourseEvent } from './repository.ts'

export interface NewCourse {
  readonly patientId: string
  readonly referralId: string
  readonly programmeId: string
  readonly track: string
  readonly profile: string | null
  readonly therapistId: string
  readonly reviewWeekday: number | null
  /** 'HH:MM' on the service's clock. */
  readonly reviewTime: string | null
}

/**
 * Prepares a course: who will guide it, with which programme, and on which day. It has not
 * started.
 */
export async function createCourse(ctx: Context, input: NewCourse): Promise<string> {
  const programme = ctx.content.programmes.get(input.programmeId)
  invariant(programme, 'the form offers only programmes that exist')
  invariant(programme.tracks.has(input.track), 'the form offers only tracks that exist')
  const { profile } = input
  invariant(profile === null || programme.profiles.has(profile), 'the form offers only profiles')
  const id = newId()
  await transact(ctx, async (ctx) => {
    await ctx.tx
      .insertInto('course')
      .values({
        service_id: ctx.service.id,
        id,
        patient_id: input.patientId,
        referral_id: input.referralId,
        programme_id: input.programmeId,
        programme_version: programme.version,
        track: input.track,
        profile: input.profile,
        therapist_id: input.therapistId,
        state: 'preparing',
        review_weekday: input.reviewWeekday,
        review_time: input.reviewTime,
        created_at: ctx.now,
      })
      .execute()
    await insertCourseEvent(ctx, id, { kind: 'created', detail: { programmeHash: programme.hash } })
    ctx.audit('course.created', id, { patientId: input.patientId })
  })
  return id
}
