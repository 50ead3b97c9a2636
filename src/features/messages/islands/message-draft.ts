// Keeps a message while it is being written: a closed tab, a lost connection and a session that ran
// out cost nothing. The form works without this: it has a button that saves.
const saveAfterMilliseconds = 1500
const retryAfterMilliseconds = 10_000

for (const form of document.querySelectorAll<HTMLFormElement>('[data-island="message-draft"]')) {
  const area = form.querySelector('textarea')
  const address = form.dataset.draftAddress
  if (area && address) keepDraft(form, area, address)
}

function keepDraft(form: HTMLFormElement, area: HTMLTextAreaElement, address: string): void {
  const status = form.querySelector<HTMLElement>('[data-draft-status]')
  let saved = area.value
  let isSending = false
  let isSignedOut = false
  let timer = 0
  let saving = new AbortController()
  const hasUnsaved = () => !isSending && area.value !== saved
  const say = (words: string) => {
    if (status && status.textContent !== words) status.textContent = words
  }

  const later = (milliseconds: number) => {
    window.clearTimeout(timer)
    timer = window.setTimeout(() => void save(), milliseconds)
  }
  async function save(): Promise<void> {
    if (!hasUnsaved()) return
    const text = area.value
    saving.abort()
    saving = new AbortController()
    try {
      const answer = await post(form, address, saving.signal)
      if (isSending) return
      if (!answer.ok) return refused(answer.status, text)
      const { savedAt, isEmpty }: { savedAt: string; isEmpty: boolean } = await answer.json()
      saved = text
      say(isEmpty ? '' : `Not sent yet. Saved ${savedAt}`)
      if (hasUnsaved()) later(saveAfterMilliseconds)
    } catch (error) {
      if (error instanceof DOMException && error.name === 'AbortError') return
      say('No connection just now. What you wrote is still on this page. We will keep trying.')
      later(retryAfterMilliseconds)
    }
  }

  function refused(status: number, text: string): void {
    isSignedOut = status === 401 || status === 403
    if (isSignedOut) keepInTab(form, text)
    say(refusedWords(status))
    if (status >= 500) later(retryAfterMilliseconds)
  }

  area.addEventListener('input', () => later(saveAfterMilliseconds))
  area.addEventListener('blur', () => void save())
  window.addEventListener('online', () => void save())
  window.addEventListener('pagehide', () => {
    if (hasUnsaved()) void post(form, address, null).catch(() => undefined)
  })
  form.addEventListener('submit', (event) => {
    window.clearTimeout(timer)
    saving.abort()
    isSending = !isSignedOut
    if (!isSignedOut) return
    event.preventDefault()
    keepInTab(form, area.value)
    location.assign('/sign-in?next=/messages')
  })
  // Back to this page out of the browser's memory: what was sent is sent, what is typed is new.
  window.addEventListener('pageshow', (event) => {
    isSending &&= !event.persisted
  })
  form.querySelector('[data-draft-button]')?.setAttribute('hidden', '')
  const kept = takeFromTab(form)
  if (kept && !area.value.includes(kept)) {
    area.value = area.value ? `${area.value}\n\n${kept}` : kept
    void save()
  }
}

/** Only while nobody is signed in to save it for; the tab forgets it when it is closed. */
function keepInTab(form: HTMLFormElement, text: string): void {
  if (text) sessionStorage.setItem(`kept ${form.dataset.thread}`, text)
}

function takeFromTab(form: HTMLFormElement): string {
  const name = `kept ${form.dataset.thread}`
  const text = sessionStorage.getItem(name) ?? ''
  sessionStorage.removeItem(name)
  return text
}

/** `signal` is null when the page is going away: the request then outlives it. */
function post(form: HTMLFormElement, address: string, signal: AbortSignal | null) {
  const body = new URLSearchParams()
  for (const [name, value] of new FormData(form)) {
    if (typeof value === 'string') body.append(name, value)
  }
  return fetch(address, {
    method: 'POST',
    body,
    headers: { accept: 'application/json' },
    credentials: 'same-origin',
    ...(signal ? { signal } : { keepalive: true }),
  })
}

function refusedWords(status: number): string {
  if (status === 401 || status === 403) {
    return 'You have been signed out. Press Send to sign in: your words will be here, not yet sent.'
  }
  if (status === 422 || status === 413) return 'This is too long to keep in one message.'
  return 'We could not save that just now. What you wrote is still on this page.'
}

export {}
