// Saves a worksheet as it is typed, and says the truth about it. A copy of what is not saved yet
// stays in this browser, but never on a shared device, and only until it is saved.
import { bodyOf, fill, newKey, type Pairs, setPart, valuesOf, written } from './form-words.ts'
import { UnsentCopy } from './unsent-copy.ts'

interface Answer {
  entryId: string
  version: number
  savedAt: string
  notKept: string | null
  conflict: string | null
  form: Record<string, string | string[]> | null
}

const typingPause = 1500
const slowest = 60_000

class Autosave {
  private readonly status: HTMLElement | null
  private readonly copy: UnsentCopy
  private readonly atFirst: Pairs
  private saved: string
  private timer = 0
  private wait = typingPause
  private sending: Promise<boolean> | null = null
  private isChecked = false

  constructor(private readonly form: HTMLFormElement) {
    this.status = form.querySelector('[data-saved]')
    this.copy = new UnsentCopy(form)
    this.atFirst = written(form)
    this.saved = JSON.stringify(this.atFirst)
    form.addEventListener('input', () => this.typed())
    form.addEventListener('submit', (event) => this.submitted(event))
    addEventListener('online', () => void this.save())
    addEventListener('pagehide', () => void this.save(true))
    this.bringBack()
  }

  private typed(): void {
    if (!this.isDirty()) return
    this.copy.keep(this.form)
    this.later(typingPause)
  }

  /** Saved first, so that a broken connection leaves the person on this page, with their words. */
  private submitted(event: SubmitEvent): void {
    if (this.isChecked || !this.isDirty()) return
    event.preventDefault()
    void this.save().then((isSaved) => {
      if (!isSaved) return
      this.isChecked = true
      this.form.requestSubmit(event.submitter)
    })
  }

  private async save(isLeaving = false): Promise<boolean> {
    clearTimeout(this.timer)
    if (this.sending) await this.sending
    if (!this.isDirty()) return true
    this.sending = this.send(isLeaving)
    const isSaved = await this.sending
    this.sending = null
    if (isSaved && this.isDirty()) this.later(typingPause)
    return isSaved
  }

  private async send(keepalive: boolean): Promise<boolean> {
    const sent = written(this.form)
    this.say('Saving')
    const response = await fetch('/entries/autosave', {
      method: 'POST',
      body: bodyOf(this.form),
      headers: { accept: 'application/json' },
      keepalive,
    }).catch(() => null)
    if (response?.ok) return this.accept(await response.json(), sent)
    this.copy.keep(this.form)
    this.explain(response?.status ?? 0)
    return false
  }

  private explain(status: number): void {
    const isSignedOut = status === 401 || status === 403
    this.say(isSignedOut ? this.copy.signedOut : this.copy.notSaved(status > 0))
    if (isSignedOut) return
    this.wait = Math.min(this.wait * 2, slowest)
    this.later(this.wait)
  }

  private accept(answer: Answer, sent: Pairs): boolean {
    this.wait = typingPause
    this.saved = JSON.stringify(sent)
    setPart(this.form, 'save_key', newKey())
    if (answer.conflict && this.isDirty()) return true
    this.copy.forget()
    if (answer.conflict) {
      location.assign(answer.conflict)
      return false
    }
    setPart(this.form, 'entry_id', answer.entryId)
    setPart(this.form, 'base_version', String(answer.version))
    if (answer.form) this.takeOver(answer.form, sent)
    const rest = answer.notKept ? `, but not everything. ${answer.notKept}` : ''
    this.say(`Saved ${answer.savedAt}${rest}`)
    if (this.isDirty()) this.copy.keep(this.form)
    return true
  }

  /** Fields that were changed elsewhere, and not here, so that this page does not change them back. */
  private takeOver(form: Record<string, string | string[]>, sent: Pairs): void {
    const merged = Object.entries(form).flatMap(([name, values]) =>
      [values].flat().map((value): Pairs[number] => [name, value]),
    )
    const isTyping = this.isDirty()
    fill(this.form, merged, (name) => valuesOf(sent, name) === valuesOf(this.atFirst, name))
    if (!isTyping) this.saved = JSON.stringify(written(this.form))
  }

  private bringBack(): void {
    if (!this.copy.bringBack(this.form, this.saved)) return
    this.say('We brought back what had not been saved.')
    this.later(typingPause)
  }

  private later(after: number): void {
    clearTimeout(this.timer)
    this.timer = window.setTimeout(() => void this.save(), after)
  }

  private say(words: string): void {
    if (this.status && this.status.textContent !== words) this.status.textContent = words
  }

  private isDirty(): boolean {
    return JSON.stringify(written(this.form)) !== this.saved
  }
}

for (const form of document.querySelectorAll<HTMLFormElement>('form[data-island="autosave"]')) {
  new Autosave(form)
}
