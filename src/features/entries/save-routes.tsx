import type { Worksheet } from '#content/types.ts'
import { worksheetForm } from '#content/worksheet-form.ts'
import { requireMyCourse, type VisibleCourse } from '#features/treatment/index.ts'
import { statusOf, worksheetOf } from '#features/worksheets/index.ts'
import type { Context } from '#platform/context.ts'
import { json, redirect } from '#platform/http/reply.ts'
import { type PageRequest, post, type Route } from '#platform/http/route.ts'
import { isId, newId } from '#platform/ids.ts'
import { badRequest } from '#platform/refusals.ts'
import { formatTime } from '#ui/time.tsx'
import { archiveEntry, restoreVersion, settleVersions } from './change-version.ts'
import { type EntryPost, readEntryPost } from './entry-post.ts'
import { resolveRefs } from './refs.ts'
import { findEntry } from './repository.ts'
import { type Saved, saveEntry } from './save-entry.ts'
import { showEntry } from './show-entry.tsx'

/** Saving, and deciding between versions. */
export const saveRoutes: readonly Route[] = [
  post('/entries', 'treatment.own', async (ctx, request) => {
    const { course, worksheet, posted } = await readPost(ctx, request)
    if (isNothing(posted)) return redirect(posted.back)
    const saved = await saveEntry(ctx, course, posted.save)
    if (saved.outcome === 'conflict') return redirect(`/entries/${saved.entry.id}/versions`)
    if (Object.keys(posted.errors).length > 0) return showAgain(ctx, request, course, posted, saved)
    return redirect(placeAfter(worksheet, posted, saved))
  }),
  post('/entries/autosave', 'treatment.own', async (ctx, request) => {
    const { course, worksheet, posted, hasFilled } = await readPost(ctx, request)
    const saved = await saveEntry(ctx, course, posted.save)
    return json(answerToIsland(ctx, worksheet, { posted, saved, hasFilled }))
  }),
  post('/entries/:id/restore', 'treatment.own', async (ctx, request) => {
    const course = await requireMyCourse(ctx)
    const entryId = idIn(request)
    await restoreVersion(ctx, course, { entryId, version: numberIn(request, 'version') })
    return redirect(`/entries/${entryId}`)
  }),
  post('/entries/:id/keep', 'treatment.own', async (ctx, request) => {
    const course = await requireMyCourse(ctx)
    const entryId = idIn(request)
    const keep = request.form.text('keep') === 'beside' ? 'beside' : 'standing'
    await settleVersions(ctx, course, { entryId, beside: numberIn(request, 'beside'), keep })
    return redirect(`/entries/${entryId}`)
  }),
  post('/entries/:id/archive', 'treatment.own', async (ctx, request) => {
    const course = await requireMyCourse(ctx)
    await archiveEntry(ctx, course, { entryId: idIn(request), status: 'archived' })
    return redirect('/entries')
  }),
  post('/entries/:id/return', 'treatment.own', async (ctx, request) => {
    const course = await requireMyCourse(ctx)
    const entry = await findEntry(ctx, course, idIn(request))
    const status = statusOf(worksheetOf(ctx, entry.worksheetId), entry.values)
    await archiveEntry(ctx, course, { entryId: entry.id, status })
    return redirect(`/entries/${entry.id}`)
  }),
]

async function readPost(
  ctx: Context,
  request: PageRequest,
): Promise<{ course: VisibleCourse; worksheet: Worksheet; posted: EntryPost; hasFilled: boolean }> {
  const course = await requireMyCourse(ctx)
  const worksheet = worksheetOf(ctx, request.form.text('worksheet_id'))
  const posted = readEntryPost(worksheet, request.form)
  const { entryId } = posted.save
  const { values, hasFilled } = await resolveRefs(ctx, course, {
    worksheet,
    entryId,
    values: posted.save.values,
  })
  return { course, worksheet, posted: { ...posted, save: { ...posted.save, values } }, hasFilled }
}

/** A new form sent as empty as it came: there is nothing to keep. */
export function isNothing({ save, errors }: EntryPost): boolean {
  return save.entryId === null && Object.keys({ ...save.values, ...errors }).length === 0
}

/** What the page is told after saving as it was typed; `versions` is where two texts are shown. */
export function answerToIsland(
  ctx: Context,
  worksheet: Worksheet,
  done: {
    posted: EntryPost
    saved: Saved
    /** A choice among own entries gave its words to the fields beside it. */
    hasFilled?: boolean
    versions?: string
  },
) {
  const { posted, saved } = done
  const { id, version, values } = saved.entry
  const isAsShown = saved.outcome !== 'merged' && !done.hasFilled
  return {
    entryId: id,
    version,
    savedAt: formatTime(ctx.now, 'time', ctx.service.timeZone),
    // An answer that cannot be right is not saved, and the page must not say that it is.
    notKept: Object.values(posted.errors)[0] ?? null,
    conflict: saved.outcome === 'conflict' ? (done.versions ?? `/entries/${id}/versions`) : null,
    // What the page does not show yet, so that it does not change it back.
    form: isAsShown ? null : worksheetForm(worksheet, posted.save.stage, values),
  }
}

/** Something could not be kept as it was typed: everything typed is shown again, with why. */
function showAgain(
  ctx: Context,
  request: PageRequest,
  course: VisibleCourse,
  posted: EntryPost,
  saved: Saved,
): Promise<Response> {
  return showEntry(ctx, request, course, {
    entry: saved.entry,
    worksheet: worksheetOf(ctx, saved.entry.worksheetId),
    stage: posted.save.stage,
    back: posted.back,
    posted: { form: posted.form, errors: posted.errors },
    saveKey: newId(),
    status: 422,
  })
}

/** Back to where the form was; after "Add another", to the same entry with one more empty row. */
function placeAfter(worksheet: Worksheet, { back, added }: EntryPost, { entry }: Saved): string {
  const url = new URL(back, 'http://place.invalid')
  if (url.pathname === '/entries') return `/entries/${entry.id}${added ? `#entry-${added}` : ''}`
  if (added && worksheet.kind !== 'form' && url.pathname.startsWith('/programme/')) {
    url.searchParams.set('row', entry.id)
  }
  return url.pathname + url.search + url.hash
}

function idIn(request: PageRequest): string {
  const id = request.params.id
  if (!isId(id)) throw badRequest()
  return id
}

function numberIn(request: PageRequest, name: string): number {
  const text = request.form.text(name)
  if (!/^\d{1,6}$/.test(text)) throw badRequest()
  return Number(text)
}
