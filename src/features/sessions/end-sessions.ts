import type { Context } from '#platform/context.ts'
import { hashToken } from '#platform/crypto.ts'
import { transact } from '#platform/transact.ts'
import { endSessionRow, endSessionRows } from './repository.ts'
import { sessionToken } from './start-session.ts'

/** Signs this browser out, on the server: its token is worth nothing afterwards. */
export async function endSession(ctx: Context, headers: Headers): Promise<void> {
  const token = sessionToken(headers)
  if (token === null) return
  await transact(ctx, async (ctx) => {
    const accountId = await endSessionRow(ctx, hashToken(token))
    ctx.audit('session.ended', accountId)
  })
}

/** Signs an account out everywhere; with `except`, everywhere but in that browser. */
export async function endAllSessions(
  ctx: Context,
  accountId: string,
  except: Headers | null = null,
): Promise<number> {
  const token = except && sessionToken(except)
  return transact(ctx, async (ctx) => {
    const count = await endSessionRows(ctx, accountId, token ? hashToken(token) : null)
    ctx.audit('session.ended-everywhere', accountId, { detail: { count } })
    return count
  })
}
