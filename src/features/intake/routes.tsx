import type { Route } from '#platform/http/route.ts'
import { staffRoutes } from './staff-routes.tsx'
import { welcomeRoutes } from './welcome-routes.tsx'

export const intakeRoutes: readonly Route[] = [...staffRoutes, ...welcomeRoutes]
