/**
 * Takes a number from the ruler above its field, and marks on the ruler what was typed. Without it
 * the number is typed. Taking a number takes back "prefer not to say".
 */
for (const scale of document.querySelectorAll<HTMLElement>('[data-island="scale-ruler"]')) {
  const ruler = scale.querySelector<SVGSVGElement>('[data-ruler]')
  const field = scale.querySelector<HTMLInputElement>('input[inputmode="numeric"]')
  const declined = scale.querySelector<HTMLInputElement>('input[type="checkbox"]')
  if (ruler && field) attach(ruler, field, declined)
}

function attach(
  ruler: SVGSVGElement,
  field: HTMLInputElement,
  declined: HTMLInputElement | null,
): void {
  const [low, high, left, right] = ['low', 'high', 'left', 'right'].map((name) =>
    Number(ruler.dataset[name]),
  ) as [number, number, number, number]
  const mark = ruler.querySelector<SVGElement>('[data-mark]')
  const { width } = ruler.viewBox.baseVal

  const show = () => {
    const isNumber = /^\d+$/.test(field.value.trim())
    const share = (Number(field.value) - low) / (high - low)
    const isOn = isNumber && share >= 0 && share <= 1 && !declined?.checked
    mark?.classList.toggle('hr-typed__mark--on', isOn)
    if (isOn) mark?.setAttribute('cx', String((left + share * (right - left)) * width))
  }
  ruler.classList.add('hr-typed__ruler--live')
  ruler.addEventListener('click', (event) => {
    const { left: from, width: size } = ruler.getBoundingClientRect()
    const share = ((event.clientX - from) / size - left) / (right - left)
    field.value = String(Math.round(low + Math.min(1, Math.max(0, share)) * (high - low)))
    if (declined) declined.checked = false
    field.dispatchEvent(new Event('change', { bubbles: true }))
  })
  field.addEventListener('input', () => {
    if (declined && field.value.trim() !== '') declined.checked = false
    show()
  })
  field.addEventListener('change', show)
  declined?.addEventListener('change', show)
  show()
}

export {}
