/** Whether an answer on the page calls for help: `item_9:1` says which, and from what number on. */
export function asksForHelp(form: HTMLFormElement): boolean {
  const given = new FormData(form)
  return (form.dataset.helpFrom ?? '').split(' ').some((rule) => {
    const [name = '', from = ''] = rule.split(':')
    const answer = given.get(name)
    return answer !== null && answer !== '' && Number(answer) >= Number(from)
  })
}

/** Words and a way to the numbers. They stand on the page already, for somebody without signal. */
export function showHelp(form: HTMLFormElement): void {
  const help = form.querySelector<HTMLElement>('[data-draft-help]')
  if (help) help.hidden = false
}
