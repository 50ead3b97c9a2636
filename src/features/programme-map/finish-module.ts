import { sql } from 'kysely'
import { sendMessage } from '#features/messages/index.ts'
import { submitModule, type VisibleCourse } from '#features/treatment/index.ts'
import type { Context } from '#platform/context.ts'
import { forbidden } from '#platform/refusals.ts'
import { transact } from '#platform/transact.ts'

export interface ModuleEnd {
  readonly moduleId: string
  /** 0 to 10; null when it was not answered. */
  readonly usefulness: number | null
  /** What the person wants to tell the therapist; empty for nothing. */
  readonly tell: string
  readonly sendKey: string
}

/** The person says that they have finished, with what they want to say about it. */
export async function finishModule(
  ctx: Context,
  course: VisibleCourse,
  input: ModuleEnd,
): Promise<void> {
  if (!course.access.has('patient')) throw forbidden()
  await transact(ctx, async (ctx) => {
    const messageId =
      input.tell === ''
        ? null
        : await sendMessage(ctx, course, {
            body: input.tell,
            kind: 'module_end',
            context: { moduleId: input.moduleId },
            sendKey: input.sendKey,
          })
    await sql`
      insert into module_end (service_id, id, course_id, module_id, usefulness, message_id, at)
      values (${ctx.service.id}, ${input.sendKey}, ${course.id}, ${input.moduleId},
        ${input.usefulness}, ${messageId}, ${ctx.now})
      on conflict (service_id, id) do nothing`.execute(ctx.tx)
    ctx.audit('module.end-answered', input.moduleId, { patientId: course.patientId })
    await submitModule(ctx, course, input.moduleId)
  })
}
