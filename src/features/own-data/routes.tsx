import { requireMyCourse } from '#features/treatment/index.ts'
import { download } from '#platform/http/reply.ts'
import { get, type Route } from '#platform/http/route.ts'
import { auditView } from '#platform/transact.ts'
import { exportOwnData } from './export-own-data.ts'

/** What a person takes away. Stands before entries, which would take "export" for an id. */
export const ownDataRoutes: readonly Route[] = [
  get('/entries/export', 'treatment.own', async (ctx) => {
    const course = await requireMyCourse(ctx)
    const body = await exportOwnData(ctx, course)
    await auditView(ctx, 'entry.exported', course.id, course.patientId)
    return download(body, 'application/json; charset=utf-8', 'what-i-wrote.json')
  }),
]
