import type { Context } from '#platform/context.ts'
import { memoryOfProcess } from '#platform/stamped-memory.ts'
import type { VisibleCourse } from './find-course.ts'

/**
 * A way to read what was written about a course once for each state of its record. The review is
 * opened many times while a therapist works in it, and most of what it shows stood still in
 * between: without this, each opening costs more with every week of a long course.
 */
export function rememberedOfCourse<Value extends object>(mostKept: number) {
  const memoryOf = memoryOfProcess<Value>(mostKept)
  return async (
    ctx: Context,
    course: VisibleCourse,
    read: () => Promise<Value>,
    /** Whose view it is, where it is not the same for everybody. */
    readerId = '',
  ): Promise<Value> => {
    const { recordStamp: stamp } = course
    // Within a change, rows are seen that may never be: nothing of them may be remembered.
    if (stamp === null || isWriting(ctx)) return read()
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
