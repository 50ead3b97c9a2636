/** Saves a questionnaire as its answers are picked; the page works the same without it. */
for (const form of document.querySelectorAll<HTMLFormElement>(
  'form[data-island="instrument-draft"]',
)) {
  attach(form)
}

function attach(form: HTMLFormElement): void {
  const address = form.dataset.draft
  if (!address) return
  let isSaving = false
  let isWaiting = false

  // One save at a time, so that an older one can never arrive after a newer one.
  const save = async (): Promise<void> => {
    if (isSaving) {
      isWaiting = true
      return
    }
    isSaving = true
    say(form, await post(form, address))
    isSaving = false
    if (isWaiting) {
      isWaiting = false
      await save()
    }
  }
  form.addEventListener('change', () => void save())
}

interface Saved {
  readonly savedAt: Date | null
  readonly showsHelp: boolean
}

async function post(form: HTMLFormElement, address: string): Promise<Saved> {
  const body = new URLSearchParams()
  for (const [name, value] of new FormData(form)) {
    if (typeof value === 'string') body.append(name, value)
  }
  try {
    const headers = { accept: 'application/json' }
    const answer = await fetch(address, { method: 'POST', body, headers, keepalive: true })
    if (!answer.ok) return { savedAt: null, showsHelp: false }
    const reply: unknown = await answer.json()
    const showsHelp =
      typeof reply === 'object' &&
      reply !== null &&
      'showsHelp' in reply &&
      reply.showsHelp === true
    return { savedAt: new Date(), showsHelp }
  } catch {
    return { savedAt: null, showsHelp: false }
  }
}

function say(form: HTMLFormElement, { savedAt, showsHelp }: Saved): void {
  const state = form.querySelector('[data-draft-state]')
  const help = form.querySelector<HTMLElement>('[data-draft-help]')
  const clock = { hour: '2-digit', minute: '2-digit' } as const
  if (state) {
    state.textContent = savedAt
      ? `${form.dataset.saved ?? ''} ${savedAt.toLocaleTimeString('en-GB', clock)}`
      : (form.dataset.unsaved ?? '')
  }
  if (help && showsHelp) help.hidden = false
}
