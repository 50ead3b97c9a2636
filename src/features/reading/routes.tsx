import type { Route } from '#platform/http/route.ts'
import { mapRoutes } from './map-routes.tsx'
import { sectionRoutes } from './section-routes.tsx'

export const readingRoutes: readonly Route[] = [...mapRoutes, ...sectionRoutes]
