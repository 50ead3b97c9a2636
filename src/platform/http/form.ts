import { idOf, isId } from '#platform/ids.ts'

const maximumBytes = 1_000_000
const maximumFields = 3000

/**
 * What was posted. Missing is empty; text is trimmed of nothing; nothing here throws on absurd
 * input.
 */
export class Form {
  constructor(private readonly fields: ReadonlyMap<string, readonly string[]>) {}

  static readonly empty = new Form(new Map())

  static fromEntries(entries: Iterable<readonly [string, string]>): Form {
    const fields = new Map<string, string[]>()
    for (const [name, value] of entries) {
      // PostgreSQL text cannot hold NUL; a lone surrogate cannot be written as UTF-8.
      const clean = value.replaceAll('\u0000', '').replace(/\r\n?/g, '\n').toWellFormed()
      const existing = fields.get(name)
      if (existing) existing.push(clean)
      else fields.set(name, [clean])
    }
    return new Form(fields)
  }

  text(name: string): string {
    return this.fields.get(name)?.[0] ?? ''
  }

  trimmed(name: string): string {
    return this.text(name).trim()
  }

  all(name: string): readonly string[] {
    return this.fields.get(name) ?? []
  }

  has(name: string): boolean {
    return this.fields.has(name)
  }

  names(): string[] {
    return [...this.fields.keys()]
  }

  /** For parsers that take a plain object: one value as text, several as a list. */
  toObject(): Record<string, string | string[]> {
    const object: Record<string, string | string[]> = Object.create(null)
    for (const [name, values] of this.fields) {
      object[name] = values.length === 1 ? (values[0] ?? '') : [...values]
    }
    return object
  }

  /**
   * The key of one act, or null when the form has no key of ours. It is made of the form's key and
   * of all that was written: the same form sent twice is one act, but "Back", other words and
   * "Send"
   * is another. By the form's key alone the other words would be taken for a repeat, and lost.
   */
  actKey(): string | null {
    const key = this.text('send_key')
    if (!isId(key)) return null
    const written = this.entries()
      .filter(([name]) => name !== 'csrf')
      .flat()
    return idOf(key, ...written)
  }

  entries(): [string, string][] {
    return [...this.fields].flatMap(([name, values]) =>
      values.map((value): [string, string] => [name, value]),
    )
  }
}

export type FormReading = { ok: true; form: Form } | { ok: false; why: 'too_large' | 'unreadable' }

/**
 * Reads a posted form (URL-encoded, or in parts where a file is sent along: a file is read as its
 * text), with limits on its size and its number of fields.
 */
export async function readForm(request: Request): Promise<FormReading> {
  const type = request.headers.get('content-type') ?? ''
  if (type.startsWith('multipart/form-data')) return readParts(request, type)
  if (!type.startsWith('application/x-www-form-urlencoded')) {
    const length = Number(request.headers.get('content-length') ?? '0')
    return length === 0 ? { ok: true, form: Form.empty } : { ok: false, why: 'unreadable' }
  }
  const text = await readLimited(request)
  if (text === null) return { ok: false, why: 'too_large' }
  const entries = [...new URLSearchParams(text)]
  if (entries.length > maximumFields) return { ok: false, why: 'too_large' }
  return { ok: true, form: Form.fromEntries(entries) }
}

async function readParts(request: Request, type: string): Promise<FormReading> {
  const text = await readLimited(request)
  if (text === null) return { ok: false, why: 'too_large' }
  try {
    const parts = [...(await new Response(text, { headers: { 'content-type': type } }).formData())]
    if (parts.length > maximumFields) return { ok: false, why: 'too_large' }
    const entries = parts.map(
      async ([name, value]): Promise<[string, string]> => [
        name,
        typeof value === 'string' ? value : await value.text(),
      ],
    )
    return { ok: true, form: Form.fromEntries(await Promise.all(entries)) }
  } catch {
    return { ok: false, why: 'unreadable' }
  }
}

async function readLimited(request: Request): Promise<string | null> {
  if (Number(request.headers.get('content-length') ?? '0') > maximumBytes) return null
  if (!request.body) return ''
  const decoder = new TextDecoder()
  let text = ''
  let size = 0
  for await (const chunk of request.body) {
    size += chunk.byteLength
    if (size > maximumBytes) return null
    text += decoder.decode(chunk, { stream: true })
  }
  return text + decoder.decode()
}
