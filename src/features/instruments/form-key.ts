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
  { keys }: Pick<Context, 'keys'>,
  /** The patient's id; of a page about several people, whose people they are. */
  ofId: string,
  instrumentId: string,
): string {
  const bytes = keys.hmac('form-address', `${ofId} ${instrumentId}`)
  return String(bytes.readUIntBE(0, 6) % 10 ** 14).padStart(14, '0')
}

export function formByKey<One extends Pick<Instrument, 'id'>>(
  ctx: Pick<Context, 'keys'>,
  ofId: string,
  given: { readonly key: string | null | undefined; readonly among: Iterable<One> },
): One | null {
  for (const one of given.among) if (formKey(ctx, ofId, one.id) === given.key) return one
  return null
}
