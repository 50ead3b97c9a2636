import { fieldsAt } from '#content/field-rules.ts'
import type { Values, Worksheet } from '#content/types.ts'
import { type FieldErrors, type PostedForm, parseWorksheetForm } from '#content/worksheet-values.ts'
import { whyNotKey, whyNotReasons } from '#features/worksheets/index.ts'
import type { Form } from '#platform/http/form.ts'
import { ownPath } from '#platform/http/reply.ts'
import { isId } from '#platform/ids.ts'
import { badRequest } from '#platform/refusals.ts'
import type { SaveEntry } from './save-entry.ts'

export interface EntryPost {
  readonly save: SaveEntry
  readonly errors: FieldErrors
  readonly form: PostedForm
  /** Where the page was, without the place on it. */
  readonly back: string
  /** The press of "Add another" of a field; null for saving. */
  readonly added: string | null
}

/** A posted worksheet: whatever can be kept, and what cannot be, by field. */
export function readEntryPost(worksheet: Worksheet, form: Form): EntryPost {
  const saveKey = form.text('save_key')
  if (!isId(saveKey)) throw badRequest()
  const stageId = form.text('stage')
  const stage = worksheet.stages.some(({ id }) => id === stageId) ? stageId : null
  const posted = form.toObject()
  const { values, errors } = parseWorksheetForm(worksheet, stage, posted)
  const act = form.text('act')
  return {
    save: {
      entryId: isId(form.text('entry_id')) ? form.text('entry_id') : null,
      worksheetId: worksheet.id,
      moduleId: shortOrNull(form.text('module_id')),
      blockId: shortOrNull(form.text('block_id')),
      stage,
      values: { ...values, ...whyNot(form) },
      baseVersion: baseVersion(form.text('base_version')),
      saveKey,
      shown: shownFields(worksheet, stage, values, errors, form),
    },
    errors,
    form: posted,
    back: ownPath(form.text('back')) ?? '/entries',
    added: act.startsWith('add-') ? act.slice('add-'.length) : null,
  }
}

/** What could not be read keeps the value that it had; it does not empty the field. */
function shownFields(
  worksheet: Worksheet,
  stage: string | null,
  values: Values,
  errors: FieldErrors,
  form: Form,
): readonly string[] {
  const shown = fieldsAt(worksheet, stage)
    .map(({ id }) => id)
    .filter((id) => Object.hasOwn(values, id) || !errors[id])
  return form.has('why_not') ? [...shown, whyNotKey] : shown
}

function whyNot(form: Form): Values {
  const reason = whyNotReasons.find(({ id }) => id === form.text('why_not'))
  return reason ? { [whyNotKey]: reason.id } : {}
}

function baseVersion(text: string): number {
  return /^\d{1,6}$/.test(text) ? Number(text) : 0
}

function shortOrNull(text: string): string | null {
  return /^[a-z][a-z0-9_.-]{0,60}$/.test(text) ? text : null
}
