import { addDays, localDate } from '#clinical/calendar.ts'
import type { Module, Section } from '#content/types.ts'
import {
  finishSection as markFinished,
  setTask,
  startModule,
  type VisibleCourse,
} from '#features/treatment/index.ts'
import type { Context } from '#platform/context.ts'
import { transact } from '#platform/transact.ts'
import { proseText } from '#ui/prose.tsx'

/** The person goes on: this page is done, and its practice is set. Done twice, it is done once. */
export async function finishSection(
  ctx: Context,
  course: VisibleCourse,
  module: Module,
  section: Section,
): Promise<void> {
  const today = localDate(ctx.now.getTime(), ctx.service.timeZone)
  await transact(ctx, async (ctx) => {
    await startModule(ctx, course, module.id)
    await markFinished(ctx, course, { moduleId: module.id, sectionId: section.id })
    for (const block of section.blocks) {
      if (block.type !== 'task') continue
      await setTask(ctx, course, {
        origin: 'module',
        moduleId: module.id,
        blockId: block.id,
        title: block.title,
        instruction: proseText(block.body),
        tiny: block.tiny,
        worksheetId: block.ref,
        times: block.times,
        dueOn: addDays(today, block.dueDays),
      })
    }
  })
}
