import type { Context } from '#platform/context.ts'
import { onePerProcess, StampedMemory } from '#platform/stamped-memory.ts'
import type { RecordStamps, VisibleCourse } from './find-course.ts'

/**
 * A way to read what was written about a course once for each state of its record. The review is
 * opened many times while a therapist works in it, and most of what it shows stood still in
 * between: without this, each opening costs more with every week of a long course. The part says
 * what may move before it is read again; the tables that are read must all move its stamp.
 */
export function rememberedOfCourse<Value extends object>(
  part: keyof RecordStamps,
  mostKept: number,
) {
  const memoryOf = onePerProcess(() => new StampedMemory<Value>(mostKept))
  return async (
    ctx: Context,
    course: VisibleCourse,
    read: () => Promise<Value>,
    /** Whose view it is, where it is not the same for everybody. */
    readerId = '',
  ): Promise<Value> => {
    // Within a change, rows are seen that may never be: nothing of them may be remembered.
    if (course.stamps === null || isWriting(ctx)) return read()
    const stamp = course.stamps[part]
    const memory = memoryOf(ctx)
    const key = `${ctx.service.id} ${course.id} ${readerId}`
    const known = memory.get(key, stamp)
    if (known) return known
    const value = await read()
    memory.put(key, stamp, value)
    return value
  }
}

function isWriting(ctx: Context): boolean {
  return 'tx' in ctx
}
