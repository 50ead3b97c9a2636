import { inviteAccount, sendInvitation } from '#features/accounts/index.ts'
import type { Context } from '#platform/context.ts'
import { transact } from '#platform/transact.ts'
import type { IntakePerson } from './find-person.ts'
import { isAddressTaken, linkAccount, lockPerson } from './repository.ts'

export type Invited =
  | { readonly ok: true }
  | { readonly ok: false; readonly why: 'no_email' | 'email_taken' | 'has_signed_in' }

/** Sends the person their own sign-in link. Sent again, the earlier link stops working. */
export async function invitePerson(ctx: Context, person: IntakePerson): Promise<Invited> {
  const { account, details } = person
  // A second link to somebody with a password would be a way in to their account.
  if (account?.hasSignedIn) return { ok: false, why: 'has_signed_in' }
  if (!account && !details.email) return { ok: false, why: 'no_email' }
  const email = account?.email ?? details.email ?? ''
  if (await isAddressTaken(ctx, person, email)) return { ok: false, why: 'email_taken' }
  await transact(ctx, async (ctx) => {
    await lockPerson(ctx, person)
    ctx.audit('person.invited', person.id, { patientId: person.id })
    if (account) {
      await sendInvitation(ctx, { id: account.id, isStaff: false }, 'invite')
      return
    }
    const { accountId } = await inviteAccount(ctx, {
      email,
      displayName: details.preferredName ?? details.givenName,
      roles: ['patient'],
      purpose: 'invite',
    })
    await linkAccount(ctx, person, accountId)
  })
  return { ok: true }
}
