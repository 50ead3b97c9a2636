import {
  changeStaff,
  disableStaff,
  enableStaff,
  inviteAccount,
  linkSupervisor,
  listStaff,
  resetAccess,
  type StaffMember,
  sendInvitation,
  staffById,
  supervisionLinks,
  unlinkSupervisor,
} from '#features/accounts/index.ts'
import { showPage } from '#features/frame/index.ts'
import { handOverItems } from '#features/risk/index.ts'
import { requireFreshSignIn } from '#features/sessions/index.ts'
import { caseloadOf, handOverCaseload, peopleOf } from '#features/treatment/index.ts'
import type { Context } from '#platform/context.ts'
import { redirect } from '#platform/http/reply.ts'
import { get, type PageRequest, post, type Route } from '#platform/http/route.ts'
import { isId } from '#platform/ids.ts'
import { badRequest, conflict, notFound, Refusal } from '#platform/refusals.ts'
import { transact } from '#platform/transact.ts'
import { emptyStaffForm, readStaffForm, type StaffForm, toPerson } from './staff-form.ts'
import { type HandOver, StaffMemberPage } from './staff-member-page.tsx'
import { StaffPage } from './staff-page.tsx'

export const staffRoutes: readonly Route[] = [
  get('/staff', 'staff.manage', (ctx, request) => staffPage(ctx, request, emptyStaffForm)),
  post('/staff', 'staff.manage', postStaff),
  get('/staff/:id', 'staff.manage', async (ctx, request) =>
    memberPage(ctx, request, await find(ctx, request)),
  ),
  post('/staff/:id', 'staff.manage', postMember),
  post('/staff/:id/access', 'staff.manage', postAccess),
  post('/staff/:id/supervision', 'staff.manage', postSupervision),
  post('/staff/:id/people', 'staff.manage', postHandOver),
]

/**
 * Everybody's care goes to a colleague in one act: for leave without end, illness or a departure.
 */
async function postHandOver(ctx: Context, request: PageRequest): Promise<Response> {
  requireFreshSignIn(ctx, request)
  const member = await find(ctx, request)
  const handOver = await readHandOver(ctx, request, member)
  if (handOver.fault) return memberPage(ctx, request, member, { handOver })
  await handOverAll(ctx, member, handOver)
  return redirect(`/staff/${member.id}?saved=handed_over`)
}

async function readHandOver(
  ctx: Context,
  request: PageRequest,
  member: StaffMember,
): Promise<HandOver> {
  const act = request.form.text('act')
  const prefix = act === 'disable' ? 'disable_' : ''
  const to = request.form.trimmed(`${prefix}to`)
  const reason = request.form.trimmed(`${prefix}reason`).slice(0, 500)
  const colleague = (await listStaff(ctx, 'therapist')).find(
    ({ id, disabledAt }) => id === to && id !== member.id && disabledAt === null,
  )
  const isWhole = colleague !== undefined && reason !== ''
  const fault = isWhole ? null : 'Choose who takes over, and say why in a few words.'
  return { act, to, reason, fault }
}

async function handOverAll(ctx: Context, member: StaffMember, handOver: HandOver): Promise<void> {
  const input = { fromId: member.id, toId: handOver.to, reason: handOver.reason }
  await transact(ctx, async (ctx) => {
    await handOverCaseload(ctx, input)
    await handOverItems(ctx, input)
  })
}

async function postStaff(ctx: Context, request: PageRequest): Promise<Response> {
  requireFreshSignIn(ctx, request)
  const form = readStaffForm(request.form, { withEmail: true })
  if (Object.keys(form.faults).length > 0) return staffPage(ctx, request, form)
  try {
    const { accountId } = await transact(ctx, (ctx) => inviteAccount(ctx, toPerson(form)))
    return redirect(`/staff?invited=${accountId}`)
  } catch (error) {
    if (!isConflict(error)) throw error
    const faults = { email: 'Somebody already uses this address. Look for them in the list above.' }
    return staffPage(ctx, request, { ...form, faults })
  }
}

async function postMember(ctx: Context, request: PageRequest): Promise<Response> {
  requireFreshSignIn(ctx, request)
  const member = await find(ctx, request)
  const form = readStaffForm(request.form, { withEmail: false })
  if (Object.keys(form.faults).length > 0) return memberPage(ctx, request, member, { form })
  const { name, jobTitle, qualification, roles } = form.typed
  if (!roles.includes('therapist') && (await hasPeople(ctx, member))) {
    const faults = { roles: 'People are with them. Hand them over first, further down this page.' }
    return memberPage(ctx, request, member, { form: { ...form, faults } })
  }
  try {
    await changeStaff(ctx, member, {
      displayName: name,
      jobTitle: jobTitle || null,
      qualification: qualification || null,
      roles,
    })
  } catch (error) {
    if (!isConflict(error)) throw error
    const faults = {
      roles: 'A service needs at least one administrator. Give somebody else the role first.',
    }
    return memberPage(ctx, request, member, { form: { ...form, faults } })
  }
  return redirect(`/staff/${member.id}?saved=changed`)
}

async function postAccess(ctx: Context, request: PageRequest): Promise<Response> {
  requireFreshSignIn(ctx, request)
  const member = await find(ctx, request)
  if (ctx.actor.kind === 'staff' && ctx.actor.id === member.id) throw conflict()
  const account = { id: member.id, isStaff: true }
  const act = request.form.text('act')
  if (act === 'disable') return disable(ctx, request, member)
  else if (act === 'enable') await enableStaff(ctx, member)
  else if (member.disabledAt) throw conflict()
  else if (act === 'reset') await resetAccess(ctx, account)
  else if (act === 'invite') await transact(ctx, (ctx) => sendInvitation(ctx, account, 'invite'))
  else throw badRequest()
  return redirect(`/staff/${member.id}?saved=${savedAs[act]}`)
}

/** In one act, because somebody may have to go at once, and nobody may be left with no reader. */
async function disable(ctx: Context, request: PageRequest, member: StaffMember): Promise<Response> {
  const handOver = (await hasPeople(ctx, member)) ? await readHandOver(ctx, request, member) : null
  if (handOver?.fault) return memberPage(ctx, request, member, { handOver })
  await transact(ctx, async (ctx) => {
    if (handOver) await handOverAll(ctx, member, handOver)
    await disableStaff(ctx, member)
  })
  return redirect(`/staff/${member.id}?saved=disabled`)
}

async function hasPeople(ctx: Context, member: StaffMember): Promise<boolean> {
  return peopleOf(await caseloadOf(ctx, member.id)) > 0
}

const savedAs: Readonly<Record<string, string>> = {
  enable: 'enabled',
  reset: 'reset',
  invite: 'invited',
}

async function postSupervision(ctx: Context, request: PageRequest): Promise<Response> {
  requireFreshSignIn(ctx, request)
  const member = await find(ctx, request)
  const therapistId = request.form.text('therapist')
  if (!isId(therapistId)) throw notFound()
  const link = { supervisorId: member.id, therapistId }
  if (request.form.text('act') === 'unlink') await unlinkSupervisor(ctx, link)
  else await linkSupervisor(ctx, link)
  return redirect(`/staff/${member.id}?saved=linked`)
}

async function staffPage(ctx: Context, request: PageRequest, form: StaffForm): Promise<Response> {
  const staff = await listStaff(ctx)
  const asked = request.query.get('invited')
  const invited = staff.find((member) => member.id === asked)?.displayName ?? null
  return showPage(ctx, request, {
    title: 'Staff',
    status: Object.keys(form.faults).length > 0 ? 422 : 200,
    body: (
      <StaffPage
        staff={staff}
        form={form}
        invited={invited}
        isDemonstration={ctx.service.isDemonstration}
      />
    ),
  })
}

async function memberPage(
  ctx: Context,
  request: PageRequest,
  member: StaffMember,
  returned: { form?: StaffForm; handOver?: HandOver | null } = {},
): Promise<Response> {
  const { form = null, handOver = null } = returned
  const therapists = await listStaff(ctx, 'therapist')
  const links = await supervisionLinks(ctx)
  const isLinked = (therapist: StaffMember) =>
    links.some((link) => link.supervisorId === member.id && link.therapistId === therapist.id)
  return showPage(ctx, request, {
    title: 'Staff',
    status: form || handOver ? 422 : 200,
    body: (
      <StaffMemberPage
        caseload={await caseloadOf(ctx, member.id)}
        colleagues={therapists.filter(({ id, disabledAt }) => id !== member.id && !disabledAt)}
        handOver={handOver}
        member={member}
        isDemonstration={ctx.service.isDemonstration}
        form={form ?? formOf(member)}
        isSelf={ctx.actor.kind === 'staff' && ctx.actor.id === member.id}
        supervises={therapists.filter(isLinked)}
        others={therapists.filter(
          (therapist) => therapist.id !== member.id && !isLinked(therapist),
        )}
        saved={request.query.get('saved')}
      />
    ),
  })
}

function formOf(member: StaffMember): StaffForm {
  return {
    faults: {},
    typed: {
      name: member.displayName,
      email: member.email,
      jobTitle: member.jobTitle ?? '',
      qualification: member.qualification ?? '',
      roles: member.roles,
    },
  }
}

async function find(ctx: Context, request: PageRequest): Promise<StaffMember> {
  const member = isId(request.params.id) ? await staffById(ctx, request.params.id) : null
  if (!member) throw notFound()
  return member
}

function isConflict(error: unknown): boolean {
  return error instanceof Refusal && error.status === 409
}
