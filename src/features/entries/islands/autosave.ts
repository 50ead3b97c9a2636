// Saves a worksheet as it is typed, and says the truth about it: a copy stays here until then.
import { newKey, type Pairs, setPart, written } from './form-words.ts'
import { type Answer, postEntry, savedWords, standAt, takeOver } from './post-entry.ts'
import { signedOut, UnsentCopy } from './unsent-copy.ts'

const [typingPause, slowest] = [1500, 60_000]

class Autosave {
  private readonly status: HTMLElement | null
  private readonly copy: UnsentCopy
  private readonly atFirst: Pairs
  private saved: string
  private timer = 0
  private wait = typingPause
  private sending: Promise<boolean> | null = null
  private isChecked = false
  private isSignedOut = false

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

  /** Saved first: who lost the connection keeps this page, who was signed out is asked in again. */
  private submitted(event: SubmitEvent): void {
    if (this.isChecked || !this.isDirty()) return
    event.preventDefault()
    void this.save().then((isSaved) => {
      if (!isSaved && !this.isSignedOut) return
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
    const { status, answer } = await postEntry(this.form, keepalive)
    return answer ? this.accept(answer, sent) : this.explain(status)
  }

  private explain(status: number): false {
    this.copy.keep(this.form)
    this.isSignedOut = status === 401 || status === 403
    this.say(this.isSignedOut ? signedOut : this.copy.notSaved(status > 0))
    this.wait = Math.min(this.wait * 2, slowest)
    if (!this.isSignedOut) this.later(this.wait)
    return false
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
    standAt(this.form, answer)
    if (answer.form) this.merge(answer.form, sent)
    this.say(savedWords(answer))
    if (this.isDirty()) this.copy.keep(this.form)
    return true
  }

  private merge(form: Record<string, string | string[]>, sent: Pairs): void {
    const isTyping = this.isDirty()
    takeOver(this.form, form, { sent, atFirst: this.atFirst })
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
    if (this.status) this.status.textContent = words
  }

  private isDirty(): boolean {
    return JSON.stringify(written(this.form)) !== this.saved
  }
}

for (const form of document.querySelectorAll<HTMLFormElement>('form[data-island="autosave"]')) {
  new Autosave(form)
}
