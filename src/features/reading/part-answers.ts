import { sql } from 'kysely'
import { z } from 'zod'
import type { VisibleCourse } from '#features/treatment/index.ts'
import type { Context } from '#platform/context.ts'
import { forbidden } from '#platform/refusals.ts'
import { transact } from '#platform/transact.ts'

/** By question: what was chosen. Never a score of the person. */
export type Answer = Readonly<Record<string, readonly string[]>>

/** By block. */
export type Answers = ReadonlyMap<string, Answer>

const answerShape = z.record(z.string(), z.array(z.string()))

/** Under this name the person's choice of companions is kept, with the first module. */
export const companionsBlock = 'companions'

/** What was answered in a module, and who was chosen for company. */
export async function partAnswers(
  ctx: Context,
  course: VisibleCourse,
  moduleId: string,
): Promise<Answers> {
  const rows = await ctx.rows(sql<{ block_id: string; answer: unknown }>`
    select block_id, answer from part_answer
    where service_id = ${ctx.service.id} and course_id = ${course.id}
      and (module_id = ${moduleId} or block_id = ${companionsBlock})`)
  return new Map(rows.map((row) => [row.block_id, answerShape.parse(row.answer)]))
}

/** Keeps the latest answer to a check, a sort or a choice, and how often it was tried. */
export async function saveAnswer(
  ctx: Context,
  course: VisibleCourse,
  input: { moduleId: string; blockId: string; answer: Answer },
): Promise<void> {
  if (!course.access.has('patient')) throw forbidden()
  await transact(ctx, async (ctx) => {
    await sql`
      insert into part_answer (service_id, course_id, module_id, block_id, answer, first_at,
        last_at)
      values (${ctx.service.id}, ${course.id}, ${input.moduleId}, ${input.blockId},
        ${JSON.stringify(input.answer)}::jsonb, ${ctx.now}, ${ctx.now})
      on conflict (service_id, course_id, module_id, block_id) do update
        set answer = excluded.answer, tries = part_answer.tries + 1, last_at =
          excluded.last_at`.execute(ctx.tx)
    ctx.audit('part.answered', input.blockId, { patientId: course.patientId })
  })
}

export function chosenIn(answers: Answers, blockId: string): readonly string[] {
  return answers.get(blockId)?.chosen ?? []
}
