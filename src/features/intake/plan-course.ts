import { hasOpenCourse, type IntakePerson, lockPerson } from '#features/referrals/index.ts'
import { createCourse } from '#features/treatment/index.ts'
import type { Context } from '#platform/context.ts'
import { transact } from '#platform/transact.ts'
import type { CoursePlan } from './plan-form.ts'

/** Prepares the course that the assessment offers. Pressed twice, it is one course. */
export async function planCourse(
  ctx: Context,
  person: IntakePerson,
  input: { programmeId: string; plan: CoursePlan },
): Promise<void> {
  const { programmeId, plan } = input
  await transact(ctx, async (ctx) => {
    await lockPerson(ctx, person)
    ctx.audit('referral.course-planned', person.id, { patientId: person.id })
    if (await hasOpenCourse(ctx, person)) return
    await createCourse(ctx, {
      patientId: person.id,
      referralId: person.referral.id,
      programmeId,
      track: plan.track,
      profile: plan.profile,
      therapistId: plan.therapistId,
      reviewWeekday: plan.weekday,
      reviewTime: plan.time,
    })
  })
}
