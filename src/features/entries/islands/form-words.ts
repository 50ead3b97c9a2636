// What a form holds, as pairs of name and value; and how to put such pairs back without losing any.
export type Pairs = [string, string][]

/** What the person wrote: not the hidden parts. */
export function written(form: HTMLFormElement): Pairs {
  return pairsOf(form).filter(([name]) => isWords(name))
}

export function hiddenParts(form: HTMLFormElement): Pairs {
  return pairsOf(form).filter(([name]) => ['entry_id', 'base_version', 'save_key'].includes(name))
}

export function bodyOf(form: HTMLFormElement): URLSearchParams {
  return new URLSearchParams(pairsOf(form))
}

export function setPart(form: HTMLFormElement, name: string, value: string): void {
  const input = form.elements.namedItem(name)
  if (input instanceof HTMLInputElement) input.value = value
}

/** The values of one name, comparable. */
export function valuesOf(pairs: Pairs, wanted: string): string {
  return JSON.stringify(pairs.filter(([name]) => name === wanted))
}

/** Puts words into their boxes. For a row that this page does not show, a hidden box is added. */
export function fill(form: HTMLFormElement, pairs: Pairs, may: (name: string) => boolean): void {
  const names = new Set([...written(form), ...pairs].map(([name]) => name))
  for (const name of names) {
    if (!isWords(name) || !may(name)) continue
    const values = pairs.filter(([each]) => each === name).map(([, value]) => value)
    const boxes = [...form.elements].filter((box) => box.getAttribute('name') === name)
    if (boxes.length === 0) addHidden(form, name, values[0] ?? '')
    for (const box of boxes) fillBox(box, values)
  }
}

function fillBox(box: Element, values: string[]): void {
  if (box instanceof HTMLInputElement && (box.type === 'radio' || box.type === 'checkbox')) {
    box.checked = values.includes(box.value)
  } else if (
    box instanceof HTMLInputElement ||
    box instanceof HTMLTextAreaElement ||
    box instanceof HTMLSelectElement
  ) {
    box.value = values[0] ?? ''
  }
}

function addHidden(form: HTMLFormElement, name: string, value: string): void {
  const box = document.createElement('input')
  box.type = 'hidden'
  box.name = name
  box.value = value
  form.append(box)
}

/** A new id for one act of saving; randomUUID exists only on a secure connection. */
export function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}

function pairsOf(form: HTMLFormElement): Pairs {
  return [...new FormData(form)].flatMap(
    ([name, value]): Pairs => (typeof value === 'string' ? [[name, value]] : []),
  )
}

function isWords(name: string): boolean {
  return name.startsWith('f.') || name === 'why_not'
}
