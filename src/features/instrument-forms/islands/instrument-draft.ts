// Saves a questionnaire as its answers are picked, and lets nothing be sent into a lost connection:
// what was answered stays here until the service has it. The page works the same without it.

import { asksForHelp, showHelp } from './draft-help.ts'
import { answersIn, KeptAnswers } from './kept-answers.ts'
import { type Outcome, postDraft, whyNot } from './post-draft.ts'

const [typingPause, firstWait, slowest] = [1200, 2000, 60_000]

class FormDraft {
  private readonly kept: KeptAnswers
  private saved: string
  private wait = firstWait
  private timer = 0
  private saving: Promise<Outcome> | null = null
  private isSending = false

  constructor(
    private readonly form: HTMLFormElement,
    private readonly address: string,
  ) {
    this.kept = new KeptAnswers(form)
    this.saved = this.answers()
    form.addEventListener('change', () => this.picked(0))
    form.addEventListener('input', () => this.picked(typingPause))
    form.addEventListener('submit', (event) => this.submitted(event))
    addEventListener('online', () => this.again())
    addEventListener('pagehide', () => this.again())
    addEventListener('pageshow', () => (this.isSending = false))
    if (!this.kept.bringBack(form)) return
    this.say('We brought back the answers that had not been saved.')
    form.dispatchEvent(new Event('change'))
  }

  private picked(pause: number): void {
    if (this.answers() === this.saved) return
    this.kept.keep(this.form)
    this.later(pause)
  }

  /** Saved first: without a connection the person stays on this page, with every answer. */
  private submitted(event: SubmitEvent): void {
    if (this.isSending) return
    event.preventDefault()
    void this.save().then((outcome) => {
      if (outcome === 'no_connection' || outcome === 'fault') {
        this.say(`Nothing has been sent: ${whyNot[outcome]} ${this.where()}`)
      } else if (!this.isSending) {
        // Anything else the service answers with a page: it keeps what is posted to it.
        this.isSending = true
        this.form.requestSubmit(event.submitter)
      }
    })
  }

  /** The connection is back, a while has passed, or the page is being left. */
  private again(): void {
    if (this.answers() !== this.saved) void this.save()
  }

  /** One save at a time, so that an older one never arrives after a newer one. */
  private async save(): Promise<Outcome> {
    clearTimeout(this.timer)
    while (this.saving) await this.saving
    this.saving = this.send()
    const outcome = await this.saving
    this.saving = null
    if (outcome === 'saved' && this.answers() !== this.saved) this.later(0)
    return outcome
  }

  private async send(): Promise<Outcome> {
    const sent = this.answers()
    const { outcome, showsHelp } = await postDraft(this.form, this.address)
    if (showsHelp || (outcome !== 'saved' && asksForHelp(this.form))) showHelp(this.form)
    if (outcome === 'saved') this.accept(sent)
    else this.explain(outcome)
    return outcome
  }

  private accept(sent: string): void {
    this.saved = sent
    this.wait = firstWait
    if (this.answers() === sent) this.kept.forget()
    const clock = { hour: '2-digit', minute: '2-digit' } as const
    this.say(`Saved at ${new Date().toLocaleTimeString('en-GB', clock)}`)
  }

  private explain(outcome: Exclude<Outcome, 'saved'>): void {
    this.kept.keep(this.form)
    this.say(`Not saved yet: ${whyNot[outcome]} ${this.where()}`)
    this.wait = Math.min(this.wait * 2, slowest)
    if (outcome === 'no_connection' || outcome === 'fault') this.later(this.wait)
  }

  private later(after: number): void {
    clearTimeout(this.timer)
    this.timer = window.setTimeout(() => this.again(), after)
  }

  private where(): string {
    return this.kept.isKept
      ? 'Your answers are kept on this device, and we keep trying.'
      : 'Your answers are still on this page: keep it open.'
  }

  private say(words: string): void {
    for (const line of this.form.querySelectorAll('[data-draft-state]')) line.textContent = words
  }

  private answers(): string {
    return JSON.stringify(answersIn(this.form))
  }
}

for (const form of document.querySelectorAll<HTMLFormElement>(
  'form[data-island="instrument-draft"]',
)) {
  if (form.dataset.draft) new FormDraft(form, form.dataset.draft)
}
