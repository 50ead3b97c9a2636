import type { ChecklistBlock, Module, TakeawayBlock, Values } from '#content/types.ts'
import { ownValue } from '#content/worksheet-values.ts'
import { listEntries, saveEntry } from '#features/entries/index.ts'
import type { VisibleCourse } from '#features/treatment/index.ts'
import type { Entry } from '#features/worksheets/index.ts'
import type { Context } from '#platform/context.ts'
import { transact } from '#platform/transact.ts'
import { proseText } from '#ui/prose.tsx'
import { cardSheet } from './section-data.ts'
import { stableId } from './stable-id.ts'

const longestCard = 240

/** Puts a sentence of a module among the person's cards, once. */
export async function keepCard(
  ctx: Context,
  course: VisibleCourse,
  module: Module,
  block: TakeawayBlock,
): Promise<void> {
  const values = { card: proseText(block.body).slice(0, longestCard), from: module.title }
  await keepOnce(ctx, course, {
    id: cardId(course, block),
    worksheetId: cardSheet,
    moduleId: module.id,
    blockId: block.id,
    values,
  })
}

export function cardId(course: { id: string }, block: TakeawayBlock): string {
  return stableId(course.id, 'card', block.id)
}

/** Puts ticked options into the worksheet as rows. What is there already is not doubled. */
export async function tickChecklist(
  ctx: Context,
  course: VisibleCourse,
  module: Module,
  input: { block: ChecklistBlock; ticked: readonly string[] },
): Promise<void> {
  const { block } = input
  const { target, field, groups } = block.checklist
  const entries = await listEntries(ctx, course, { worksheetId: target })
  const wanted = groups
    .flatMap(({ options, set }) =>
      options.filter(({ id }) => input.ticked.includes(id)).map((option) => ({ option, set })),
    )
    .filter(({ option }) => !isThere(entries, field, option.text))
  if (wanted.length === 0) return
  await transact(ctx, async (ctx) => {
    for (const { option, set } of wanted) {
      await keepOnce(ctx, course, {
        id: stableId(course.id, block.id, option.id),
        worksheetId: target,
        moduleId: module.id,
        blockId: block.id,
        values: { ...set, [field]: option.text },
      })
    }
  })
}

export function isThere(entries: readonly Entry[], field: string, text: string): boolean {
  return entries.some(({ values }) => ownValue(values, field) === text)
}

async function keepOnce(
  ctx: Context,
  course: VisibleCourse,
  row: { id: string; worksheetId: string; moduleId: string; blockId: string; values: Values },
): Promise<void> {
  await saveEntry(ctx, course, {
    entryId: null,
    worksheetId: row.worksheetId,
    moduleId: row.moduleId,
    blockId: row.blockId,
    stage: null,
    shown: Object.keys(row.values),
    values: row.values,
    baseVersion: 0,
    saveKey: row.id,
  })
}
