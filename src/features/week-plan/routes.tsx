import { localDate } from '#clinical/calendar.ts'
import { planFields } from '#content/plan-fields.ts'
import type { Worksheet } from '#content/types.ts'
import { listEntries } from '#features/entries/index.ts'
import { showPage } from '#features/frame/index.ts'
import { programmeOf, requireMyCourse, type VisibleCourse } from '#features/treatment/index.ts'
import type { Context } from '#platform/context.ts'
import { download } from '#platform/http/reply.ts'
import { get, type Route } from '#platform/http/route.ts'
import { notFound } from '#platform/refusals.ts'
import { calendarFile } from './calendar-file.ts'
import { listedThings } from './own-list.ts'
import { daysAhead, daysBehind, plannedThings } from './week.ts'
import { WeekPage } from './week-page.tsx'

/** The person's week, at an address of its own, and as a file for their calendar. */
export const weekPlanRoutes: readonly Route[] = [
  get('/week', 'treatment.own', async (ctx, request) => {
    const { plans, list, entries, things, today } = await readWeek(ctx)
    const isAhead = ({ day }: { day: string }) => day >= today
    return showPage(ctx, request, {
      title: 'My week',
      body: (
        <WeekPage
          today={today}
          ahead={daysAhead(things, today)}
          behind={daysBehind(things, today)}
          list={listedThings(plans, list, { entries, ahead: things.filter(isAhead) })}
          listTitle={list.title}
          planSheet={plans.id}
          listSheet={list.id}
          hasPlanAhead={things.some(isAhead)}
        />
      ),
    })
  }),
  get('/week/calendar', 'treatment.own', async (ctx) => {
    const { things, today } = await readWeek(ctx)
    const file = calendarFile(
      things.filter(({ day }) => day >= today),
      { now: ctx.now, timeZone: ctx.service.timeZone },
    )
    return download(file, 'text/calendar; charset=utf-8', 'plans.ics')
  }),
]

async function readWeek(ctx: Context) {
  const course = await requireMyCourse(ctx)
  const { plans, list } = sheetsOf(ctx, course)
  const entries = await listEntries(ctx, course, { worksheetIds: [plans.id, list.id] })
  return {
    plans,
    list,
    entries,
    things: plannedThings(plans, entries),
    today: localDate(ctx.now.getTime(), ctx.service.timeZone),
  }
}

/** The plans that the person's programme puts into a week, and the list that they come from. */
function sheetsOf(ctx: Context, course: VisibleCourse): { plans: Worksheet; list: Worksheet } {
  const blocks = [...programmeOf(ctx, course).modules.values()]
    .flatMap(({ sections }) => sections)
    .flatMap(({ blocks }) => blocks)
  const scheduler = blocks.find((block) => block.type === 'scheduler')
  const plans = ctx.content.worksheets.get(scheduler?.ref ?? '')
  const list = ctx.content.worksheets.get((plans && planFields(plans)?.list.to) ?? '')
  if (!plans || !list) throw notFound()
  return { plans, list }
}
