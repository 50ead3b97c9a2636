import { get, post, type Route } from '#platform/http/route.ts'
import { measureRecordRoutes } from './record-routes.tsx'
import { enterForm, showEnterForm } from './staff-entry.tsx'

export const scoresRoutes: readonly Route[] = [
  get('/people/:courseId/measures/new', 'record.act', showEnterForm),
  post('/people/:courseId/measures', 'record.act', enterForm),
  ...measureRecordRoutes,
]
