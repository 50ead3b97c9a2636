import { localDate } from '#clinical/calendar.ts'
import { type IntakePerson, isInTreatment } from '#features/referrals/index.ts'
import type { Context } from '#platform/context.ts'
import { conflict, notFound } from '#platform/refusals.ts'
import { transact } from '#platform/transact.ts'
import type { NewProblem } from './problem-form.ts'
import { isClinicianOf } from './record-assessment.ts'
import { insertAssessment } from './repository.ts'

/**
 * Keeps a main problem that turned out in treatment: a new assessment of the same programme. From
 * now on the person is asked the measure of this problem, and their outcome is counted with it;
 * what was recorded before stays.
 */
export async function recordProblem(
  ctx: Context,
  person: IntakePerson,
  input: { id: string; problem: NewProblem },
): Promise<void> {
  const { course } = person
  if (!isClinicianOf(person)) throw notFound()
  if (course === null || !isInTreatment(person)) throw conflict()
  const { code, reasons, safetySummary } = input.problem
  await transact(ctx, async (ctx) => {
    const isNew = await insertAssessment(ctx, person, input.id, {
      decision: 'offer_programme',
      programmeId: course.programmeId,
      problemDescriptor: code,
      reasons,
      safetySummary,
      alternativesDiscussed: null,
      decidedOn: localDate(ctx.now.getTime(), ctx.service.timeZone),
    })
    ctx.audit(isNew ? 'problem.recorded' : 'problem.recorded-again', input.id, {
      patientId: person.id,
    })
  })
}
