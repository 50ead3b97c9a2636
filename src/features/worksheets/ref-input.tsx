import type { RefField } from '#content/types.ts'
import { describedBy, type FieldAt, idOf, LabelledField, textAt } from './field-group.tsx'

/** One of the person's own entries, from a list; nothing where there is none to choose. */
export function RefInput(props: FieldAt<RefField>) {
  const { field, path, parts } = props
  const chosen = textAt(parts, `f.${path}`)
  const choices = parts.choices?.[field.id] ?? []
  if (choices.length === 0 && chosen === '') return null
  const isListed = chosen === '' || choices.some(({ id }) => id === chosen)
  return (
    <LabelledField {...props}>
      <select
        className="nhsuk-select hr-ref"
        id={idOf(props)}
        name={`f.${path}`}
        defaultValue={chosen}
        aria-describedby={describedBy(props)}
      >
        <option value="">None of them</option>
        {!isListed && <option value={chosen}>The one you chose before</option>}
        {choices.map(({ id, words }) => (
          <option key={id} value={id}>
            {words}
          </option>
        ))}
      </select>
    </LabelledField>
  )
}
