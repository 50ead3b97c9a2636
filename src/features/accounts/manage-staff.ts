import { sql } from 'kysely'
import { endSessionRows } from '#features/sessions/index.ts'
import type { Context, WriteContext } from '#platform/context.ts'
import { invariant } from '#platform/invariant.ts'
import type { Role } from '#platform/permissions.ts'
import { conflict, notFound } from '#platform/refusals.ts'
import { transact } from '#platform/transact.ts'
import { type Invitation, sendInvitation } from './invite-account.ts'
import {
  closeInvitations,
  type StaffMember,
  setDisabledRow,
  setPasswordRow,
  setRoleRows,
  setSecondFactorRow,
  staffRows,
  updateStaffRow,
} from './repository.ts'

/** A member of staff of this service; null when there is none with this id. */
export async function staffById(ctx: Context, id: string): Promise<StaffMember | null> {
  const [found] = await staffRows(ctx, sql`a.id = ${id}`)
  return found ?? null
}

/** Everybody who works here; with a role, those who hold it and were not disabled. */
export async function listStaff(ctx: Context, role?: Role): Promise<StaffMember[]> {
  if (!role) return staffRows(ctx, sql`true`)
  return staffRows(
    ctx,
    sql`a.disabled_at is null and exists (select from account_role r
    where r.service_id = a.service_id and r.account_id = a.id and r.role = ${role})`,
  )
}

export interface StaffChange {
  readonly displayName: string
  readonly jobTitle: string | null
  readonly qualification: string | null
  readonly roles: readonly Role[]
}

/** Changed roles end the person's sessions: the next sign-in has the new ones and a new token. */
export async function changeStaff(
  ctx: Context,
  member: StaffMember,
  change: StaffChange,
): Promise<void> {
  invariant(!change.roles.includes('patient'), 'staff do not hold the patient role')
  const before = [...member.roles].sort().join(' ')
  const after = [...change.roles].sort().join(' ')
  await transact(ctx, async (ctx) => {
    await updateStaffRow(ctx, member.id, change)
    if (before !== after) {
      await setRoleRows(ctx, member.id, change.roles)
      await endSessionRows(ctx, member.id)
    }
    if (member.roles.includes('administrator')) await refuseWithoutAdministrator(ctx)
    ctx.audit('staff.changed', member.id, { detail: { before, after } })
  })
}

/**
 * Nobody signs in with a disabled account, and its links stop working; what it did stays on
 * record.
 */
export async function disableStaff(ctx: Context, member: StaffMember): Promise<void> {
  await transact(ctx, async (ctx) => {
    await setDisabledRow(ctx, member.id, true)
    await endSessionRows(ctx, member.id)
    await closeInvitations(ctx, member.id)
    if (member.roles.includes('administrator')) await refuseWithoutAdministrator(ctx)
    ctx.audit('staff.disabled', member.id)
  })
}

export async function enableStaff(ctx: Context, member: StaffMember): Promise<Invitation> {
  return transact(ctx, async (ctx) => {
    await setDisabledRow(ctx, member.id, false)
    ctx.audit('staff.enabled', member.id)
    return resetAccess(ctx, { id: member.id, isStaff: true })
  })
}

/**
 * For a lost phone: takes away code and password and sends a new link. Both, because somebody who
 * has found out only
 * the password must not be the one who sets up the next phone.
 */
export async function resetAccess(
  ctx: Context,
  account: { id: string; isStaff: boolean },
): Promise<Invitation> {
  return transact(ctx, async (ctx) => {
    await setSecondFactorRow(ctx, account.id, null)
    await setPasswordRow(ctx, account.id, null)
    await endSessionRows(ctx, account.id)
    ctx.audit('second-factor.reset', account.id)
    return sendInvitation(ctx, account, 'invite')
  })
}

async function refuseWithoutAdministrator(ctx: Context): Promise<void> {
  const left = await listStaff(ctx, 'administrator')
  if (left.length === 0) throw conflict({ field: 'roles' })
}

export interface SupervisionLink {
  readonly supervisorId: string
  readonly therapistId: string
}

export async function supervisionLinks(ctx: Context): Promise<SupervisionLink[]> {
  return ctx.rows(sql<SupervisionLink>`
    select supervisor_id as "supervisorId", therapist_id as "therapistId" from supervision_link
    where service_id = ${ctx.service.id} and until is null`)
}

/** Puts a therapist's people before a supervisor. */
export async function linkSupervisor(ctx: Context, link: SupervisionLink): Promise<void> {
  const [supervisor, therapist] = [
    await staffById(ctx, link.supervisorId),
    await staffById(ctx, link.therapistId),
  ]
  if (!supervisor?.roles.includes('supervisor') || !therapist?.roles.includes('therapist'))
    throw notFound()
  await transact(ctx, async (ctx) => {
    const isLinked = (await supervisionLinks(ctx)).some(
      (known) => known.supervisorId === supervisor.id && known.therapistId === therapist.id,
    )
    if (!isLinked) await insertLink(ctx, link)
    ctx.audit('supervision.linked', supervisor.id, { detail: { therapistId: therapist.id } })
  })
}

/** The supervisor stops seeing this therapist's people; that they once did stays on record. */
export async function unlinkSupervisor(ctx: Context, link: SupervisionLink): Promise<void> {
  await transact(ctx, async (ctx) => {
    await ctx.tx
      .updateTable('supervision_link')
      .set({ until: ctx.now })
      .where('service_id', '=', ctx.service.id)
      .where('supervisor_id', '=', link.supervisorId)
      .where('therapist_id', '=', link.therapistId)
      .where('until', 'is', null)
      .execute()
    ctx.audit('supervision.unlinked', link.supervisorId, {
      detail: { therapistId: link.therapistId },
    })
  })
}

async function insertLink(ctx: WriteContext, link: SupervisionLink): Promise<void> {
  await ctx.tx
    .insertInto('supervision_link')
    .values({
      service_id: ctx.service.id,
      supervisor_id: link.supervisorId,
      therapist_id: link.therapistId,
      since: ctx.now,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}
