import { showPage } from '#features/frame/index.ts'
import { latestMail } from '#features/notices/index.ts'
import { get, type Route } from '#platform/http/route.ts'
import { OutboxPage } from './outbox-page.tsx'
import { settingsRoutes } from './settings-routes.tsx'
import { staffRoutes } from './staff-routes.tsx'

const shownMails = 100

export const adminRoutes: readonly Route[] = [
  ...staffRoutes,
  ...settingsRoutes,
  get('/outbox', 'outbox.read', async (ctx, request) =>
    showPage(ctx, request, {
      title: 'Outbox',
      body: (
        <OutboxPage
          mails={await latestMail(ctx, shownMails)}
          isDemonstration={ctx.service.isDemonstration}
        />
      ),
    }),
  ),
]
