// A question takes about a quarter of a minute to read and answer.
const questionsAMinute = 4

/** About how long some forms take; never less than a minute. */
export function formMinutes(forms: readonly Parameters<typeof questionCount>[0][]): number {
  const questions = forms.reduce((sum, form) => sum + questionCount(form), 0)
  return Math.max(1, Math.round(questions / questionsAMinute))
}

/** How many questions everybody is asked; others follow from the answers. */
function questionCount(form: { items: readonly { askIf: object | null }[] }): number {
  return form.items.filter(({ askIf }) => askIf === null).length
}
