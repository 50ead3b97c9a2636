import { allFields } from '#content/field-rules.ts'
import type { Values, Worksheet } from '#content/types.ts'
import type { VisibleCourse } from '#features/treatment/index.ts'
import {
  type Entry,
  type EntryStatus,
  mergeValues,
  momentOf,
  safetyPlanSheet,
  sameValues,
  seriesOf,
  statusOf,
  whyNotKey,
  withShownFields,
  worksheetOf,
} from '#features/worksheets/index.ts'
import { actingPersonId } from '#platform/acting-person.ts'
import type { Context, WriteContext } from '#platform/context.ts'
import { newId } from '#platform/ids.ts'
import { invariant } from '#platform/invariant.ts'
import { conflict, forbidden, notFound } from '#platform/refusals.ts'
import { transact } from '#platform/transact.ts'
import {
  entryHistory,
  insertVersion,
  lockEntry,
  lockForm,
  versionByKey,
  writeEntry,
} from './repository.ts'

export interface SaveEntry {
  /** Null for a new entry. */
  readonly entryId: string | null
  readonly worksheetId: string
  readonly moduleId?: string | null
  readonly blockId?: string | null
  /** The stage that the form showed; null when it showed every field. */
  readonly stage: string | null
  /** What the form held. Fields that the form did not show stay as they are. */
  readonly values: Values
  /** Left out, it is read from the values. */
  readonly status?: EntryStatus
  /** The version that the form was made from; 0 for a new entry. */
  readonly baseVersion: number
  /** One act of saving: the same key again is the same save. */
  readonly saveKey: string
  /** Fields that the form showed, where that is not the whole stage. */
  readonly shown?: readonly string[]
}

export interface Saved {
  readonly entry: Entry
  readonly outcome: 'saved' | 'merged' | 'unchanged' | 'conflict'
  /** The version in which the losing text was kept, when the same field was changed twice. */
  readonly besideVersion: number | null
}

/**
 * Saves what a person wrote. A retry is one save; changes to different fields are put together; of
 * changes to the same field both are kept, and the person is asked.
 */
export async function saveEntry(
  ctx: Context,
  course: VisibleCourse,
  input: SaveEntry,
): Promise<Saved> {
  if (!mayWrite(course, input.worksheetId)) throw forbidden()
  const worksheet = worksheetOf(ctx, input.worksheetId)
  return transact(ctx, async (ctx) => {
    const current =
      (await currentEntry(ctx, course, worksheet, input)) ??
      (await createdMeanwhile(ctx, course, worksheet, input))
    if ('outcome' in current) return current
    if (current.worksheetId !== worksheet.id) throw notFound()
    return changeEntry(ctx, course, worksheet, current, input)
  })
}

/** The safety plan is written with whoever rings: also the duty clinician, or a supervisor. */
function mayWrite({ access }: VisibleCourse, worksheetId: string): boolean {
  if (access.has('patient') || access.has('therapist')) return true
  return worksheetId === safetyPlanSheet && (access.has('supervisor') || access.has('duty'))
}

async function currentEntry(
  ctx: WriteContext,
  course: VisibleCourse,
  worksheet: Worksheet,
  input: SaveEntry,
): Promise<Entry | null> {
  // A new entry takes the key of its first save as its id: so a repeated first save finds it.
  const current = await lockEntry(ctx, course, input.entryId ?? input.saveKey)
  if (!current && input.entryId !== null) throw notFound()
  return current ?? (worksheet.kind === 'form' ? lockForm(ctx, course, worksheet.id) : null)
}

/** Makes the entry; or gives the one that another press of the same button made at this moment. */
async function createdMeanwhile(
  ctx: WriteContext,
  course: VisibleCourse,
  worksheet: Worksheet,
  input: SaveEntry,
): Promise<Saved | Entry> {
  const created = await createEntry(ctx, course, worksheet, input)
  const saved = created ?? (await lockEntry(ctx, course, input.saveKey))
  // The id is another person's entry: it opens nothing.
  if (!saved) throw conflict()
  return saved
}

async function createEntry(
  ctx: WriteContext,
  course: VisibleCourse,
  worksheet: Worksheet,
  input: SaveEntry,
): Promise<Saved | null> {
  const values = input.values
  const entry: Entry = {
    id: input.saveKey,
    worksheetId: worksheet.id,
    worksheetVersion: worksheet.version,
    moduleId: input.moduleId ?? null,
    blockId: input.blockId ?? null,
    status: input.status ?? statusOf(worksheet, values),
    stage: input.stage,
    aboutAt: momentOf(worksheet, values, ctx.service.timeZone),
    values,
    version: 1,
    createdAt: ctx.now,
    updatedAt: ctx.now,
  }
  return tryToWrite(ctx, course, worksheet, {
    entry,
    saveKey: input.saveKey,
    outcome: 'saved',
  })
}

async function changeEntry(
  ctx: WriteContext,
  course: VisibleCourse,
  worksheet: Worksheet,
  current: Entry,
  input: SaveEntry,
): Promise<Saved> {
  const shown = shownFields(worksheet, input)
  const usedBefore = await versionByKey(ctx, course, current.id, input.saveKey)
  // The same page once more (a retry, or gone back to): what it saved last is what it knew.
  const known = usedBefore ?? input.baseVersion
  const base =
    known === current.version ? current.values : await valuesAt(ctx, course, current, known)
  const incoming = withShownFields(base, shown, input.values)
  const merge = mergeValues(base, current.values, incoming)
  const saveKey = usedBefore === null ? input.saveKey : newId()
  if (!merge.ok)
    return keepBoth(ctx, course, worksheet, current, { incoming: merge.values, saveKey, input })

  const entry = changed(ctx, worksheet, current, { values: merge.values, input })
  if (sameValues(merge.values, current.values) && entry.status === current.status) {
    ctx.audit('entry.saved-again', current.id, { patientId: course.patientId })
    return { entry: current, outcome: 'unchanged', besideVersion: null }
  }
  const outcome = known === current.version ? 'saved' : 'merged'
  return write(ctx, course, worksheet, { entry, saveKey, outcome })
}

function shownFields(worksheet: Worksheet, input: SaveEntry): readonly string[] {
  if (input.shown) return input.shown
  const fields =
    input.stage === null
      ? allFields(worksheet)
      : (worksheet.stages.find(({ id }) => id === input.stage)?.fields ?? [])
  return [...fields.map(({ id }) => id), ...(whyNotKey in input.values ? [whyNotKey] : [])]
}

async function valuesAt(
  ctx: WriteContext,
  course: VisibleCourse,
  current: Entry,
  version: number,
): Promise<Values> {
  if (version === 0) return {}
  const history = await entryHistory(ctx, course, current.id)
  const found = history.find((each) => each.version === version)
  if (!found) throw conflict()
  return found.values
}

function changed(
  ctx: Context,
  worksheet: Worksheet,
  current: Entry,
  to: { values: Values; input: SaveEntry },
): Entry {
  return {
    ...current,
    worksheetVersion: worksheet.version,
    status: to.input.status ?? statusOf(worksheet, to.values),
    stage: to.input.stage ?? current.stage,
    aboutAt: momentOf(worksheet, to.values, ctx.service.timeZone),
    values: to.values,
    version: current.version + 1,
    updatedAt: ctx.now,
  }
}

/** Nothing is overwritten: the later text stands beside the entry until the person chooses. */
async function keepBoth(
  ctx: WriteContext,
  course: VisibleCourse,
  worksheet: Worksheet,
  current: Entry,
  late: { incoming: Values; saveKey: string; input: SaveEntry },
): Promise<Saved> {
  const beside = changed(ctx, worksheet, current, { values: late.incoming, input: late.input })
  await insertVersion(ctx, {
    entry: beside,
    saveKey: late.saveKey,
    savedBy: actingPersonId(ctx),
    beside: current.version,
    settles: null,
  })
  const entry = { ...current, version: beside.version + 1, updatedAt: ctx.now }
  await bumpVersion(ctx, course, entry)
  ctx.audit('entry.kept-both', current.id, {
    patientId: course.patientId,
    detail: { beside: beside.version },
  })
  return { entry, outcome: 'conflict', besideVersion: beside.version }
}

/**
 * The entry's version is always its highest: the text that stands is written again after the
 * other.
 */
async function bumpVersion(ctx: WriteContext, course: VisibleCourse, entry: Entry): Promise<void> {
  const result = await ctx.tx
    .updateTable('entry')
    .set({ version: entry.version, updated_at: ctx.now })
    .where('service_id', '=', ctx.service.id)
    .where('course_id', '=', course.id)
    .where('id', '=', entry.id)
    .executeTakeFirst()
  invariant(result.numUpdatedRows === 1n, 'the entry is held by this transaction')
  await insertVersion(ctx, {
    entry,
    saveKey: newId(),
    savedBy: actingPersonId(ctx),
    beside: null,
    settles: null,
  })
}

export interface WriteEntry {
  readonly entry: Entry
  readonly saveKey: string
  readonly outcome: 'saved' | 'merged'
  readonly settles?: number | null
}

/** Writes a decided entry with its version, points and audit. */
export async function write(
  ctx: WriteContext,
  course: VisibleCourse,
  worksheet: Worksheet,
  what: WriteEntry,
): Promise<Saved> {
  const saved = await tryToWrite(ctx, course, worksheet, what)
  if (!saved) throw conflict()
  return saved
}

async function tryToWrite(
  ctx: WriteContext,
  course: VisibleCourse,
  worksheet: Worksheet,
  what: WriteEntry,
): Promise<Saved | null> {
  const { entry, saveKey, outcome } = what
  const points = seriesOf(worksheet, entry.values, {
    aboutAt: entry.aboutAt,
    now: ctx.now,
    timeZone: ctx.service.timeZone,
  })
  const version = {
    entry,
    saveKey,
    savedBy: actingPersonId(ctx),
    beside: null,
    settles: what.settles ?? null,
  }
  if (!(await writeEntry(ctx, course, version, points))) return null
  ctx.audit('entry.saved', entry.id, {
    patientId: course.patientId,
    detail: { version: entry.version, worksheet: worksheet.id },
  })
  return { entry, outcome, besideVersion: null }
}
