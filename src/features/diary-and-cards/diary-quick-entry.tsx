import { localDate, localTime } from '#clinical/calendar.ts'
import type { Field, Values, Worksheet } from '#content/types.ts'
import { worksheetForm } from '#content/worksheet-form.ts'
import { FieldInput, islandData, SavedLine, WhoReadsEntry } from '#features/worksheets/index.ts'
import { usePageSettings } from '#ui/page-settings.tsx'
import { PostForm } from '#ui/post-form.tsx'

interface DiaryQuickEntryProps {
  readonly id: string
  readonly worksheet: Worksheet
  readonly moduleId?: string | null
  readonly blockId?: string | null
  readonly back: string
  readonly saveKey: string
  readonly therapistName: string
  /** The course's id. */
  readonly owner: string
  readonly isSharedDevice?: boolean
  readonly isPrimary?: boolean
}

/** One moment in half a minute, with one hand: now is filled in, the rest waits behind "more". */
export function DiaryQuickEntry(props: DiaryQuickEntryProps) {
  const { worksheet } = props
  const { now, timeZone } = usePageSettings()
  const fields = worksheet.stages[0]?.fields ?? []
  const needed = fields.filter(({ required }) => required)
  const more = fields.filter(({ required }) => !required)
  const form = worksheetForm(worksheet, null, momentNow(fields, now, timeZone))
  const parts = { prefix: props.id, form, errors: {}, origins: {} }
  const hidden = {
    worksheet_id: worksheet.id,
    entry_id: '',
    module_id: props.moduleId ?? '',
    block_id: props.blockId ?? '',
    stage: '',
    base_version: '0',
    save_key: props.saveKey,
    back: props.back,
  }
  return (
    <PostForm
      action="/entries"
      id={props.id}
      className="hr-entry-form hr-quick"
      island="autosave"
      data={islandData(props)}
    >
      {Object.entries(hidden).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      {[...needed].sort(byEffort).map((field) => (
        <FieldInput key={field.id} field={field} parts={parts} />
      ))}
      {more.length > 0 && (
        <details className="hr-quiet-details">
          <summary>More, if you like</summary>
          {more.map((field) => (
            <FieldInput key={field.id} field={field} parts={parts} />
          ))}
        </details>
      )}
      <div className="hr-entry-form__foot">
        <button
          type="submit"
          name="act"
          value="save"
          className={`nhsuk-button ${props.isPrimary ? '' : 'nhsuk-button--secondary'}`}
        >
          Add to my diary
        </button>
        <SavedLine entry={null} />
      </div>
      <WhoReadsEntry therapistName={props.therapistName} worksheet={worksheet} />
    </PostForm>
  )
}

/** What is filled in already comes last: the thumb goes to what is not. */
function byEffort(one: Field, another: Field): number {
  const isFilled = (field: Field) => (field.type === 'date' || field.id === 'slot' ? 1 : 0)
  return isFilled(one) - isFilled(another)
}

const slotsFrom = [
  ['23:00', 'night'],
  ['18:00', 'evening'],
  ['14:00', 'afternoon'],
  ['12:00', 'midday'],
  ['08:00', 'morning'],
  ['05:00', 'early'],
  ['00:00', 'night'],
] as const

function momentNow(fields: readonly Field[], now: Date, timeZone: string): Values {
  const clock = localTime(now.getTime(), timeZone)
  const slot = slotsFrom.find(([from]) => clock >= from)?.[1]
  const values: Record<string, string> = {}
  for (const field of fields) {
    if (field.type === 'date' && field.required) {
      values[field.id] = localDate(now.getTime(), timeZone)
    }
    if (field.type === 'choice' && field.id === 'slot') {
      const fits = field.options.some(({ id }) => id === slot)
      if (slot && fits) values[field.id] = slot
    }
  }
  return values
}
