import { z } from 'zod'
import type { Form } from '#platform/http/form.ts'
import { ownPath } from '#platform/http/reply.ts'
import type { PageRequest } from '#platform/http/route.ts'

/** A posted form that could not be saved, carried along until the person has signed in again. */
export interface KeptForm {
  readonly path: string
  readonly fields: readonly (readonly [string, string])[]
}

/** The field that carries it. */
export const keptField = 'kept'

/** Set on a form that comes back after a sign-in: what would send a letter shows it first. */
export const carriedField = 'carried'

/** A value that a page put into its form for itself: it is carried along, and nobody wrote it. */
export function isOfThePage(name: string): boolean {
  return /(key|id|version|signal)$/i.test(name)
}

const keptSchema = z.object({
  path: z.string().max(2000),
  fields: z.array(z.tuple([z.string().max(200), z.string()])).max(3000),
})

const neverKept = /password|code/i
// Their forms hold secrets, or are done again in a moment.
const paths = /^\/(sign-in|sign-out|account|invitation|forgotten|demonstration)(\/|\?|$)/

/**
 * What was posted, if it is worth keeping and was posted from one of our own pages: without that
 * last condition
 * another site could put its words into the person's next save.
 */
export function keepForm(request: PageRequest): KeptForm | null {
  if (request.method !== 'POST' || !isOurs(request.headers)) return null
  // The sign-in itself took too long: what it carried is carried on.
  if (request.form.has(keptField)) return readKeptForm(request.form)
  const fields = request.form.entries()
  if (paths.test(request.path) || fields.some(([name]) => neverKept.test(name))) return null
  return fields.some(([name]) => name !== 'csrf') ? { path: request.path, fields } : null
}

/** A browser of before 2023 does not say where it posts from; it names the origin. */
function isOurs(headers: Headers): boolean {
  const site = headers.get('sec-fetch-site')
  if (site !== null) return site === 'same-origin'
  const origin = headers.get('origin') ?? ''
  return URL.canParse(origin) && new URL(origin).host === headers.get('host')
}

export function readKeptForm(form: Form): KeptForm | null {
  const text = form.text(keptField)
  if (text === '') return null
  try {
    const parsed = keptSchema.safeParse(JSON.parse(text))
    return parsed.success && ownPath(parsed.data.path) && !paths.test(parsed.data.path)
      ? parsed.data
      : null
  } catch {
    return null
  }
}

/** The token of the form as it was: it tells whose form it was. */
export function keptToken(kept: KeptForm): string {
  return kept.fields.find(([name]) => name === 'csrf')?.[1] ?? ''
}
