import type { Route } from '#platform/http/route.ts'
import { keepsakeRoutes } from './keepsake-routes.tsx'
import { ownRoutes } from './own-routes.tsx'
import { saveRoutes } from './save-routes.tsx'
import { staffRoutes } from './staff-routes.tsx'

export const entriesRoutes: readonly Route[] = [
  ...ownRoutes,
  ...saveRoutes,
  ...keepsakeRoutes,
  ...staffRoutes,
]
