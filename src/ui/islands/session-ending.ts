// Says two minutes before that a session is about to end, and carries it on with one press.
const warnMilliseconds = 120_000
const panel = document.querySelector<HTMLElement>('[data-island="session-ending"]')

let timer = 0

function watch(element: HTMLElement, millisecondsLeft: number): void {
  window.clearTimeout(timer)
  timer = window.setTimeout(() => show(element), Math.max(0, millisecondsLeft - warnMilliseconds))
}

function show(element: HTMLElement): void {
  element.hidden = false
  element.querySelector('button')?.focus()
}

function millisecondsBetween(from: unknown, to: unknown): number {
  return Date.parse(String(to)) - Date.parse(String(from))
}

async function stay(element: HTMLElement): Promise<void> {
  try {
    const answer = await fetch('/session', { headers: { accept: 'application/json' } })
    if (!answer.ok) return signedOut(element)
    const session: { now: string; endsAt: string } = await answer.json()
    element.hidden = true
    watch(element, millisecondsBetween(session.now, session.endsAt))
  } catch {
    say(element, 'No connection just now. Try again in a moment.')
  }
}

function signedOut(element: HTMLElement): void {
  say(
    element,
    'You are signed out. Save on this page, and you can sign in without losing what you wrote.',
  )
  element.querySelector('button')?.remove()
}

function say(element: HTMLElement, words: string): void {
  const text = element.querySelector('p')
  if (text) text.textContent = words
}

if (panel) {
  watch(panel, millisecondsBetween(panel.dataset.now, panel.dataset.idleEnds))
  panel.querySelector('button')?.addEventListener('click', () => void stay(panel))
}

export {}
