import type { Context } from '#platform/context.ts'
import { transact } from '#platform/transact.ts'
import type { NewPerson } from './new-person-form.ts'
import { type Duplicate, findDuplicates, insertPerson } from './repository.ts'

export type Recorded =
  | { readonly ok: true }
  | { readonly ok: false; readonly duplicates: readonly Duplicate[] }

/** Takes in somebody who asks for help. Whoever looks like a person already here is shown first. */
export async function recordPerson(
  ctx: Context,
  input: { patientId: string; person: NewPerson; isSomebodyElse: boolean },
): Promise<Recorded> {
  const { patientId, person } = input
  if (!input.isSomebodyElse) {
    const duplicates = await findDuplicates(ctx, person.details)
    const others = duplicates.filter(({ id }) => id !== patientId)
    if (others.length > 0) return { ok: false, duplicates: others }
  }
  await transact(ctx, async (ctx) => {
    const isNew = await insertPerson(ctx, patientId, person)
    ctx.audit(isNew ? 'referral.recorded' : 'referral.recorded-again', patientId, { patientId })
  })
  return { ok: true }
}
