import type { Route } from '#platform/http/route.ts'
import { ownEventRoutes } from './own-routes.tsx'
import { reviewEventRoutes } from './review-routes.tsx'
import { staffEventRoutes } from './staff-routes.tsx'

export const adverseEventsRoutes: readonly Route[] = [
  ...ownEventRoutes,
  ...staffEventRoutes,
  ...reviewEventRoutes,
]
