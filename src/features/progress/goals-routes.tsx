import type { ScaleField } from '#content/types.ts'
import { listEntries, saveEntry, seriesPoints } from '#features/entries/index.ts'
import { showPage } from '#features/frame/index.ts'
import { requireMyCourse, type VisibleCourse } from '#features/treatment/index.ts'
import type { Context } from '#platform/context.ts'
import { redirect } from '#platform/http/reply.ts'
import { get, type PageRequest, post, type Route } from '#platform/http/route.ts'
import { idOf, newId } from '#platform/ids.ts'
import { invariant } from '#platform/invariant.ts'
import { transact } from '#platform/transact.ts'
import type { Faults } from '#ui/fields.tsx'
import { GoalsPage, type GoalToRate, goalField } from './goals-page.tsx'
import { goalSource } from './progress-sources.ts'
import { whoReads } from './who-reads.ts'

export const goalRoutes: readonly Route[] = [
  get('/goals', 'treatment.own', async (ctx, request) =>
    showGoals(ctx, request, await requireMyCourse(ctx), null),
  ),
  post('/goals', 'treatment.own', sendRatings),
]

interface Returned {
  chosen: ReadonlyMap<string, string>
  faults: Faults
}

async function showGoals(
  ctx: Context,
  request: PageRequest,
  course: VisibleCourse,
  returned: Returned | null,
): Promise<Response> {
  return showPage(ctx, request, {
    title: 'Your goals',
    status: returned ? 422 : 200,
    body: (
      <GoalsPage
        goals={await goalsToRate(ctx, course)}
        scale={scaleOf(ctx)}
        chosen={returned?.chosen ?? new Map()}
        faults={returned?.faults ?? {}}
        sendKey={request.form.sendKey()}
        whoReads={whoReads(course)}
      />
    ),
  })
}

async function sendRatings(ctx: Context, request: PageRequest): Promise<Response> {
  const course = await requireMyCourse(ctx)
  const goals = await goalsToRate(ctx, course)
  const chosen = new Map(
    goals.map((goal) => [goalField(goal), request.form.trimmed(goalField(goal))]),
  )
  const faults = faultsOf(ctx, goals, chosen)
  if (Object.keys(faults).length > 0) return showGoals(ctx, request, course, { chosen, faults })
  await rateGoals(ctx, course, {
    ratings: goals.flatMap((goal) => {
      const text = chosen.get(goalField(goal))
      return text ? [{ goal, rating: Number(text) }] : []
    }),
    sendKey: request.form.actKey() ?? newId(),
  })
  return redirect('/progress#goals')
}

function faultsOf(
  ctx: Context,
  goals: readonly GoalToRate[],
  chosen: ReadonlyMap<string, string>,
): Faults {
  const { min, max } = scaleOf(ctx)
  const faults: Record<string, string> = {}
  for (const [name, text] of chosen) {
    const isOnScale = /^\d{1,2}$/.test(text) && Number(text) >= min && Number(text) <= max
    if (text !== '' && !isOnScale) faults[name] = `Choose a number from ${min} to ${max}`
  }
  const [first] = goals
  if (first && [...chosen.values()].every((text) => text === '')) {
    faults[goalField(first)] = 'Rate at least one goal, or go back'
  }
  return faults
}

/** All ratings of one press in one go: the same press twice is one rating. */
async function rateGoals(
  ctx: Context,
  course: VisibleCourse,
  given: { ratings: readonly { goal: GoalToRate; rating: number }[]; sendKey: string },
): Promise<void> {
  await transact(ctx, async (ctx) => {
    for (const { goal, rating } of given.ratings) {
      await saveEntry(ctx, course, {
        entryId: goal.entryId,
        worksheetId: goalSource.worksheetId,
        stage: null,
        shown: [goalSource.rating],
        values: { [goalSource.rating]: rating },
        baseVersion: goal.version,
        saveKey: idOf(given.sendKey, goal.entryId),
      })
    }
    ctx.audit('goals.rated', course.id, { patientId: course.patientId })
  })
}

async function goalsToRate(ctx: Context, course: VisibleCourse): Promise<GoalToRate[]> {
  const [entries, points] = await Promise.all([
    listEntries(ctx, course, { worksheetIds: [goalSource.worksheetId], limit: 20 }),
    seriesPoints(ctx, course, [goalSource.series]),
  ])
  return entries
    .map(({ id, version, values }) => {
      const last = points.findLast(({ entryId }) => entryId === id)
      return {
        entryId: id,
        version,
        goal: String(values[goalSource.field] ?? ''),
        lastRating: last?.value ?? null,
        lastRatedAt: last?.at ?? null,
      }
    })
    .filter(({ goal }) => goal.trim() !== '')
}

function scaleOf(ctx: Context) {
  const fields = ctx.content.worksheets.get(goalSource.worksheetId)?.stages[0]?.fields ?? []
  const scale = fields.find(
    (field): field is ScaleField => field.id === goalSource.rating && field.type === 'scale',
  )
  invariant(scale, 'goals are rated on a scale')
  return { min: scale.min, max: scale.max, low: scale.lowLabel, high: scale.highLabel }
}
