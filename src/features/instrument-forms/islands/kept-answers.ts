// Answers that could not be saved yet, kept in this browser until they are. They belong to one
// asking of one form: next week's is another. Never on a shared device, nor by an opened link.
type Pairs = [string, string][]

export class KeptAnswers {
  private readonly prefix: string
  private readonly key: string
  readonly isKept: boolean

  constructor(form: HTMLFormElement) {
    const { owner, asked } = form.dataset
    this.isKept = owner !== undefined
    this.prefix = `handrail form ${owner} ${location.pathname} `
    this.key = `${this.prefix}${asked}`
  }

  keep(form: HTMLFormElement): void {
    if (this.isKept) attempt(() => localStorage.setItem(this.key, JSON.stringify(answersIn(form))))
  }

  forget(): void {
    attempt(() => localStorage.removeItem(this.key))
  }

  /** Puts them back where they are not there any more; false when there was nothing to bring. */
  bringBack(form: HTMLFormElement): boolean {
    if (!this.isKept) return false
    this.forgetOlder()
    const kept = readPairs(this.key)
    if (kept.length === 0) return false
    if (JSON.stringify(kept) === JSON.stringify(answersIn(form))) {
      // They had arrived after all: only the answer to that was lost.
      this.forget()
      return false
    }
    for (const [name, value] of kept) put(form, name, value)
    return true
  }

  /** Of an earlier asking of this form: nobody wants them in this one. */
  private forgetOlder(): void {
    attempt(() => {
      const older = Object.keys(localStorage).filter((key) => key.startsWith(this.prefix))
      for (const key of older) if (key !== this.key) localStorage.removeItem(key)
    })
  }
}

/** What was picked and written, without the hidden parts. */
export function answersIn(form: HTMLFormElement): Pairs {
  return [...new FormData(form)].flatMap(([name, value]): Pairs => {
    const isAnswer = name.startsWith('item_') || name.startsWith('extra_')
    return isAnswer && typeof value === 'string' ? [[name, value]] : []
  })
}

function put(form: HTMLFormElement, name: string, value: string): void {
  for (const box of form.elements) {
    if (box.getAttribute('name') !== name) continue
    if (box instanceof HTMLInputElement && box.type === 'radio') box.checked = box.value === value
    else if (box instanceof HTMLInputElement || box instanceof HTMLTextAreaElement)
      box.value = value
  }
}

function readPairs(key: string): Pairs {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(key) ?? '[]')
    if (!Array.isArray(kept)) return []
    return kept.flatMap((pair): Pairs => {
      const [name, value]: unknown[] = Array.isArray(pair) ? pair : []
      return typeof name === 'string' && typeof value === 'string' ? [[name, value]] : []
    })
  } catch {
    return []
  }
}

/** A browser may refuse to store; the page goes on all the same. */
function attempt(act: () => void): void {
  try {
    act()
  } catch {}
}
