import type { VisibleCourse } from '#features/treatment/index.ts'
import type { Context } from '#platform/context.ts'
import { notFound } from '#platform/refusals.ts'
import { transact } from '#platform/transact.ts'
import type { FitAnswer } from './message.ts'
import { insertFitAnswer, threadOf } from './repository.ts'

/** The patient says whether a review helped. The same answer twice is one answer. */
export async function sayIfItFits(
  ctx: Context,
  course: VisibleCourse,
  input: { messageId: string; answer: FitAnswer },
): Promise<void> {
  if (!course.access.has('patient')) throw notFound()
  const message = (await threadOf(ctx, course)).find(({ id }) => id === input.messageId)
  if (!message || message.fromPatient || message.kind !== 'review') throw notFound()
  if (message.fit === input.answer) return
  await transact(ctx, async (ctx) => {
    await insertFitAnswer(ctx, message.id, input.answer)
    ctx.audit('message.fit-answered', message.id, {
      patientId: course.patientId,
      detail: { answer: input.answer },
    })
  })
}
