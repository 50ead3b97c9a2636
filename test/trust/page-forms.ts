/**
 * Reads the forms of a page as a browser would, so that a test can send them back with one thing
 * changed.
 */

export interface FormField {
  readonly name: string
  /** An input's type, or 'textarea', 'select' or 'button'. */
  readonly kind: string
  readonly value: string
}

export interface PageForm {
  readonly method: 'GET' | 'POST'
  readonly action: string
  readonly fields: readonly FormField[]
}

export function formsOf(html: string, pageAddress: string): PageForm[] {
  return [...html.matchAll(/<form\b([^>]*)>([\s\S]*?)<\/form>/g)].map(
    ([, head = '', body = '']) => {
      const attributes = attributesOf(head)
      return {
        method: attributes.get('method')?.toLowerCase() === 'post' ? 'POST' : 'GET',
        action: attributes.get('action') || pageAddress,
        fields: fieldsOf(body),
      }
    },
  )
}

/**
 * Where this page can lead within the service: links, forms, what islands ask; and for a form that
 * is sent in the address, each choice that can come to stand there.
 */
export function addressesIn(html: string): string[] {
  const given = [...html.matchAll(/ (?:href|action|data-draft)="([^"]*)"/g)]
  const asked = [...html.matchAll(/<form\b([^>]*)>([\s\S]*?)<\/form>/g)].flatMap(
    ([, head = '', body = '']) =>
      attributesOf(head).get('method')?.toLowerCase() === 'post'
        ? []
        : [...body.matchAll(/ (?:name|value)="([^"]*)"/g)],
  )
  const isElsewhere = /^(https?:|mailto:|tel:|sms:|\/assets\/)/
  return [...given, ...asked]
    .map(([, address = '']) => unescaped(address))
    .filter((address) => !isElsewhere.test(address))
}

/** What the form would send if nobody touched it: for a choice not made, its first possibility. */
export function untouched(form: PageForm): Map<string, string> {
  const sent = new Map<string, string>()
  for (const { name, value } of form.fields) if (!sent.has(name)) sent.set(name, value)
  return sent
}

const isWritten = new Set(['text', 'textarea', 'search', 'tel', 'email', 'url'])

/** The fields in which a person writes words of their own. */
export function writtenFields(form: PageForm): string[] {
  return [...new Set(form.fields.filter(({ kind }) => isWritten.has(kind)).map(({ name }) => name))]
}

function fieldsOf(body: string): FormField[] {
  const fields: FormField[] = []
  // What stands between two tags matters only inside a text area and a list.
  const tags =
    /<(input|button)\b((?:"[^"]*"|[^>"])*)>|<(textarea|select)\b((?:"[^"]*"|[^>"])*)>([\s\S]*?)<\/\3>/g
  for (const [, alone, ownHead, around, outerHead, inner = ''] of body.matchAll(tags)) {
    const [tag, head] = [alone ?? around ?? '', ownHead ?? outerHead ?? '']
    const attributes = attributesOf(head)
    const name = attributes.get('name')
    if (name === undefined) continue
    const kind = tag === 'input' ? (attributes.get('type') ?? 'text') : tag
    fields.push({ name, kind, value: valueSent(tag, attributes, inner) })
  }
  return fields
}

function valueSent(tag: string, attributes: ReadonlyMap<string, string>, inner: string): string {
  if (tag === 'textarea') return unescaped(inner)
  if (tag !== 'select') return attributes.get('value') ?? ''
  const options = [...inner.matchAll(/<option\b((?:"[^"]*"|[^>"])*)>/g)].map(([, head = '']) =>
    attributesOf(head),
  )
  const chosen =
    options.find((option) => option.has('selected')) ??
    options.find((option) => option.get('value'))
  return chosen?.get('value') ?? ''
}

export function attributesOf(head: string): Map<string, string> {
  return new Map(
    [...head.matchAll(/([^\s="'>/]+)(?:="([^"]*)")?/g)].map(
      ([, name = '', value = '']): [string, string] => [name.toLowerCase(), unescaped(value)],
    ),
  )
}

export function unescaped(text: string): string {
  return text
    .replaceAll('&#x27;', "'")
    .replaceAll('&quot;', '"')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
}
