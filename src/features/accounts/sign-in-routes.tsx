import { type KeptForm, readKeptForm, showPage } from '#features/frame/index.ts'
import {
  carryOn,
  cookiePolicy,
  endSession,
  findPendingSession,
  nextPath,
  type SessionRow,
  type StartedSession,
  sessionToken,
  startSession,
} from '#features/sessions/index.ts'
import type { Context } from '#platform/context.ts'
import { endedSessionCookie } from '#platform/http/cookies.ts'
import { ownPath, redirect } from '#platform/http/reply.ts'
import { get, type PageRequest, post, type Route } from '#platform/http/route.ts'
import { signInNeeded } from '#platform/refusals.ts'
import { confirmPassword } from './change-password.ts'
import { ConfirmPage } from './confirm-page.tsx'
import { type Account, findAccount } from './repository.ts'
import { checkCode, confirmSecondFactor, offerSecondFactor } from './second-factor.ts'
import { signIn } from './sign-in.ts'
import { CodePage, SetUpPage, SignInPage } from './sign-in-page.tsx'

export const signInRoutes: readonly Route[] = [
  get('/sign-in', 'session.start', async (ctx, request) => {
    if (request.session) return redirect(nextPath(request.query.get('next')) ?? '/')
    return signInPage(ctx, request, { next: nextPath(request.query.get('next')) })
  }),
  post('/sign-in', 'session.start', postSignIn),
  get('/sign-in/code', 'session.start', async (ctx, request) => {
    const pending = await findPending(ctx, request)
    if (!pending) return redirect('/sign-in')
    const next = nextPath(request.query.get('next'))
    if (!pending.account.hasSecondFactor) return redirect(withNext('/sign-in/set-up', next))
    return codePage(ctx, request, { next, kept: null, isWrong: false })
  }),
  post('/sign-in/code', 'session.start', postCode),
  get('/sign-in/set-up', 'session.start', async (ctx, request) => {
    const pending = await findPending(ctx, request)
    if (!pending || pending.account.hasSecondFactor) return redirect('/sign-in')
    return setUpPage(ctx, request, pending.account, { isWrong: false })
  }),
  post('/sign-in/set-up', 'session.start', postSetUp),
  post('/sign-in/again', 'session.own', postAgain),
  post('/sign-out', 'session.start', async (ctx, request) => {
    await endSession(ctx, request.headers)
    return redirect('/sign-in', { 'set-cookie': endedSessionCookie(cookiePolicy()) })
  }),
]

async function postSignIn(ctx: Context, request: PageRequest): Promise<Response> {
  const next = nextPath(request.form.text('next'))
  const kept = readKeptForm(request.form)
  const email = request.form.trimmed('email')
  const signedIn = await signIn(ctx, {
    email,
    password: request.form.text('password'),
    address: request.address,
    sharedDevice: request.form.text('shared') === 'yes',
    headers: request.headers,
  })
  if (!signedIn) return signInPage(ctx, request, { next, kept, email, isWrong: true })
  const { account, session } = signedIn
  if (!account.isStaff) return carryOn(ctx, request, { accountId: account.id, session, next, kept })
  if (kept && account.hasSecondFactor) {
    const page = codePage(ctx, request, { next, kept, isWrong: false })
    page.headers.set('set-cookie', session.cookie)
    return page
  }
  const step = account.hasSecondFactor ? '/sign-in/code' : '/sign-in/set-up'
  return redirect(withNext(step, next), { 'set-cookie': session.cookie })
}

async function postCode(ctx: Context, request: PageRequest): Promise<Response> {
  const pending = await findPending(ctx, request)
  if (!pending) throw signInNeeded()
  const { account, row } = pending
  const next = nextPath(request.form.text('next'))
  const kept = readKeptForm(request.form)
  const isRight = await checkCode(ctx, account, {
    code: request.form.text('code'),
    address: request.address,
  })
  if (!isRight) return codePage(ctx, request, { next, kept, isWrong: true })
  const session = await startFully(ctx, request, account, row)
  return carryOn(ctx, request, { accountId: account.id, session, next, kept })
}

async function postSetUp(ctx: Context, request: PageRequest): Promise<Response> {
  const pending = await findPending(ctx, request)
  if (!pending) throw signInNeeded()
  const { account, row } = pending
  const isConfirmed = await confirmSecondFactor(ctx, account, {
    sealed: request.form.text('sealed'),
    code: request.form.text('code'),
    address: request.address,
  })
  if (!isConfirmed) return setUpPage(ctx, request, account, { isWrong: true })
  const session = await startFully(ctx, request, account, row)
  const next = nextPath(request.form.text('next'))
  return carryOn(ctx, request, { accountId: account.id, session, next, kept: null })
}

/** A fresh sign-in for an act that needs one: the password again, and a new token. */
async function postAgain(ctx: Context, request: PageRequest): Promise<Response> {
  const held = request.session
  const account = held && (await findAccount(ctx, held.accountId))
  if (!held || !account) throw signInNeeded()
  const next = nextPath(request.form.text('next'))
  const kept = readKeptForm(request.form)
  const isRight = await confirmPassword(ctx, account, {
    password: request.form.text('password'),
    address: request.address,
  })
  if (!isRight) {
    return showPage(ctx, request, {
      title: 'Please sign in again',
      status: 422,
      body: <ConfirmPage next={next} kept={kept} />,
    })
  }
  const session = await startSession(ctx, {
    account,
    proof: 'password-and-code',
    sharedDevice: held.sharedDevice,
    headers: request.headers,
  })
  return carryOn(ctx, request, { accountId: account.id, session, next, kept })
}

function startFully(
  ctx: Context,
  request: PageRequest,
  account: Account,
  row: SessionRow,
): Promise<StartedSession> {
  return startSession(ctx, {
    account,
    proof: 'password-and-code',
    sharedDevice: row.shared_device,
    headers: request.headers,
  })
}

async function findPending(
  ctx: Context,
  request: PageRequest,
): Promise<{ account: Account; row: SessionRow } | null> {
  const token = sessionToken(request.headers)
  const row = token === null ? null : await findPendingSession(ctx, token)
  const account = row && (await findAccount(ctx, row.account_id))
  return row && account ? { row, account } : null
}

function signInPage(
  ctx: Context,
  request: PageRequest,
  props: { next: string | null; kept?: KeptForm | null; email?: string; isWrong?: boolean },
): Response {
  const { next, kept = null, email = '', isWrong = false } = props
  return showPage(ctx, request, {
    title: 'Sign in',
    status: isWrong ? 422 : 200,
    isBare: true,
    body: (
      <SignInPage
        next={next}
        kept={kept}
        email={email}
        isWrong={isWrong}
        isDemonstration={ctx.service.isDemonstration}
      />
    ),
  })
}

function codePage(
  ctx: Context,
  request: PageRequest,
  props: { next: string | null; kept: KeptForm | null; isWrong: boolean },
): Response {
  return showPage(ctx, request, {
    title: 'Enter your code',
    status: props.isWrong ? 422 : 200,
    isBare: true,
    body: <CodePage {...props} />,
  })
}

async function setUpPage(
  ctx: Context,
  request: PageRequest,
  account: Account,
  { isWrong }: { isWrong: boolean },
): Promise<Response> {
  const offer = await offerSecondFactor(ctx, account, request.form.text('sealed'))
  const next = nextPath(request.form.text('next') || request.query.get('next'))
  return showPage(ctx, request, {
    title: 'Set up your second step',
    status: isWrong ? 422 : 200,
    isBare: true,
    body: <SetUpPage {...offer} next={next} isWrong={isWrong} />,
  })
}

function withNext(path: string, next: string | null): string {
  return next && ownPath(next) ? `${path}?next=${encodeURIComponent(next)}` : path
}
