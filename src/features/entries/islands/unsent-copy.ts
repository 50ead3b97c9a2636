// What could not be saved yet, kept in this browser until it is. Never on a shared device.
import { fill, hiddenParts, type Pairs, setPart, written } from './form-words.ts'

export const signedOut =
  'Not saved: you have been signed out. Press the button all the same: you sign in first, and ' +
  'your words come with you.'

export class UnsentCopy {
  private readonly isShared: boolean

  constructor(private readonly form: HTMLFormElement) {
    this.isShared = form.dataset.shared === 'yes'
  }

  private get key(): string {
    return `handrail ${this.form.dataset.owner} ${location.pathname} ${this.form.id}`
  }

  notSaved(isConnected: boolean): string {
    const why = isConnected ? 'something went wrong' : 'no connection'
    const where = this.isShared
      ? 'Keep this page open.'
      : 'Your words are kept on this device until then.'
    return `Not saved yet: ${why}. We keep trying. ${where}`
  }

  keep(form: HTMLFormElement): void {
    const copy = { pairs: written(form), hidden: hiddenParts(form) }
    if (!this.isShared) attempt(() => localStorage.setItem(this.key, JSON.stringify(copy)))
  }

  forget(): void {
    attempt(() => localStorage.removeItem(this.key))
  }

  /** Puts what had not been saved back into the form, with the version that it was made from. */
  bringBack(form: HTMLFormElement, saved: string): boolean {
    const copy = this.isShared ? null : readCopy(this.key)
    if (!copy) return false
    if (JSON.stringify(copy.pairs) === saved) {
      this.forget()
      return false
    }
    fill(form, copy.pairs, () => true)
    for (const [name, value] of copy.hidden) setPart(form, name, value)
    return true
  }
}

function readCopy(key: string): { pairs: Pairs; hidden: Pairs } | null {
  try {
    const copy: unknown = JSON.parse(localStorage.getItem(key) ?? 'null')
    if (typeof copy !== 'object' || copy === null) return null
    if (!('pairs' in copy) || !('hidden' in copy)) return null
    return { pairs: asPairs(copy.pairs), hidden: asPairs(copy.hidden) }
  } catch {
    return null
  }
}

function asPairs(value: unknown): Pairs {
  if (!Array.isArray(value)) return []
  return value.flatMap(
    (pair): Pairs =>
      Array.isArray(pair) && typeof pair[0] === 'string' && typeof pair[1] === 'string'
        ? [[pair[0], pair[1]]]
        : [],
  )
}

/** A browser may refuse to store; the page goes on all the same. */
function attempt(act: () => void): void {
  try {
    act()
  } catch {}
}
