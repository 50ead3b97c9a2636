// A form sent into a lost connection would end on a page that has lost what was typed: it stays
// here instead, and says so. Forms that save as they are typed look after themselves.
const patienceMilliseconds = 5000
const lookAfterThemselves = new Set(['autosave', 'instrument-draft'])
const ready = new WeakSet<HTMLFormElement>()

document.addEventListener('submit', (event) => {
  const form = event.target
  if (!(form instanceof HTMLFormElement) || form.method !== 'post') return
  if (lookAfterThemselves.has(form.dataset.island ?? '')) return
  if (ready.has(form) || event.defaultPrevented) return
  // Only what somebody has typed is worth the question; a press alone asks the browser.
  if (navigator.onLine && !hasTyped(form)) return
  event.preventDefault()
  const { submitter } = event
  form.ariaBusy = 'true'
  void isReached().then((isThere) => {
    if (!isThere) {
      form.ariaBusy = null
      return say(form, submitter)
    }
    ready.add(form)
    form.requestSubmit(submitter)
    ready.delete(form)
  })
})

// A page that is come back to is not on its way any more.
window.addEventListener('pageshow', () => {
  for (const form of document.forms) form.ariaBusy = null
})

function hasTyped(form: HTMLFormElement): boolean {
  return [...form.elements].some((box) => box instanceof HTMLTextAreaElement && box.value !== '')
}

async function isReached(): Promise<boolean> {
  if (!navigator.onLine) return false
  const signal = AbortSignal.timeout(patienceMilliseconds)
  const answer = await fetch('/healthz', { cache: 'no-store', signal }).catch(() => null)
  return answer !== null
}

function say(form: HTMLFormElement, submitter: HTMLElement | null): void {
  form.querySelector('[data-not-sent]')?.remove()
  const line = document.createElement('p')
  line.className = 'nhsuk-error-message'
  line.setAttribute('role', 'alert')
  line.dataset.notSent = ''
  const kept = hasTyped(form) ? ' What you wrote is still here.' : ''
  line.textContent = `There is no connection, so nothing was sent.${kept} Try again later.`
  if (submitter) submitter.before(line)
  else form.append(line)
}

export {}
