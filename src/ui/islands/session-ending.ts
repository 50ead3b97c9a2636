// Says two minutes before that a session is about to end, and carries it on with one press. Saving
// while one types, and another tab, carry it on as well: so the server is asked first, with a
// request that is itself no sign of life, and again for as long as the warning stands.
const warnMilliseconds = 120_000
const askAgainMilliseconds = 20_000
const panel = document.querySelector<HTMLElement>('[data-island="session-ending"]')

let timer = 0

function later(work: () => Promise<void>, milliseconds: number): void {
  window.clearTimeout(timer)
  timer = window.setTimeout(() => void work(), Math.max(0, milliseconds))
}

function watch(element: HTMLElement, millisecondsLeft: number): void {
  later(() => look(element), millisecondsLeft - warnMilliseconds)
}

async function look(element: HTMLElement): Promise<void> {
  try {
    const left = await millisecondsLeft('/session/end')
    if (left === null) return signedOut(element)
    if (left > warnMilliseconds) return carryOn(element, left)
    warn(element, left)
  } catch {
    // Without a connection nobody can be kept signed in, nor be told the truth about it.
  }
  later(() => look(element), askAgainMilliseconds)
}

async function stay(element: HTMLElement): Promise<void> {
  try {
    const left = await millisecondsLeft('/session')
    if (left === null) return signedOut(element)
    if (left > warnMilliseconds) return carryOn(element, left)
    // The longest that anybody stays signed in is nearly over, whatever they press.
    warn(element, left)
  } catch {
    say(element, 'No connection just now. Try again in a moment.')
  }
}

function carryOn(element: HTMLElement, left: number): void {
  element.hidden = true
  watch(element, left)
}

/** Null when the session is over. */
async function millisecondsLeft(address: string): Promise<number | null> {
  const answer = await fetch(address, { headers: { accept: 'application/json' } })
  if (answer.status === 401) return null
  if (!answer.ok) throw new Error('not answered')
  const session: { now: string; endsAt: string } = await answer.json()
  return millisecondsBetween(session.now, session.endsAt)
}

function millisecondsBetween(from: unknown, to: unknown): number {
  return Date.parse(String(to)) - Date.parse(String(from))
}

function warn(element: HTMLElement, left: number): void {
  const soon = left > 90_000 ? 'in 2 minutes' : left > 50_000 ? 'in a minute' : 'in a moment'
  say(
    element,
    `You will be signed out ${soon}, to keep this private. What you have written is kept.`,
  )
  show(element)
}

function signedOut(element: HTMLElement): void {
  say(
    element,
    'You are signed out. Save on this page, and you can sign in without losing what you wrote.',
  )
  element.querySelector('button')?.remove()
  element.hidden = false
}

/** Whoever is writing is not taken out of their sentence: the words are announced all the same. */
function show(element: HTMLElement): void {
  if (!element.hidden) return
  element.hidden = false
  if (isWriting()) return
  element.querySelector('button')?.focus()
}

function isWriting(): boolean {
  return document.activeElement?.matches('input, textarea, select, [contenteditable]') ?? false
}

/** The same words again are not announced again. */
function say(element: HTMLElement, words: string): void {
  const text = element.querySelector('p')
  if (text && text.textContent !== words) text.textContent = words
}

if (panel) {
  watch(panel, millisecondsBetween(panel.dataset.now, panel.dataset.idleEnds))
  panel.querySelector('button')?.addEventListener('click', () => void stay(panel))
}

export {}
