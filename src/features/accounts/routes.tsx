import type { Route } from '#platform/http/route.ts'
import { accountRoutes } from './account-routes.tsx'
import { invitationRoutes } from './invitation-routes.tsx'
import { signInRoutes } from './sign-in-routes.tsx'

export const accountsRoutes: readonly Route[] = [
  ...signInRoutes,
  ...invitationRoutes,
  ...accountRoutes,
]
