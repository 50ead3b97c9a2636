import { idOf, isId, newId } from '#platform/ids.ts'
import { badRequest } from '#platform/refusals.ts'

const maximumBytes = 1_000_000
const maximumFields = 3000

/**
 * What was posted. Missing is empty; text is trimmed of nothing; nothing here throws on absurd
 * input.
 */
export class Form {
  constructor(
    private readonly fields: ReadonlyMap<string, readonly string[]>,
    private readonly files: ReadonlyMap<string, Uint8Array> = new Map(),
  ) {}

  static readonly empty = new Form(new Map())

  static fromEntries(
    entries: Iterable<readonly [string, string]>,
    files: ReadonlyMap<string, Uint8Array> = new Map(),
  ): Form {
    const fields = new Map<string, string[]>()
    for (const [given, value] of entries) {
      const [name, clean] = [storable(given), storable(value).replace(/\r\n?/g, '\n')]
      const existing = fields.get(name)
      if (existing) existing.push(clean)
      else fields.set(name, [clean])
    }
    return new Form(fields, files)
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

  /** A file as it was sent, byte by byte; null when none was chosen. */
  file(name: string): Uint8Array | null {
    const bytes = this.files.get(name)
    return bytes && bytes.length > 0 ? bytes : null
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

  /** The key of the form, the same when it is shown again; a new one where it has none of ours. */
  sendKey(): string {
    const key = this.text('send_key')
    return isId(key) ? key : newId()
  }

  /** The same, where a form without a key of ours is refused: we did not make it. */
  requiredSendKey(): string {
    const key = this.text('send_key')
    if (!isId(key)) throw badRequest()
    return key
  }

  /**
   * The key of one act, or null when the form has no key of ours. It is made of the form's key and
   * of all that was written: the same form sent twice is one act, but "Back", other words and
   * "Send" is another. By the form's key alone the other words would be taken for a repeat, and
   * lost.
   */
  actKey(): string | null {
    const key = this.text('send_key')
    if (!isId(key)) return null
    const written = this.entries()
      .filter(([name]) => name !== 'csrf')
      .flat()
    return idOf(key, ...written)
  }

  /** The same, where a form without a key of ours is refused. */
  requiredActKey(): string {
    const key = this.actKey()
    if (key === null) throw badRequest()
    return key
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
 * text and kept as its bytes), with limits on its size and its number of fields.
 */
export async function readForm(request: Request): Promise<FormReading> {
  const type = request.headers.get('content-type') ?? ''
  if (type.startsWith('multipart/form-data')) return readParts(request, type)
  if (!type.startsWith('application/x-www-form-urlencoded')) {
    const length = Number(request.headers.get('content-length') ?? '0')
    return length === 0 ? { ok: true, form: Form.empty } : { ok: false, why: 'unreadable' }
  }
  const bytes = await readLimited(request)
  if (bytes === null) return { ok: false, why: 'too_large' }
  const entries = [...new URLSearchParams(new TextDecoder().decode(bytes))]
  if (entries.length > maximumFields) return { ok: false, why: 'too_large' }
  return { ok: true, form: Form.fromEntries(entries) }
}

async function readParts(request: Request, type: string): Promise<FormReading> {
  const bytes = await readLimited(request)
  if (bytes === null) return { ok: false, why: 'too_large' }
  try {
    const sent = new Response(bytes, { headers: { 'content-type': type } })
    const parts = [...(await sent.formData())]
    if (parts.length > maximumFields) return { ok: false, why: 'too_large' }
    const files = new Map<string, Uint8Array>()
    const entries: [string, string][] = []
    for (const [name, value] of parts) {
      if (typeof value === 'string') {
        entries.push([name, value])
        continue
      }
      const file = new Uint8Array(await value.arrayBuffer())
      if (!files.has(name)) files.set(name, file)
      entries.push([name, new TextDecoder().decode(file)])
    }
    return { ok: true, form: Form.fromEntries(entries, files) }
  } catch {
    return { ok: false, why: 'unreadable' }
  }
}

async function readLimited(request: Request): Promise<Uint8Array<ArrayBuffer> | null> {
  if (Number(request.headers.get('content-length') ?? '0') > maximumBytes) return null
  if (!request.body) return new Uint8Array()
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of request.body) {
    size += chunk.byteLength
    if (size > maximumBytes) return null
    chunks.push(chunk)
  }
  const bytes = new Uint8Array(size)
  let at = 0
  for (const chunk of chunks) {
    bytes.set(chunk, at)
    at += chunk.byteLength
  }
  return bytes
}

/** PostgreSQL text cannot hold NUL, and UTF-8 no lone surrogate: a draft keeps names as well. */
function storable(text: string): string {
  return text.replaceAll('\u0000', '').toWellFormed()
}
