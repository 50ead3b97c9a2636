import { serviceName, showPage } from '#features/frame/index.ts'
import type { Context } from '#platform/context.ts'
import { redirect } from '#platform/http/reply.ts'
import { get, type PageRequest, post, type Route } from '#platform/http/route.ts'
import { acceptInvitation, findInvited, type InvitedAccount } from './accept-invitation.ts'
import { ForgottenPage, ForgottenSentPage } from './forgotten-page.tsx'
import { InvitationPage, LinkOverPage } from './invitation-page.tsx'
import { requestReset } from './invite-account.ts'
import { type PasswordFault, type PasswordOwner, passwordFault } from './password-rules.ts'
import type { Account } from './repository.ts'
import { normalEmail } from './sign-in.ts'
import { countAttempt } from './throttle.ts'

export const invitationRoutes: readonly Route[] = [
  get('/invitation/:token', 'session.start', async (ctx, request) => {
    const invited = await findInvited(ctx, request.params.token ?? '')
    return invited ? invitationPage(ctx, request, invited, null) : linkOver(ctx, request)
  }),
  post('/invitation/:token', 'session.start', postInvitation),
  get('/forgotten', 'session.start', async (ctx, request) =>
    showPage(ctx, request, {
      title: 'Choose a new password',
      isBare: true,
      body: <ForgottenPage />,
    }),
  ),
  post('/forgotten', 'session.start', postForgotten),
]

async function postInvitation(ctx: Context, request: PageRequest): Promise<Response> {
  const invited = await findInvited(ctx, request.params.token ?? '')
  if (!invited) return linkOver(ctx, request)
  const password = request.form.text('password')
  const fault = passwordFault(password, passwordOwner(ctx, invited.account))
  if (fault) return invitationPage(ctx, request, invited, fault)
  const { account, session } = await acceptInvitation(ctx, invited, {
    password,
    sharedDevice: request.form.text('shared') === 'yes',
    headers: request.headers,
  })
  return redirect(afterPassword(invited, account), { 'set-cookie': session.cookie })
}

function afterPassword({ invitation }: InvitedAccount, account: Account): string {
  if (account.isStaff) return account.hasSecondFactor ? '/sign-in/code' : '/sign-in/set-up'
  return invitation.purpose === 'invite' ? '/welcome' : '/'
}

const answerMilliseconds = 400

/** The answer takes the same time and says the same, whether there is such an account or not. */
async function postForgotten(ctx: Context, request: PageRequest): Promise<Response> {
  const email = normalEmail(request.form.text('email'))
  await countAttempt(ctx, { what: 'forgotten', subject: email, address: request.address })
  const pause = new Promise((resolve) => setTimeout(resolve, answerMilliseconds))
  await Promise.all([pause, requestReset(ctx, email)])
  return showPage(ctx, request, {
    title: 'Look in your e-mail',
    isBare: true,
    body: <ForgottenSentPage />,
  })
}

export function passwordOwner(ctx: Context, account: Account): PasswordOwner {
  const { isStaff, email, displayName } = account
  return { isStaff, email, name: displayName, serviceName: serviceName(ctx) }
}

function invitationPage(
  ctx: Context,
  request: PageRequest,
  { invitation, account }: InvitedAccount,
  fault: PasswordFault | null,
): Response {
  return showPage(ctx, request, {
    title: 'Choose a password',
    status: fault ? 422 : 200,
    isBare: true,
    body: (
      <InvitationPage
        token={request.params.token ?? ''}
        name={account.displayName}
        email={account.email}
        isStaff={account.isStaff}
        isReset={invitation.purpose === 'reset'}
        fault={fault}
      />
    ),
  })
}

function linkOver(ctx: Context, request: PageRequest): Response {
  return showPage(ctx, request, {
    title: 'This link no longer works',
    status: 404,
    isBare: true,
    body: <LinkOverPage />,
  })
}
