// Reads a page aloud, with a voice of this device only: no word leaves it. Without one the button
// stays hidden.
const bar = document.querySelector<HTMLElement>('[data-island="listen"]')
const page = document.querySelector<HTMLElement>('[data-listen-to]')
const button = bar?.querySelector<HTMLButtonElement>('[data-listen]')

if (bar && page && button && 'speechSynthesis' in window) {
  offer(bar, page, button)
}

function offer(bar: HTMLElement, page: HTMLElement, button: HTMLButtonElement): void {
  const show = () => {
    bar.hidden = localVoice() === null
  }
  const words = button.textContent
  const stop = () => {
    speechSynthesis.cancel()
    button.textContent = words
  }
  button.addEventListener('click', () => {
    if (speechSynthesis.speaking) return stop()
    button.textContent = 'Stop listening'
    read(textOf(page), stop)
  })
  addEventListener('pagehide', () => speechSynthesis.cancel())
  speechSynthesis.addEventListener('voiceschanged', show)
  show()
}

function localVoice(): SpeechSynthesisVoice | null {
  const own = speechSynthesis
    .getVoices()
    .filter((voice) => voice.localService && voice.lang.startsWith('en'))
  return own.find(({ lang }) => lang === 'en-GB') ?? own[0] ?? null
}

/** Paragraph by paragraph: browsers stop in the middle of a long text. */
function read(paragraphs: readonly string[], done: () => void): void {
  const voice = localVoice()
  for (const [index, text] of paragraphs.entries()) {
    const speech = new SpeechSynthesisUtterance(text)
    speech.voice = voice
    speech.lang = voice?.lang ?? 'en-GB'
    if (index === paragraphs.length - 1) speech.addEventListener('end', done)
    speechSynthesis.speak(speech)
  }
}

/** What is there to read; not the forms, and not what is folded away. */
function textOf(page: HTMLElement): string[] {
  const parts = page.querySelectorAll<HTMLElement>('p, h2, h3, li')
  return [...parts]
    .filter((part) => !part.closest('form, details:not([open]), svg'))
    .map((part) => part.textContent.trim())
    .filter(Boolean)
}
