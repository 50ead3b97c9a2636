import { sql } from 'kysely'
import type { Context } from '#platform/context.ts'
import { newId } from '#platform/ids.ts'
import { tooMany } from '#platform/refusals.ts'
import { transact } from '#platform/transact.ts'
import { insertAttempt, recentFailures } from './repository.ts'

const windowMinutes = 15

/** Failures within 15 minutes, after which more are refused. */
interface Limits {
  /** From one address against one account: a person who forgot. */
  readonly pair: number
  /** Against one account from anywhere: many machines. */
  readonly account: number
  /** From one address against any account: one machine. Whole clinics share an address. */
  readonly address: number
}

const limitsFor = {
  password: { pair: 8, account: 30, address: 80 },
  code: { pair: 6, account: 12, address: 80 },
  forgotten: { pair: 3, account: 5, address: 30 },
  answer_link: { pair: 8, account: 30, address: 80 },
} as const satisfies Record<string, Limits>

export type Attempted = keyof typeof limitsFor

interface Attempt {
  readonly what: Attempted
  /**
   * The e-mail as typed or the account's id: also for accounts that do not exist, so that nothing
   * shows.
   */
  readonly subject: string
  readonly address: string
}

/**
 * Counts a try before it is made, and refuses it when there were too many. Counted first and
 * under a lock, so
 * that a hundred tries at the same moment are not all the first.
 */
export async function countAttempt(ctx: Context, attempt: Attempt): Promise<void> {
  const keys = attemptKeys(ctx, attempt)
  const limits = limitsFor[attempt.what]
  await transact(ctx, async (ctx) => {
    const lock = `${ctx.service.id} ${keys.subject.toString('hex')}`
    await ctx.rows(sql`select pg_advisory_xact_lock(hashtextextended(${lock}, 0))`)
    const since = new Date(ctx.realNow.getTime() - windowMinutes * 60_000)
    const failures = await recentFailures(ctx, keys, since)
    const isOver =
      failures.pair >= limits.pair ||
      failures.account >= limits.account ||
      failures.address >= limits.address
    if (isOver) throw tooMany()
    await insertAttempt(ctx, { id: newId(), ...keys, succeeded: false })
    ctx.audit('sign-in.attempted', null, { detail: { what: attempt.what } })
  })
}

/** After a success the tries before it no longer count against the account. */
export async function clearAttempts(ctx: Context, attempt: Attempt): Promise<void> {
  const keys = attemptKeys(ctx, attempt)
  await transact(ctx, async (ctx) => {
    await insertAttempt(ctx, { id: newId(), ...keys, succeeded: true })
    ctx.audit('sign-in.passed', null, { detail: { what: attempt.what } })
  })
}

function attemptKeys(ctx: Context, { what, subject, address }: Attempt) {
  return {
    subject: ctx.keys.hmac('throttle', `${what} ${subject}`),
    // A clinic where old links are opened all day must still be able to sign in.
    address: ctx.keys.hmac(
      'throttle',
      `${what === 'answer_link' ? 'link ' : ''}address ${address}`,
    ),
  }
}
