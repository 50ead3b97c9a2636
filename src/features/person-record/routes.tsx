import { get, type Route } from '#platform/http/route.ts'
import { showEntries } from './entries-page.tsx'
import { entryRoutes } from './entry-routes.tsx'
import { showMessages } from './messages-page.tsx'

export const personRecordRoutes: readonly Route[] = [
  get('/people/:courseId/entries', 'record.read', showEntries),
  get('/people/:courseId/messages', 'record.read', showMessages),
  ...entryRoutes,
]
