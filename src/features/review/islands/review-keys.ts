/** Slash goes to what can be inserted, c to the nearest comment, Ctrl+Enter previews. */
export function attachReviewKeys(page: HTMLElement): void {
  openLinkedPart()
  window.addEventListener('hashchange', openLinkedPart)
  document.addEventListener('keydown', (event) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault()
      page.querySelector<HTMLElement>('[data-preview]')?.click()
      return
    }
    if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return
    if (event.key === '/') focusNearest(event, page, '[data-insert]')
    if (event.key === 'c') focusNearest(event, page, '.hr-comment-form > summary')
  })
}

/** The first one that stands below the top of the window. */
function focusNearest(event: KeyboardEvent, page: HTMLElement, selector: string): void {
  const all = [...page.querySelectorAll<HTMLElement>(selector)].filter(
    (element) => element.offsetParent !== null,
  )
  const target = all.find((element) => element.getBoundingClientRect().top > 0) ?? all[0]
  if (!target) return
  event.preventDefault()
  target.focus()
}

/** A link to a folded part opens it. */
function openLinkedPart(): void {
  const id = window.location.hash.slice(1)
  const part = id === '' ? null : document.getElementById(id)?.closest('details')
  if (part) part.open = true
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    target.closest('input, textarea, select, [contenteditable]') !== null
  )
}

for (const page of document.querySelectorAll<HTMLElement>('[data-island~="review-keys"]')) {
  attachReviewKeys(page)
}
