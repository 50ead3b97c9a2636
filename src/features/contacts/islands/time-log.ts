// Counts the seconds that somebody works on this page: while it is visible, and not longer than
// 90 seconds after the last key, press or scroll. Every half minute it tells the server.
const idleAfterMilliseconds = 90_000
const tellEverySeconds = 30
const mostSecondsAtOnce = 120

interface Counter {
  form: HTMLFormElement
  activity: string
  lastInputAt: number
  isPaused: boolean
  /** All seconds so far, as shown. */
  shown: number
  /** Seconds that the server was not told of yet, by activity. */
  untold: Map<string, number>
}

const counterForm = document.querySelector<HTMLFormElement>('form[data-island="time-log"]')
if (counterForm) start(counterForm)

function start(form: HTMLFormElement): void {
  const counter: Counter = {
    form,
    activity: form.dataset.activityNow ?? 'review',
    lastInputAt: performance.now(),
    isPaused: false,
    shown: Number(form.dataset.seconds ?? '0'),
    untold: new Map(),
  }
  for (const type of ['keydown', 'pointerdown', 'scroll', 'input'] as const) {
    const options = { passive: true, capture: true }
    document.addEventListener(type, (event) => noteInput(counter, event.target), options)
  }
  let ticks = 0
  window.setInterval(() => {
    tick(counter)
    ticks += 1
    if (ticks % tellEverySeconds === 0) tell(counter)
  }, 1000)
  window.addEventListener('pagehide', () => tell(counter))
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'hidden') tell(counter)
  })
  offerPause(counter)
}

/** Work belongs to the part of the page it is done in: the composer may say "message". */
function noteInput(counter: Counter, target: EventTarget | null): void {
  counter.lastInputAt = performance.now()
  const part = target instanceof Element ? target.closest<HTMLElement>('[data-activity]') : null
  counter.activity = part?.dataset.activity ?? counter.form.dataset.activityNow ?? 'review'
}

function tick(counter: Counter): void {
  const isIdle = performance.now() - counter.lastInputAt > idleAfterMilliseconds
  if (counter.isPaused || isIdle || document.visibilityState !== 'visible') return
  counter.shown += 1
  counter.untold.set(counter.activity, (counter.untold.get(counter.activity) ?? 0) + 1)
  const shown = counter.form.querySelector('[data-time-shown]')
  if (shown) shown.textContent = clock(counter.shown)
}

/**
 * The request outlives the page, and seconds that did not arrive are told with the next ones. One
 * half minute goes to the activity that filled most of it, so that no second is told twice.
 */
function tell(counter: Counter): void {
  const [most] = [...counter.untold].sort(([, a], [, b]) => b - a)
  if (!most) return
  const [activity] = most
  const seconds = [...counter.untold.values()].reduce((sum, part) => sum + part, 0)
  counter.untold.clear()
  const body = new URLSearchParams({
    activity,
    seconds: String(Math.min(seconds, mostSecondsAtOnce)),
    csrf: new FormData(counter.form).get('csrf')?.toString() ?? '',
  })
  const headers = { accept: 'application/json' }
  fetch(counter.form.action, { method: 'POST', body, headers, keepalive: true })
    .then((answer) => {
      if (answer.status >= 500) throw new Error('not taken')
    })
    .catch(() => {
      counter.untold.set(activity, (counter.untold.get(activity) ?? 0) + seconds)
    })
}

function offerPause(counter: Counter): void {
  const button = counter.form.querySelector<HTMLButtonElement>('[data-time-pause]')
  if (!button) return
  button.hidden = false
  button.addEventListener('click', () => {
    counter.isPaused = !counter.isPaused
    button.textContent = counter.isPaused ? 'Carry on' : 'Pause'
    if (counter.isPaused) tell(counter)
  })
}

function clock(seconds: number): string {
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
}

export {}
