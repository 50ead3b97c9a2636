import type { Route } from '#platform/http/route.ts'
import { notNowRoutes } from './not-now-routes.tsx'
import { scheduleRoutes } from './schedule-routes.tsx'

export const measureScheduleRoutes: readonly Route[] = [...notNowRoutes, ...scheduleRoutes]
