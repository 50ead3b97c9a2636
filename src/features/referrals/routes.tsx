import type { Route } from '#platform/http/route.ts'
import { aboutYouRoutes } from './about-you-routes.tsx'
import { ownRoutes } from './own-routes.tsx'
import { staffRoutes } from './staff-routes.tsx'

export const referralsRoutes: readonly Route[] = [...staffRoutes, ...ownRoutes, ...aboutYouRoutes]
