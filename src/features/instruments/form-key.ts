import type { Instrument } from '#clinical/instrument.ts'
import type { Context } from '#platform/context.ts'

type Keys = Context['keys']

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
  const key = String(bytes.readUIntBE(0, 6) % 10 ** 14).padStart(14, '0')
  keep(keys, `${ofId} ${key}`, instrumentId)
  return key
}

export function formByKey<One extends Pick<Instrument, 'id'>>(
  { keys }: Pick<Context, 'keys'>,
  ofId: string,
  given: { readonly key: string | null | undefined; readonly among: Iterable<One> },
): One | null {
  const known = made.get(keys)?.get(`${ofId} ${given.key}`)
  const among = [...given.among]
  return (
    among.find(({ id }) => id === known) ??
    among.find(({ id }) => formKey({ keys }, ofId, id) === given.key) ??
    null
  )
}

/** What the latest addresses stand for: trying each questionnaire takes as long as a small page. */
const made = new WeakMap<Keys, Map<string, string>>()
const mostKept = 5000

function keep(keys: Keys, address: string, instrumentId: string): void {
  const kept = made.get(keys) ?? new Map<string, string>()
  made.set(keys, kept)
  kept.delete(address)
  kept.set(address, instrumentId)
  const [oldest] = kept.keys()
  if (kept.size > mostKept && oldest !== undefined) kept.delete(oldest)
}
