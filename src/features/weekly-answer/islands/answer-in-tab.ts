interface Kept {
  at: number
  texts: [name: string, text: string][]
}

/** Longer than a working day, and what was written may have been said another way since. */
const keptMilliseconds = 12 * 3_600_000

/**
 * What was written while nobody was signed in to save it for. The tab keeps it until the same page
 * is opened again, signed in; it forgets it when it is closed.
 */
export function keepInTab(form: HTMLFormElement): void {
  const texts = areas(form).flatMap(({ name, value }): Kept['texts'] =>
    value.trim() === '' ? [] : [[name, value]],
  )
  if (texts.length === 0) return
  sessionStorage.setItem(nameOf(form), JSON.stringify({ at: Date.now(), texts } satisfies Kept))
}

/** Puts it back, after what is there already where that is other words; says whether it did. */
export function takeFromTab(form: HTMLFormElement): boolean {
  const stored = sessionStorage.getItem(nameOf(form))
  sessionStorage.removeItem(nameOf(form))
  const kept: Kept | null = stored && JSON.parse(stored)
  if (!kept || Date.now() - kept.at > keptMilliseconds) return false
  const texts = new Map(kept.texts)
  let isChanged = false
  for (const area of areas(form)) {
    const text = texts.get(area.name) ?? ''
    if (text === '' || area.value.includes(text)) continue
    // The draft is usually the beginning of what was written on.
    area.value = text.includes(area.value) ? text : `${area.value.trimEnd()}\n\n${text}`
    isChanged = true
  }
  return isChanged
}

function areas(form: HTMLFormElement): HTMLTextAreaElement[] {
  return [...form.querySelectorAll('textarea')]
}

function nameOf(form: HTMLFormElement): string {
  return `kept ${form.dataset.draft}`
}
