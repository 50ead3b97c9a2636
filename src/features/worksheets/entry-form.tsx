import { fieldsAt } from '#content/field-rules.ts'
import type { Stage, Values, Worksheet } from '#content/types.ts'
import { displayValue } from '#content/worksheet-display.ts'
import { worksheetForm } from '#content/worksheet-form.ts'
import { type FieldErrors, ownValue, type PostedForm } from '#content/worksheet-values.ts'
import { usePageSettings } from '#ui/page-settings.tsx'
import { PostForm } from '#ui/post-form.tsx'
import { formatTime, Time } from '#ui/time.tsx'
import { WhoReads } from '#ui/who-reads.tsx'
import { type Entry, whyNotKey, whyNotReasons } from './entry.ts'
import { isUntouched, mirroredRows } from './entry-state.ts'
import { FieldInput } from './field-input.tsx'
import type { RefChoices } from './ref-choices.ts'

export interface Prefilled {
  /** In words: "from your entry of 3 May"; null where it needs none. */
  readonly origin: string | null
  readonly value: Values[string]
}

export interface EntryFormProps {
  /** Unique on the page; the page comes back to it. */
  readonly id: string
  readonly worksheet: Worksheet
  readonly entry: Entry | null
  /** The stage to fill in; null for every field. */
  readonly stage: string | null
  readonly moduleId?: string | null
  readonly blockId?: string | null
  /** Where the person goes after saving. */
  readonly back: string
  /** A new one for each showing of the form. */
  readonly saveKey: string
  readonly therapistName: string
  /** Whose words an unsent copy in this browser would be: the course's id. */
  readonly owner: string
  readonly isSharedDevice?: boolean
  /** The one thing to do on this page. */
  readonly isPrimary?: boolean
  readonly prefilled?: Readonly<Record<string, Prefilled>>
  /** Own entries that fields may point to. */
  readonly choices?: RefChoices
  /** What was posted, where it could not all be kept. */
  readonly posted?: { readonly form: PostedForm; readonly errors: FieldErrors }
  readonly saveWords?: string
  /** Where it is saved, and below it as it is typed; the person's own entries by default. */
  readonly action?: string
  /** Who can read it, said by somebody else than the person. */
  readonly readBy?: string
}

/** A worksheet to write in: saved as typed by its island, and by its button without. */
export function EntryForm(props: EntryFormProps) {
  const { worksheet, entry, stage } = props
  const shown =
    stage === null ? worksheet.stages : worksheet.stages.filter(({ id }) => id === stage)
  const before = stage === null ? [] : stagesBefore(worksheet, stage, entry?.values ?? {})
  const { form, origins } = contentsOf(props)
  const errors = props.posted?.errors ?? {}
  const parts = { prefix: props.id, form, errors, origins, choices: props.choices ?? {} }
  return (
    <PostForm
      action={props.action ?? '/entries'}
      id={props.id}
      className="hr-entry-form"
      island="autosave"
      data={islandData(props)}
    >
      <HiddenParts {...props} />
      {before.map((earlier) => (
        <EarlierStage
          key={earlier.id}
          worksheet={worksheet}
          stage={earlier}
          values={entry?.values ?? {}}
        />
      ))}
      {shown.map((each) => (
        <div key={each.id} className="hr-stage">
          {each.title && <h3 className="hr-stage__title">{each.title}</h3>}
          {each.prompt && <p className="hr-stage__prompt">{each.prompt}</p>}
          {each.fields.map((field) => (
            <FieldInput key={field.id} field={field} parts={parts} />
          ))}
        </div>
      ))}
      {stage !== null && stage !== worksheet.stages[0]?.id && worksheet.kind === 'staged' && (
        <NotThisTime values={entry?.values ?? {}} id={props.id} />
      )}
      <div className="hr-entry-form__foot">
        <button
          type="submit"
          name="act"
          value="save"
          className={`nhsuk-button ${props.isPrimary ? '' : 'nhsuk-button--secondary'}`}
        >
          {props.saveWords ?? 'Save'}
        </button>
        <SavedLine entry={entry} />
      </div>
      {props.readBy ? (
        <p className="hr-who-reads">{props.readBy}</p>
      ) : (
        <WhoReadsEntry therapistName={props.therapistName} worksheet={worksheet} />
      )}
    </PostForm>
  )
}

/** What the island needs to know: a copy on this device has an owner, or there is none. */
export function islandData(
  props: Pick<EntryFormProps, 'owner' | 'isSharedDevice'>,
): Record<`data-${string}`, string> {
  return { 'data-owner': props.owner, ...(props.isSharedDevice ? { 'data-shared': 'yes' } : {}) }
}

function HiddenParts(props: EntryFormProps) {
  const fields: Record<string, string> = {
    worksheet_id: props.worksheet.id,
    entry_id: props.entry?.id ?? '',
    module_id: props.moduleId ?? '',
    block_id: props.blockId ?? '',
    stage: props.stage ?? '',
    base_version: String(props.entry?.version ?? 0),
    save_key: props.saveKey,
    back: props.back,
  }
  return Object.entries(fields).map(([name, value]) => (
    <input key={name} type="hidden" name={name} value={value} />
  ))
}

/**
 * What the boxes hold: what was posted, else what is saved, else what can be filled in
 * beforehand.
 */
function contentsOf(props: EntryFormProps): { form: PostedForm; origins: Record<string, string> } {
  const { worksheet, stage, entry } = props
  const origins: Record<string, string> = {}
  if (props.posted) return { form: props.posted.form, origins }
  const values = entry?.values ?? {}
  const form: Record<string, string | readonly string[]> = {}
  for (const field of fieldsAt(worksheet, stage)) {
    if (ownValue(values, field.id) !== null) continue
    const given = props.prefilled?.[field.id]
    if (given) {
      Object.assign(form, worksheetForm(worksheet, stage, { [field.id]: given.value }))
      if (given.origin !== null) origins[field.id] = given.origin
    }
    if (field.type !== 'group') continue
    for (const [row, { name, text }] of mirroredRows(worksheet, field, values).entries()) {
      if (row >= field.maxItems) break
      form[`f.${field.id}.${row}.${name}`] = text
      origins[field.id] = 'The names are from what you wrote above.'
    }
  }
  return { form: { ...form, ...worksheetForm(worksheet, stage, values) }, origins }
}

function stagesBefore(worksheet: Worksheet, stage: string, values: Values): readonly Stage[] {
  const at = worksheet.stages.findIndex(({ id }) => id === stage)
  return worksheet.stages.slice(0, Math.max(0, at)).filter((each) => !isUntouched(each, values))
}

/** What was written before, above what is asked now. */
function EarlierStage(props: { worksheet: Worksheet; stage: Stage; values: Values }) {
  return (
    <section className="hr-earlier" aria-label="What you wrote before">
      {props.stage.title && <h3 className="hr-stage__title">{props.stage.title}</h3>}
      <ValueList fields={props.stage.fields} values={props.values} />
    </section>
  )
}

/** Answered fields as a list of labels and words. */
export function ValueList(props: { fields: Stage['fields']; values: Values }) {
  return (
    <dl className="hr-values">
      {props.fields.map((field) => {
        const text = displayValue(field, ownValue(props.values, field.id))
        return text === '' ? null : (
          <div key={field.id}>
            <dt>{field.label}</dt>
            <dd dir="auto">{text}</dd>
          </div>
        )
      })}
    </dl>
  )
}

function NotThisTime(props: { values: Values; id: string }) {
  const why = ownValue(props.values, whyNotKey)
  return (
    <details className="hr-quiet-details" open={why !== null}>
      <summary>It didn’t happen this time</summary>
      <fieldset className="nhsuk-fieldset">
        <legend className="hr-legend">
          What got in the way? It helps to know, and nobody marks it.
        </legend>
        <div className="nhsuk-radios nhsuk-radios--small">
          {whyNotReasons.map(({ id, label }) => (
            <div className="nhsuk-radios__item" key={id}>
              <input
                className="nhsuk-radios__input"
                type="radio"
                name="why_not"
                value={id}
                id={`${props.id}-why-${id}`}
                defaultChecked={why === id}
              />
              <label className="nhsuk-label nhsuk-radios__label" htmlFor={`${props.id}-why-${id}`}>
                {label}
              </label>
            </div>
          ))}
        </div>
      </fieldset>
    </details>
  )
}

/** Says the truth about saving; the island writes into it. */
export function SavedLine(props: { entry: Pick<Entry, 'updatedAt'> | null }) {
  const { now, timeZone } = usePageSettings()
  const at = props.entry?.updatedAt
  const isToday = at && formatTime(at, 'date', timeZone) === formatTime(now, 'date', timeZone)
  return (
    <p className="hr-saved" role="status" data-saved>
      {at && (
        <>
          Saved <Time at={at} style={isToday ? 'time' : 'day-time'} />
        </>
      )}
    </p>
  )
}

export function WhoReadsEntry(props: { therapistName: string; worksheet: Worksheet }) {
  const isSensitive = props.worksheet.privacy === 'sensitive'
  return (
    <p className="hr-who-reads">
      {isSensitive && <strong>Private: kept out of lists and other pages. </strong>}
      <WhoReads therapistName={props.therapistName} />
    </p>
  )
}
