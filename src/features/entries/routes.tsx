import type { Route } from '#platform/http/route.ts'
import { ownRoutes } from './own-routes.tsx'
import { saveRoutes } from './save-routes.tsx'

export const entriesRoutes: readonly Route[] = [...ownRoutes, ...saveRoutes]
