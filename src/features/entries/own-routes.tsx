import type { Worksheet } from '#content/types.ts'
import { keepPage, showPage } from '#features/frame/index.ts'
import { requireMyCourse, therapistFirstName } from '#features/treatment/index.ts'
import { type Entry, stageToShow, worksheetOf } from '#features/worksheets/index.ts'
import type { Context } from '#platform/context.ts'
import { ownPath, redirect } from '#platform/http/reply.ts'
import { get, type PageRequest, type Route } from '#platform/http/route.ts'
import { newId } from '#platform/ids.ts'
import { auditView } from '#platform/transact.ts'
import { unsettled } from './change-version.ts'
import { listComments } from './comments.ts'
import { EntriesPage } from './entries-page.tsx'
import { Printed, PrintPage } from './print-page.tsx'
import { entryToBeginFrom } from './refs.ts'
import { entryHistory, findEntry, listEntries } from './repository.ts'
import { showEntry } from './show-entry.tsx'
import { HistoryPage, VersionsPage } from './versions-page.tsx'

/** What a person wrote: to read, change, print and take away. */
export const ownRoutes: readonly Route[] = [
  get('/entries', 'treatment.own', showEntries),
  get('/entries/print', 'treatment.own', showPrint),
  get('/entries/download', 'treatment.own', downloadPrint),
  get('/entries/new/:worksheetId', 'treatment.own', showNewEntry),
  get('/entries/:id', 'treatment.own', async (ctx, request) => {
    const course = await requireMyCourse(ctx)
    const entry = await findEntry(ctx, course, request.params.id)
    const worksheet = worksheetOf(ctx, entry.worksheetId)
    const stage = stageToShow(worksheet, entry.values, request.query.get('stage'))
    return showEntry(ctx, request, course, {
      entry,
      worksheet,
      stage,
      back: '/entries',
      saveKey: newId(),
    })
  }),
  get('/entries/:id/history', 'treatment.own', showHistory),
  get('/entries/:id/versions', 'treatment.own', showVersions),
]

async function showEntries(ctx: Context, request: PageRequest): Promise<Response> {
  const course = await requireMyCourse(ctx)
  const groups = byWorksheet(ctx, await listEntries(ctx, course))
  const comments = await listComments(ctx, course)
  const asked = request.query.get('worksheet')
  const chosen = groups.some(({ worksheet }) => worksheet.id === asked) ? asked : null
  return showPage(ctx, request, {
    title: 'What I wrote',
    body: (
      <EntriesPage
        therapistName={therapistFirstName(course)}
        chosen={chosen}
        commented={new Map(comments.map((comment) => [comment.entryId, comment.readAt === null]))}
        choices={groups.map(({ worksheet }) => worksheet)}
        groups={groups.filter(({ worksheet }) => !chosen || worksheet.id === chosen)}
      />
    ),
  })
}

async function showNewEntry(ctx: Context, request: PageRequest): Promise<Response> {
  const course = await requireMyCourse(ctx)
  const worksheet = worksheetOf(ctx, request.params.worksheetId)
  if (worksheet.kind === 'form') {
    const [entry] = await listEntries(ctx, course, { worksheetId: worksheet.id, limit: 1 })
    if (entry) return redirect(`/entries/${entry.id}`)
  }
  const stage = stageToShow(worksheet, null, null)
  return showEntry(ctx, request, course, {
    entry: null,
    worksheet,
    stage,
    from: await entryToBeginFrom(ctx, course, request.query.get('from')),
    back: ownPath(request.query.get('back') ?? '') ?? '/entries',
    saveKey: newId(),
  })
}

async function showPrint(ctx: Context, request: PageRequest): Promise<Response> {
  const { course: _, worksheet, ...printed } = await toPrint(ctx, request)
  const save = worksheet ? `/entries/download?worksheet=${worksheet.id}` : '/entries/download'
  return showPage(ctx, request, {
    title: 'What I wrote',
    body: <PrintPage {...printed} back="/entries" save={save} />,
  })
}

/** One name for the file, whatever is in it: the name of a form may say what it is for. */
async function downloadPrint(ctx: Context, request: PageRequest): Promise<Response> {
  const { course, worksheet: _, ...printed } = await toPrint(ctx, request)
  await auditView(ctx, 'entry.exported', course.id, course.patientId)
  return keepPage(ctx, {
    title: 'What I wrote',
    fileName: 'what-i-wrote.html',
    body: <Printed {...printed} />,
  })
}

async function toPrint(ctx: Context, request: PageRequest) {
  const course = await requireMyCourse(ctx)
  const worksheetId = request.query.get('worksheet')
  const worksheet = worksheetId ? worksheetOf(ctx, worksheetId) : null
  const entries = await listEntries(ctx, course, worksheet ? { worksheetId: worksheet.id } : {})
  return {
    course,
    worksheet,
    title: worksheet?.title ?? 'What I wrote',
    printedAt: ctx.now,
    groups: byWorksheet(ctx, entries),
  }
}

async function showHistory(ctx: Context, request: PageRequest): Promise<Response> {
  const course = await requireMyCourse(ctx)
  const entry = await findEntry(ctx, course, request.params.id)
  const history = await entryHistory(ctx, course, entry.id)
  return showPage(ctx, request, {
    title: 'What I wrote',
    body: (
      <HistoryPage
        entry={entry}
        worksheet={worksheetOf(ctx, entry.worksheetId)}
        history={history}
        unsettled={unsettled(history).length}
      />
    ),
  })
}

async function showVersions(ctx: Context, request: PageRequest): Promise<Response> {
  const course = await requireMyCourse(ctx)
  const entry = await findEntry(ctx, course, request.params.id)
  const history = await entryHistory(ctx, course, entry.id)
  const [beside] = unsettled(history)
  const standing = history.find(({ version }) => version === entry.version)
  if (!beside || !standing) return redirect(`/entries/${entry.id}`)
  return showPage(ctx, request, {
    title: 'What I wrote',
    body: (
      <VersionsPage
        entry={entry}
        worksheet={worksheetOf(ctx, entry.worksheetId)}
        beside={beside}
        standing={standing}
      />
    ),
  })
}

/** In the order of the latest writing; entries of a worksheet that is gone stay out of sight. */
export function byWorksheet(
  ctx: Context,
  entries: readonly Entry[],
): { worksheet: Worksheet; entries: readonly Entry[] }[] {
  const groups = Map.groupBy(entries, ({ worksheetId }) => worksheetId)
  return [...groups].flatMap(([id, own]) => {
    const worksheet = ctx.content.worksheets.get(id)
    return worksheet ? [{ worksheet, entries: own }] : []
  })
}
