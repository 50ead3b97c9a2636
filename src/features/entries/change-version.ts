import type { VisibleCourse } from '#features/treatment/index.ts'
import {
  type Entry,
  type EntryStatus,
  type EntryVersion,
  momentOf,
  worksheetOf,
} from '#features/worksheets/index.ts'
import type { Context, WriteContext } from '#platform/context.ts'
import { newId } from '#platform/ids.ts'
import { conflict, forbidden, notFound } from '#platform/refusals.ts'
import { transact } from '#platform/transact.ts'
import { entryHistory, lockEntry } from './repository.ts'
import { write } from './save-entry.ts'

/** Brings an older version back, as a new one: what was there in between stays in the history. */
export async function restoreVersion(
  ctx: Context,
  course: VisibleCourse,
  input: { entryId: string; version: number },
): Promise<void> {
  await change(ctx, course, input.entryId, (current, history) => {
    const found = history.find(({ version }) => version === input.version)
    if (!found) throw notFound()
    return { ...current, values: found.values, status: found.status, stage: found.stage }
  })
}

/** Of two texts that met, the person keeps one. The other stays in the history. */
export async function settleVersions(
  ctx: Context,
  course: VisibleCourse,
  input: { entryId: string; beside: number; keep: 'standing' | 'beside' },
): Promise<void> {
  await change(
    ctx,
    course,
    input.entryId,
    (current, history) => {
      const other = history.find(({ version }) => version === input.beside)
      if (!other || other.beside === null) throw notFound()
      if (!unsettled(history).includes(other)) return null
      return input.keep === 'standing'
        ? current
        : { ...current, values: other.values, status: other.status, stage: other.stage }
    },
    input.beside,
  )
}

/** Puts an entry away from the lists, or brings it back. */
export async function archiveEntry(
  ctx: Context,
  course: VisibleCourse,
  input: { entryId: string; status: EntryStatus },
): Promise<void> {
  await change(ctx, course, input.entryId, (current) =>
    current.status === input.status ? null : { ...current, status: input.status },
  )
}

/** Versions that were kept beside another and about which nobody has decided yet, newest first. */
export function unsettled(history: readonly EntryVersion[]): readonly EntryVersion[] {
  const settled = new Set(history.map(({ settles }) => settles))
  return history.filter(({ beside, version }) => beside !== null && !settled.has(version))
}

async function change(
  ctx: Context,
  course: VisibleCourse,
  entryId: string,
  decide: (current: Entry, history: readonly EntryVersion[]) => Entry | null,
  settles: number | null = null,
): Promise<void> {
  if (!course.access.has('patient')) throw forbidden()
  await transact(ctx, async (ctx: WriteContext) => {
    const current = await lockEntry(ctx, course, entryId)
    if (!current) throw notFound()
    const decided = decide(current, await entryHistory(ctx, course, entryId))
    if (!decided) {
      ctx.audit('entry.saved-again', entryId, { patientId: course.patientId })
      return
    }
    const worksheet = worksheetOf(ctx, current.worksheetId)
    const entry: Entry = {
      ...decided,
      aboutAt: momentOf(worksheet, decided.values, ctx.service.timeZone),
      version: current.version + 1,
      updatedAt: ctx.now,
    }
    if (entry.worksheetId !== current.worksheetId) throw conflict()
    await write(ctx, course, worksheet, { entry, saveKey: newId(), outcome: 'saved', settles })
  })
}
