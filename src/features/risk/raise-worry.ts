import type { VisibleCourse } from '#features/treatment/index.ts'
import type { Context } from '#platform/context.ts'
import { notFound } from '#platform/refusals.ts'
import { transact } from '#platform/transact.ts'
import type { SafetyFault } from './act-on-item.ts'
import { raiseSafetyItem } from './raise-safety-item.ts'
import { insertEvent } from './repository.ts'
import { isForClinicians } from './safety-item.ts'

export interface Worry {
  note: string
  sendKey: string
  /** What gave the worry, a message or an entry; without it the act itself. */
  sourceId: string | null
}

/** A clinician is worried and says why. */
export async function raiseWorry(
  ctx: Context,
  course: VisibleCourse,
  worry: Worry,
): Promise<{ itemId: string } | { faults: SafetyFault[] }> {
  if (!isForClinicians(course)) throw notFound()
  const note = worry.note.trim()
  if (!note) return { faults: ['note_missing'] }
  return transact(ctx, async (ctx) => {
    const item = await raiseSafetyItem(ctx, course, {
      trigger: 'therapist_worry',
      sourceId: worry.sendKey,
      detail: worry.sourceId ? { about: worry.sourceId } : {},
    })
    if (item.isNew) await insertEvent(ctx, item.id, { kind: 'note', note })
    ctx.audit('safety-worry.sent', item.id, { patientId: course.patientId })
    return { itemId: item.id }
  })
}
