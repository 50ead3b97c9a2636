import { showPage } from '#features/frame/index.ts'
import { cookiePolicy, endSession } from '#features/sessions/index.ts'
import { endedSessionCookie } from '#platform/http/cookies.ts'
import { redirect } from '#platform/http/reply.ts'
import { get, type Route } from '#platform/http/route.ts'
import { AccessibilityPage } from './accessibility-page.tsx'
import { leftPage } from './left-page.tsx'
import { PrivacyPage } from './privacy-page.tsx'

export const servicePagesRoutes: readonly Route[] = [
  get('/leave', 'public.read', async (ctx, request) => {
    await endSession(ctx, request.headers)
    return redirect('/left', { 'set-cookie': endedSessionCookie(cookiePolicy()) })
  }),
  get('/left', 'public.read', async () => leftPage()),
  get('/privacy', 'public.read', async (ctx, request) =>
    showPage(ctx, request, {
      title: 'Who can see what',
      body: <PrivacyPage isPatient={ctx.actor.kind === 'patient'} />,
    }),
  ),
  get('/accessibility', 'public.read', async (ctx, request) =>
    showPage(ctx, request, {
      title: 'Accessibility',
      body: <AccessibilityPage phone={ctx.service.settings.servicePhone ?? null} />,
    }),
  ),
]
