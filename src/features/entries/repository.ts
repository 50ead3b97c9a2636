import { type RawBuilder, sql } from 'kysely'
import type { VisibleCourse } from '#features/treatment/index.ts'
import {
  type Entry,
  type EntryStatus,
  type EntryVersion,
  isEntryStatus,
  parseValues,
  type SeriesPoint,
} from '#features/worksheets/index.ts'
import type { Context, WriteContext } from '#platform/context.ts'
import { milliseconds } from '#platform/database/milliseconds.ts'
import { isId } from '#platform/ids.ts'
import { invariant } from '#platform/invariant.ts'
import { notFound } from '#platform/refusals.ts'

interface EntryRow {
  id: string
  worksheet_id: string
  worksheet_version: number
  module_id: string | null
  block_id: string | null
  status: string
  stage: string | null
  about_at: Date | null
  content: unknown
  version: number
  created_at: Date
  updated_at: Date
}

const columns = sql`e.id, e.worksheet_id, e.worksheet_version, e.module_id, e.block_id, e.status,
  e.stage, e.about_at, e.content, e.version, e.created_at, e.updated_at`

function toEntry(row: EntryRow): Entry {
  return {
    id: row.id,
    worksheetId: row.worksheet_id,
    worksheetVersion: row.worksheet_version,
    moduleId: row.module_id,
    blockId: row.block_id,
    status: statusIn(row.status),
    stage: row.stage,
    aboutAt: row.about_at,
    values: parseValues(row.content),
    version: row.version,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  }
}

function statusIn(text: string): EntryStatus {
  invariant(isEntryStatus(text), 'the database holds only known states of an entry')
  return text
}

async function entriesWhere(
  ctx: Context,
  course: VisibleCourse,
  condition: RawBuilder<unknown>,
  rest: RawBuilder<unknown>,
  from: RawBuilder<unknown> = sql`entry`,
): Promise<Entry[]> {
  const rows = await ctx.rows(sql<EntryRow>`
    select ${columns} from ${from} e
    where e.service_id = ${ctx.service.id} and e.course_id = ${course.id} and ${condition} ${rest}`)
  return rows.map(toEntry)
}

export interface EntryFilter {
  readonly worksheetId?: string
  readonly worksheetIds?: readonly string[]
  readonly since?: Date
  readonly limit?: number
  /** Also what was put away. */
  readonly withArchived?: boolean
}

/** Entries of a course, newest first. */
export async function listEntries(
  ctx: Context,
  course: VisibleCourse,
  filter: EntryFilter = {},
): Promise<Entry[]> {
  const { worksheetId, since, limit = 1000, withArchived = false } = filter
  const ids = worksheetId ? [worksheetId] : filter.worksheetIds
  // Only what is asked stands in the question: of "is null or", PostgreSQL can use no index.
  const conditions = [
    since === undefined ? sql`true` : sql`e.updated_at > ${since}`,
    withArchived ? sql`true` : sql`e.status <> 'archived'`,
  ]
  return entriesWhere(
    ctx,
    course,
    sql.join(conditions, sql` and `),
    sql`order by coalesce(e.about_at, e.created_at) desc, e.id desc limit ${limit}`,
    ids === undefined ? sql`entry` : inWorksheets(ctx, course, ids),
  )
}

/** Found worksheet by worksheet: asked for all at once, every entry of a course would be read. */
function inWorksheets(
  ctx: Context,
  course: VisibleCourse,
  ids: readonly string[],
): RawBuilder<unknown> {
  return sql`(select found.* from (select distinct unnest(${ids}::text[]) as id) asked
    cross join lateral (select * from entry where service_id = ${ctx.service.id}
      and course_id = ${course.id} and worksheet_id = asked.id offset 0) found)`
}

/** What was written or changed after a moment, newest change first: for the therapist's review. */
export async function entriesSince(
  ctx: Context,
  course: VisibleCourse,
  since: Date | null,
): Promise<Entry[]> {
  return entriesWhere(
    ctx,
    course,
    // A bare comparison: with "or", or a function around it, every entry of a long course is read
    // (behind row security, PostgreSQL gives an index only what can tell nothing of other rows).
    sql`e.updated_at > ${since ?? '-infinity'}::timestamptz and e.status <> 'archived'`,
    sql`order by e.updated_at desc, e.id desc limit 500`,
  )
}

interface Newest {
  readonly worksheetIds: readonly string[]
  readonly count: number
  readonly since: Date
}

/** Of each worksheet so many of the newest entries, and all that were made since a moment. */
export async function newestEntries(
  ctx: Context,
  course: VisibleCourse,
  { worksheetIds, count, since }: Newest,
): Promise<Entry[]> {
  const own = sql`service_id = ${ctx.service.id} and course_id = ${course.id}
    and worksheet_id = asked.worksheet_id and status <> 'archived'`
  const rows = await ctx.rows(sql<EntryRow>`
    select ${columns} from unnest(${worksheetIds}::text[]) as asked(worksheet_id)
      cross join lateral (select * from entry where ${own} order by created_at desc, id desc
        limit greatest(${count}::bigint,
          (select count(*) from entry where ${own} and created_at > ${since}))) e
    order by coalesce(e.about_at, e.created_at) desc, e.id desc`)
  return rows.map(toEntry)
}

export async function findEntry(
  ctx: Context,
  course: VisibleCourse,
  entryId: string | undefined,
): Promise<Entry> {
  if (!isId(entryId)) throw notFound()
  const [entry] = await entriesWhere(ctx, course, sql`e.id = ${entryId}`, sql``)
  if (!entry) throw notFound()
  return entry
}

/** Those of these entries that are this course's, put away or not. */
export async function entriesById(
  ctx: Context,
  course: VisibleCourse,
  ids: readonly string[],
): Promise<Entry[]> {
  return entriesWhere(ctx, course, sql`e.id = any(${ids}::uuid[])`, sql`order by e.id`)
}

/** The entry as it stands, held until the transaction ends. */
export async function lockEntry(
  ctx: WriteContext,
  course: VisibleCourse,
  entryId: string,
): Promise<Entry | null> {
  const [entry] = await entriesWhere(ctx, course, sql`e.id = ${entryId}`, sql`for update`)
  return entry ?? null
}

/** The one entry of a form, held; two tabs that both begin it wait for each other here. */
export async function lockForm(
  ctx: WriteContext,
  course: VisibleCourse,
  worksheetId: string,
): Promise<Entry | null> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${course.id + worksheetId}, 0))`.execute(
    ctx.tx,
  )
  const [entry] = await entriesWhere(
    ctx,
    course,
    sql`e.worksheet_id = ${worksheetId} and e.status <> 'archived'`,
    sql`order by e.created_at desc limit 1 for update`,
  )
  return entry ?? null
}

interface VersionRow {
  version: number
  status: string
  stage: string | null
  content: unknown
  saved_at: Date
  saved_by_name: string | null
  saved_by_staff: boolean | null
  beside: number | null
  settles: number | null
}

/** Every version of an entry, newest first. */
export async function entryHistory(
  ctx: Context,
  course: VisibleCourse,
  entryId: string,
): Promise<EntryVersion[]> {
  const rows = await ctx.rows(sql<VersionRow>`
    select v.version, v.status, v.stage, v.content, v.saved_at, v.beside, v.settles,
      a.display_name as saved_by_name, a.is_staff as saved_by_staff
    from entry e
      join entry_version v on v.service_id = e.service_id and v.entry_id = e.id
      left join account a on a.service_id = v.service_id and a.id = v.saved_by
    where e.service_id = ${ctx.service.id} and e.course_id = ${course.id} and e.id = ${entryId}
    order by v.version desc`)
  return rows.map((row) => ({
    version: row.version,
    status: statusIn(row.status),
    stage: row.stage,
    values: parseValues(row.content),
    savedAt: row.saved_at,
    savedByName: row.saved_by_name ?? 'Handrail',
    savedByStaff: row.saved_by_staff ?? false,
    beside: row.beside,
    settles: row.settles,
  }))
}

/** What was saved under this key, if anything: a retry, or a page that was gone back to. */
export async function versionByKey(
  ctx: WriteContext,
  course: VisibleCourse,
  entryId: string,
  saveKey: string,
): Promise<number | null> {
  const [row] = await ctx.rows(sql<{ version: number }>`
    select v.version from entry_version v
      join entry e on e.service_id = v.service_id and e.id = v.entry_id
    where v.service_id = ${ctx.service.id} and e.course_id = ${course.id}
      and v.entry_id = ${entryId} and v.save_key = ${saveKey}`)
  return row?.version ?? null
}

export interface SavedVersion {
  readonly entry: Entry
  readonly saveKey: string
  readonly savedBy: string
  readonly beside: number | null
  readonly settles: number | null
}

/** A text that met another: it goes beside the entry, and changes nothing of it. */
export async function insertVersion(ctx: WriteContext, saved: SavedVersion): Promise<void> {
  const { entry } = saved
  await sql`
    insert into entry_version
      (service_id, entry_id, version, status, stage, content, saved_at, saved_by, save_key,
        beside, settles)
    values (${ctx.service.id}, ${entry.id}, ${entry.version}, ${entry.status}, ${entry.stage},
      ${JSON.stringify(entry.values)}::jsonb, ${ctx.now}, ${saved.savedBy}, ${saved.saveKey},
      ${saved.beside}, ${saved.settles})`.execute(ctx.tx)
}

/**
 * Writes the entry, its version and its points in one statement. False when an entry of this id is
 * not this course's, or when this key was used before.
 */
export async function writeEntry(
  ctx: WriteContext,
  course: VisibleCourse,
  saved: SavedVersion,
  points: readonly SeriesPoint[],
): Promise<boolean> {
  const { entry } = saved
  const service = ctx.service.id
  const content = JSON.stringify(entry.values)
  const rows = await ctx.rows(sql<{ id: string }>`
    with written as (
      insert into entry as e (service_id, id, course_id, worksheet_id, worksheet_version, module_id,
        block_id, status, stage, about_at, content, version, created_at, updated_at)
      select ${service}::uuid, ${entry.id}::uuid, ${course.id}::uuid, ${entry.worksheetId},
        ${entry.worksheetVersion}, ${entry.moduleId}, ${entry.blockId}, ${entry.status},
        ${entry.stage}, ${entry.aboutAt}::timestamptz, ${content}::jsonb, ${entry.version}::integer,
        ${entry.createdAt}::timestamptz, ${ctx.now}::timestamptz
      where not exists (select from entry_version where service_id = ${service}
        and save_key = ${saved.saveKey})
      on conflict (service_id, id) do update set status = excluded.status, stage = excluded.stage,
        about_at = excluded.about_at, content = excluded.content, version = excluded.version,
        worksheet_version = excluded.worksheet_version, updated_at = excluded.updated_at
        where e.course_id = excluded.course_id and e.version = excluded.version - 1
      returning e.id),
    kept as (
      insert into entry_version (service_id, entry_id, version, status, stage, content, saved_at,
        saved_by, save_key, beside, settles)
      select ${service}::uuid, id, ${entry.version}::integer, ${entry.status}, ${entry.stage},
        ${content}::jsonb, ${ctx.now}::timestamptz, ${saved.savedBy}::uuid, ${saved.saveKey}::uuid,
        ${saved.beside}::integer, ${saved.settles}::integer
      from written),
    gone as (
      delete from series_point p using written w where p.service_id = ${service}
        and p.course_id = ${course.id} and p.entry_id = w.id
        and (${entry.aboutAt}::timestamptz is not null
          or p.at > ${ctx.now}::timestamptz - interval '3 days')
        and not (p.field_path = any(${points.map(({ path }) => path)}::text[]))),
    drawn as (
      insert into series_point (service_id, course_id, series, entry_id, field_path, at, value,
        label)
      select ${service}::uuid, ${course.id}::uuid, n.series, w.id, n.path, n.at, n.value, n.label
      from written w, jsonb_to_recordset(${JSON.stringify(points)}::jsonb)
        as n(series text, path text, at timestamptz, value numeric, label text)
      on conflict (service_id, course_id, series, entry_id, field_path) do update
        set at = excluded.at, value = excluded.value, label = excluded.label)
    select id from written`)
  return rows.length > 0
}

export interface ChartPoint {
  readonly series: string
  readonly entryId: string
  readonly at: Date
  readonly value: number
  /** What the entry is called: of a goal, its words. */
  readonly label: string | null
  /** The entry's own answers to `kind` and `slot`, for charts by kind and by part of day. */
  readonly kind: string | null
  readonly slot: string | null
  readonly worksheetId: string
}

/** The numbers of these series, oldest first. */
export async function seriesPoints(
  ctx: Context,
  course: VisibleCourse,
  series: readonly string[],
): Promise<ChartPoint[]> {
  if (series.length === 0) return []
  const rows = await ctx.rows(sql<Omit<ChartPoint, 'at'> & { at: number }>`
    select p.series, p.entry_id as "entryId", ${milliseconds(sql`p.at`)} as at, p.value, p.label,
      case when jsonb_typeof(e.content -> 'kind') = 'string' then e.content ->> 'kind' end as kind,
      case when jsonb_typeof(e.content -> 'slot') = 'string' then e.content ->> 'slot' end as slot,
      e.worksheet_id as "worksheetId"
    from series_point p
      -- By the course too: PostgreSQL then reads its entries, and not those of the whole service.
      join entry e on e.service_id = p.service_id and e.course_id = p.course_id
        and e.id = p.entry_id
    where p.service_id = ${ctx.service.id} and p.course_id = ${course.id}
      and p.series = any(${series}::text[]) and e.status <> 'archived'
    order by p.at, p.entry_id, p.field_path`)
  return rows.map((row) => ({ ...row, at: new Date(row.at) }))
}
