/** n goes to the next person, / to the search, o opens the row that has the focus. */
export function attachQueueKeys(queue: HTMLElement): void {
  const help = queue.querySelector<HTMLElement>('[data-keys-help]')
  if (help) help.hidden = false
  document.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return
    if (event.key === '/') {
      event.preventDefault()
      queue.querySelector<HTMLElement>('#name')?.focus()
    } else if (event.key === 'n') {
      queue.querySelector<HTMLElement>('[data-next]')?.click()
    } else if (event.key === 'o') {
      const row = document.activeElement?.closest('[data-row]')
      row?.querySelector<HTMLElement>('a')?.click()
    } else if (event.key === 'j' || event.key === 'k') {
      moveFocus(queue, event.key === 'j' ? 1 : -1)
    }
  })
}

function moveFocus(queue: HTMLElement, by: 1 | -1): void {
  const links = [...queue.querySelectorAll<HTMLElement>('[data-row] a')]
  const active = document.activeElement
  const place = active instanceof HTMLElement ? links.indexOf(active) : -1
  links[place < 0 ? 0 : Math.min(links.length - 1, Math.max(0, place + by))]?.focus()
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    target.closest('input, textarea, select, [contenteditable]') !== null
  )
}

for (const queue of document.querySelectorAll<HTMLElement>('[data-island~="queue-keys"]')) {
  attachQueueKeys(queue)
}
