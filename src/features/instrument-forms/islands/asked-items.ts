/**
 * Shows the questions that an answer brings up as soon as it is picked, and hides them again with
 * their answers when it is taken back. Without it the server asks them after the form is sent.
 */
for (const form of document.querySelectorAll<HTMLFormElement>(
  'form[data-island="instrument-draft"]',
)) {
  // A question that brings this one up and is not on the page was answered on an earlier visit.
  const waiting = [...form.querySelectorAll<HTMLElement>('[data-ask-item]')].filter(
    ({ dataset }) => form.elements.namedItem(dataset.askItem ?? '') !== null,
  )
  if (waiting.length === 0) continue
  const update = () => {
    for (const group of waiting) show(form, group)
  }
  update()
  form.addEventListener('change', update)
}

function show(form: HTMLFormElement, group: HTMLElement): void {
  const answer = new FormData(form).get(group.dataset.askItem ?? '')
  const isAsked = /^\d+$/.test(String(answer)) && Number(answer) >= Number(group.dataset.askFrom)
  if (group.hidden === !isAsked) return
  group.hidden = !isAsked
  if (isAsked) return
  for (const radio of group.querySelectorAll<HTMLInputElement>('input:checked')) {
    radio.checked = false
  }
}

export {}
