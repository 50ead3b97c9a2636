import type { Hono } from 'hono'
import { createSessionGuard } from '#features/accounts/index.ts'
import { accountsRoutes } from '#features/accounts/routes.tsx'
import { refusalPage, setBuiltAssets } from '#features/frame/index.ts'
import type { Assets } from '#platform/http/assets.ts'
import type { Route } from '#platform/http/route.ts'
import { createServer } from '#platform/http/server.ts'
import { readiness } from '#platform/readiness.ts'
import type { Runtime } from '#platform/runtime.ts'

/** Every address of the service, feature by feature. */
export const routes: readonly Route[] = [
  ...accountsRoutes,
]

export interface AppOptions {
  readonly assets: Assets
  readonly isSecure: boolean
  readonly trustsProxy: boolean
}

export function createApp(runtime: Runtime, options: AppOptions): Hono {
  setBuiltAssets(options.assets.manifest)
  return createServer({
    runtime,
    routes,
    sessions: createSessionGuard(),
    assets: options.assets,
    cookies: { secure: options.isSecure },
    trustsProxy: options.trustsProxy,
    refusalPage,
    ready: () => readiness(runtime),
  })
}
