// Leaves for an everyday page: the page is emptied first, so that nothing shows while the next
// one loads, and its
// address is replaced, so that "back" does not return to it. The session is ended on the server
// on the way out.
const pressesNeeded = 3
const pressesWithinMilliseconds = 2000

const link = document.querySelector<HTMLAnchorElement>('[data-island="leave-quickly"]')

function leave(): void {
  document.body.replaceChildren()
  document.title = 'Weather'
  void fetch('/leave', { keepalive: true, credentials: 'same-origin', redirect: 'manual' }).catch(
    () => undefined,
  )
  location.replace(link?.dataset.to ?? '/left')
}

if (link) {
  link.addEventListener('click', (event) => {
    event.preventDefault()
    leave()
  })
  let presses: number[] = []
  document.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || event.repeat) return
    presses = [...presses, event.timeStamp].filter(
      (at) => event.timeStamp - at <= pressesWithinMilliseconds,
    )
    if (presses.length >= pressesNeeded) leave()
  })
}

export {}
