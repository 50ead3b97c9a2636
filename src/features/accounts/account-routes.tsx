import { keptToken, readKeptForm, showPage } from '#features/frame/index.ts'
import {
  carryOnPage,
  endAllSessions,
  formWasMadeFor,
  openSessions,
  sessionToken,
  setSharedDevice,
} from '#features/sessions/index.ts'
import type { Context } from '#platform/context.ts'
import { hashToken } from '#platform/crypto.ts'
import { json, redirect } from '#platform/http/reply.ts'
import { get, getUnattended, type PageRequest, post, type Route } from '#platform/http/route.ts'
import type { Session } from '#platform/http/session.ts'
import { signInNeeded } from '#platform/refusals.ts'
import { transact } from '#platform/transact.ts'
import type { Faults } from '#ui/fields.tsx'
import { AccountPage } from './account-page.tsx'
import { changePassword, confirmPassword } from './change-password.ts'
import { passwordFaultWords } from './invitation-page.tsx'
import { passwordOwner } from './invitation-routes.tsx'
import { ownDetails } from './own-details.ts'
import { passwordFault } from './password-rules.ts'
import { listRecordReaders } from './record-readers.ts'
import { type Account, findAccount } from './repository.ts'

export const accountRoutes: readonly Route[] = [
  // For the island that warns. The first is a press of "Stay signed in", so the session goes on;
  // the second only looks when it ends.
  get('/session', 'session.own', async (ctx, request) => sessionEnd(ctx, request)),
  getUnattended('/session/end', 'session.own', async (ctx, request) => sessionEnd(ctx, request)),
  get('/account', 'session.own', (ctx, request) => accountPage(ctx, request, {})),
  post('/account/password', 'session.own', postPassword),
  post('/account/sign-out-everywhere', 'session.own', async (ctx, request) => {
    await endAllSessions(ctx, held(request).accountId, request.headers)
    return redirect('/account?saved=everywhere')
  }),
  post('/account/shared-device', 'session.own', postSharedDevice),
  post('/account/carry-on', 'session.own', async (ctx, request) => {
    const kept = readKeptForm(request.form)
    const session = held(request)
    const isOwn = kept !== null && (await formWasMadeFor(ctx, session.accountId, keptToken(kept)))
    return isOwn ? carryOnPage(ctx, request, { kept, csrfToken: session.csrfToken }) : redirect('/')
  }),
]

function sessionEnd(ctx: Context, request: PageRequest): Response {
  return json({ now: ctx.realNow, endsAt: held(request).idleEndsAt })
}

async function postPassword(ctx: Context, request: PageRequest): Promise<Response> {
  const { account, session } = await own(ctx, request)
  const password = request.form.text('password')
  const fault = passwordFault(password, passwordOwner(ctx, account))
  if (fault) {
    return accountPage(ctx, request, { password: passwordFaultWords(fault, account.isStaff) })
  }
  const isRight = await confirmPassword(ctx, account, {
    password: request.form.text('current-password'),
    address: request.address,
  })
  if (!isRight) {
    return accountPage(ctx, request, {
      'current-password': 'That is not the password you have now.',
    })
  }
  const started = await changePassword(ctx, account, {
    password,
    headers: request.headers,
    sharedDevice: session.sharedDevice,
  })
  return redirect('/account?saved=password', { 'set-cookie': started.cookie })
}

async function postSharedDevice(ctx: Context, request: PageRequest): Promise<Response> {
  const isShared = request.form.text('shared') === 'yes'
  const token = sessionToken(request.headers)
  if (token === null) throw signInNeeded()
  await transact(ctx, async (ctx) => {
    await setSharedDevice(ctx, hashToken(token), isShared)
    ctx.audit('session.device-changed', held(request).accountId, { detail: { isShared } })
  })
  return redirect(`/account?saved=${isShared ? 'shared' : 'own'}`)
}

async function accountPage(ctx: Context, request: PageRequest, faults: Faults): Promise<Response> {
  const { account, session } = await own(ctx, request)
  const sessions = await openSessions(ctx, account.id)
  const readers = account.isStaff ? null : await listRecordReaders(ctx)
  return showPage(ctx, request, {
    title: 'Your account',
    status: Object.keys(faults).length > 0 ? 422 : 200,
    body: (
      <AccountPage
        name={account.displayName}
        email={account.email}
        isStaff={account.isStaff}
        hasPassword={account.passwordSetAt !== null}
        sharedDevice={session.sharedDevice}
        isDemonstration={ctx.service.isDemonstration}
        thisSession={hashToken(sessionToken(request.headers) ?? '').toString('hex')}
        sessions={sessions.map((one) => ({ ...one, hash: one.token_hash.toString('hex') }))}
        readers={readers}
        details={await ownDetails(ctx)}
        saved={request.query.get('saved')}
        faults={faults}
      />
    ),
  })
}

async function own(
  ctx: Context,
  request: PageRequest,
): Promise<{ account: Account; session: Session }> {
  const session = held(request)
  const account = await findAccount(ctx, session.accountId)
  if (!account) throw signInNeeded()
  return { account, session }
}

function held(request: PageRequest): Session {
  if (!request.session) throw signInNeeded()
  return request.session
}
