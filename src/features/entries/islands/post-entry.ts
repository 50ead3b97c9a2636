import { bodyOf, fill, type Pairs, setPart, valuesOf } from './form-words.ts'

/** What the server says of a worksheet that was saved. */
export interface Answer {
  entryId: string
  version: number
  savedAt: string
  notKept: string | null
  conflict: string | null
  form: Record<string, string | string[]> | null
}

/** Sends the worksheet as it stands; status 0 when nothing was reached. */
export async function postEntry(
  form: HTMLFormElement,
  keepalive: boolean,
): Promise<{ status: number; answer: Answer | null }> {
  const response = await fetch(`${form.getAttribute('action')}/autosave`, {
    method: 'POST',
    body: bodyOf(form),
    headers: { accept: 'application/json' },
    keepalive,
  }).catch(() => null)
  return { status: response?.status ?? 0, answer: response?.ok ? await response.json() : null }
}

/**
 * Fields that were changed elsewhere, and not here, so that this page does not change them back.
 */
export function takeOver(
  form: HTMLFormElement,
  merged: Record<string, string | string[]>,
  { sent, atFirst }: { sent: Pairs; atFirst: Pairs },
): void {
  const pairs = Object.entries(merged).flatMap(([name, values]) =>
    [values].flat().map((value): Pairs[number] => [name, value]),
  )
  fill(form, pairs, (name) => valuesOf(sent, name) === valuesOf(atFirst, name))
}

export function savedWords({ savedAt, notKept }: Answer): string {
  return `Saved ${savedAt}${notKept ? `, but not everything. ${notKept}` : ''}`
}

/**
 * What is saved next goes on from here. A new entry that is kept has an address: loaded again, its
 * page is not an empty one.
 */
export function standAt(form: HTMLFormElement, { entryId, version }: Answer): void {
  setPart(form, 'entry_id', entryId)
  setPart(form, 'base_version', String(version))
  if (!location.pathname.startsWith('/entries/new/')) return
  history.replaceState(null, '', `/entries/${entryId}`)
}
