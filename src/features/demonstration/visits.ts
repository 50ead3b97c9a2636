import { idFor, readVisits, type Visit } from '#features/example-people/index.ts'
import type { Context } from '#platform/context.ts'
import { notFound } from '#platform/refusals.ts'
import { figureOf } from './figures.ts'

/** Somebody whom a visitor of the demonstration can be. */
export interface VisitAs extends Visit {
  readonly accountId: string
  readonly name: string
  /** What their first page counts, worked out as it does: "20 people", "Week 4". */
  readonly figure: string | null
}

let read: Promise<readonly Visit[]> | null = null

/** The people to be that are in this service: none outside a demonstration. */
export async function visitsOf(ctx: Context): Promise<VisitAs[]> {
  if (!ctx.service.isDemonstration) throw notFound()
  read ??= readVisits()
  const visits = (await read).map((visit) => ({
    ...visit,
    accountId: visit.is === 'staff' ? idFor('staff', visit.key) : idFor(visit.key, 'account'),
  }))
  const names = await ctx.db
    .selectFrom('account')
    .select(['id', 'display_name'])
    .where('service_id', '=', ctx.service.id)
    .where(
      'id',
      'in',
      visits.map(({ accountId }) => accountId),
    )
    .execute()
  const nameOf = new Map(names.map(({ id, display_name }) => [id, display_name]))
  return visits.flatMap((visit) => {
    const name = nameOf.get(visit.accountId)
    return name === undefined ? [] : [{ ...visit, name, figure: null }]
  })
}

/** The same with their figures, for the page that says them. */
export async function visitsWithFigures(ctx: Context): Promise<VisitAs[]> {
  const visits: VisitAs[] = []
  for (const visit of await visitsOf(ctx)) {
    visits.push({ ...visit, figure: await figureOf(ctx, visit) })
  }
  return visits
}
