import { hash } from 'node:crypto'
import type { Instrument } from '#clinical/instrument.ts'
import type { Context } from '#platform/context.ts'

/**
 * What stands for a questionnaire in an address about a person, whose history and proxies keep it.
 *
 * Digits only: its name must not be read over a shoulder, and no word can come out by chance.
 * Made with the service's secret from the person and the questionnaire, so that it is the same in
 * every tab and on every day, whatever is due; and so that nobody can look it up in this source, or
 * know it from a form of their own.
 */
export function formKey(
  ctx: Pick<Context, 'keys'>,
  /** The patient's id; of a page about several people, whose people they are. */
  ofId: string,
  instrumentId: string,
): string {
  return keyMadeWith(secretOf(ctx, ofId), instrumentId)
}

export function formByKey<One extends Pick<Instrument, 'id'>>(
  ctx: Pick<Context, 'keys'>,
  ofId: string,
  given: { readonly key: string | null | undefined; readonly among: Iterable<One> },
): One | null {
  const secret = secretOf(ctx, ofId)
  for (const one of given.among) if (keyMadeWith(secret, one.id) === given.key) return one
  return null
}

/** One for each person: trying sixty questionnaires with it takes less than a tenth of a ms. */
function secretOf({ keys }: Pick<Context, 'keys'>, ofId: string): string {
  return keys.hmac('form-address', ofId).toString('hex')
}

function keyMadeWith(secret: string, instrumentId: string): string {
  const number = Number.parseInt(
    hash('sha256', `${secret} ${instrumentId}`, 'hex').slice(0, 12),
    16,
  )
  return String(number % 10 ** 14).padStart(14, '0')
}
