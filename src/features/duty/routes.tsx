import { showPage } from '#features/frame/index.ts'
import { closedSafetyItems, openSafetyItems, watchdogState } from '#features/risk/index.ts'
import { duration } from '#features/safety-items/index.ts'
import type { Context } from '#platform/context.ts'
import { get, type PageRequest, type Route } from '#platform/http/route.ts'
import { auditView } from '#platform/transact.ts'
import { DutyPage } from './duty-page.tsx'

export const dutyRoutes: readonly Route[] = [get('/duty', 'duty.read', showDuty)]

async function showDuty(ctx: Context, request: PageRequest): Promise<Response> {
  const weekAgo = new Date(ctx.now.getTime() - 7 * 86_400_000)
  const open = await openSafetyItems(ctx, 'all')
  const closed = await closedSafetyItems(ctx, weekAgo)
  const watchdog = await watchdogState(ctx)
  await auditView(ctx, 'safety-list.viewed', null, null)
  const age = ctx.realNow.getTime() - (watchdog.lastBeatAt ?? ctx.realNow).getTime()
  return showPage(ctx, request, {
    title: 'Safety',
    width: 'wide',
    counts: { '/duty': open.length },
    body: (
      <DutyPage
        protocol={ctx.content.protocols.safety}
        now={ctx.now}
        open={open}
        closed={closed}
        watchdog={watchdog}
        watchdogAge={age < 60_000 ? 'less than a minute' : duration(Math.floor(age / 60_000))}
        isWholeService={ctx.actor.kind === 'staff' && ctx.actor.roles.has('duty_clinician')}
      />
    ),
  })
}
