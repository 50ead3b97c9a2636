import { keepInTab, takeFromTab } from './answer-in-tab.ts'

const pauseBeforeSaving = 1500

/**
 * Keeps the draft while the therapist writes, counts words, and puts text in where the cursor is.
 */
export function attachAnswer(form: HTMLFormElement): void {
  const body = form.querySelector<HTMLTextAreaElement>('[data-answer-body]')
  const words = form.querySelector<HTMLElement>('[data-word-count]')
  const status = form.querySelector<HTMLElement>('[data-draft-status]')
  let timer = 0
  let isLeaving = false
  form.querySelector<HTMLElement>('[data-keys-help]')?.removeAttribute('hidden')

  const save = async (keepalive = false): Promise<void> => {
    if (isLeaving) return
    timer = 0
    try {
      const response = await fetch(form.dataset.draft ?? '', {
        method: 'POST',
        headers: { accept: 'application/json' },
        body: new URLSearchParams(
          [...new FormData(form)].map(([name, value]) => [name, String(value)]),
        ),
        keepalive,
      })
      if (isSignedOut(response)) keepInTab(form)
      say(status, response.ok ? `Draft saved ${await savedAt(response)}` : refused(response))
    } catch {
      say(status, 'Not saved: no connection. It stays on this page; we keep trying.')
      timer = window.setTimeout(() => void save(), 10_000)
    }
  }
  form.addEventListener('input', () => {
    if (body && words) words.textContent = String(countWords(body.value))
    say(status, 'Not saved yet')
    window.clearTimeout(timer)
    timer = window.setTimeout(() => void save(), pauseBeforeSaving)
  })
  // Kept before a comment or a note on the left brings this page anew, with the draft in it.
  const saveNow = () => {
    if (timer === 0) return
    window.clearTimeout(timer)
    void save(true)
  }
  form.addEventListener('focusout', saveNow)
  addEventListener('pagehide', saveNow)
  form.addEventListener('submit', () => {
    // What is being sent must not come back as a draft.
    isLeaving = true
    window.clearTimeout(timer)
  })
  // Written on while signed out: it is shown, and saved, as if it had been typed now.
  if (takeFromTab(form)) form.dispatchEvent(new Event('input'))
  for (const button of document.querySelectorAll<HTMLButtonElement>('[data-insert]')) {
    button.addEventListener('click', (event) => {
      if (!body || body.offsetParent === null) return
      event.preventDefault()
      insertAtCursor(body, button.dataset.insert ?? '')
    })
  }
}

function insertAtCursor(body: HTMLTextAreaElement, text: string): void {
  const before = body.value.slice(0, body.selectionStart)
  const gap = before === '' || before.endsWith('\n') || before.endsWith(' ') ? '' : '\n'
  body.setRangeText(`${gap}${text} `, body.selectionStart, body.selectionEnd, 'end')
  body.focus()
  body.dispatchEvent(new Event('input', { bubbles: true }))
}

function say(status: HTMLElement | null, words: string): void {
  if (status && status.textContent !== words) status.textContent = words
}

/** Or signed in anew in another tab, which this page's token is not good for. */
function isSignedOut({ status }: Response): boolean {
  return status === 401 || status === 403
}

function refused(response: Response): string {
  if (response.status === 409) return 'This has been sent already'
  if (isSignedOut(response)) {
    return (
      'You have been signed out. Press any button of your answer and sign in: what you wrote ' +
      'will be here again, not yet sent.'
    )
  }
  return 'Not saved. We try again when you write on.'
}

async function savedAt(response: Response): Promise<string> {
  const answer: unknown = await response.json()
  return typeof answer === 'object' && answer !== null && 'savedAt' in answer
    ? String(answer.savedAt)
    : ''
}

function countWords(text: string): number {
  return text.trim() === '' ? 0 : text.trim().split(/\s+/).length
}

for (const form of document.querySelectorAll<HTMLFormElement>('form[data-island~="answer"]')) {
  attachAnswer(form)
}
