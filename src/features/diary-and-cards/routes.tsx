import { ownValue } from '#content/worksheet-values.ts'
import { reminderStateOf } from '#features/diary-reminders/index.ts'
import {
  findEntry,
  listEntries,
  Printed,
  PrintPage,
  saveEntry,
  showEntry,
} from '#features/entries/index.ts'
import { keepPage, showPage } from '#features/frame/index.ts'
import {
  programmeOf,
  requireMyCourse,
  therapistFirstName,
  type VisibleCourse,
} from '#features/treatment/index.ts'
import { worksheetOf } from '#features/worksheets/index.ts'
import type { Context } from '#platform/context.ts'
import { redirect } from '#platform/http/reply.ts'
import { get, type PageRequest, post, type Route } from '#platform/http/route.ts'
import { isId, newId } from '#platform/ids.ts'
import { badRequest, notFound } from '#platform/refusals.ts'
import { auditView } from '#platform/transact.ts'
import { CardsPage, CardsPrintPage, PrintedCards, pinnedFirst } from './cards-page.tsx'
import { DiaryPage } from './diary-page.tsx'

const cardSheet = 'common.takeaway'
const planSheet = 'common.blueprint'

/** The diary, the plan for staying well, and the cards: each at an address of its own. */
export const diaryAndCardsRoutes: readonly Route[] = [
  get('/diary', 'treatment.own', showDiary),
  get('/blueprint', 'treatment.own', async (ctx, request) => {
    const course = await requireMyCourse(ctx)
    const [entry = null] = await listEntries(ctx, course, { worksheetId: planSheet, limit: 1 })
    const worksheet = worksheetOf(ctx, planSheet)
    return showEntry(ctx, request, course, {
      entry,
      worksheet,
      stage: null,
      back: '/blueprint',
      saveKey: newId(),
    })
  }),
  get('/blueprint/print', 'treatment.own', async (ctx, request) => {
    const { course: _, ...printed } = await planToPrint(ctx)
    const body = <PrintPage {...printed} back="/blueprint" save="/blueprint/download" />
    return showPage(ctx, request, { title: 'My plan', body })
  }),
  get('/blueprint/download', 'treatment.own', async (ctx) => {
    const { course, ...printed } = await planToPrint(ctx)
    await auditView(ctx, 'entry.exported', course.id, course.patientId)
    const body = <Printed {...printed} />
    return keepPage(ctx, { title: 'My plan', fileName: 'my-plan.html', body })
  }),
  get('/cards', 'treatment.own', async (ctx, request) => {
    const course = await requireMyCourse(ctx)
    const cards = pinnedFirst(await listEntries(ctx, course, { worksheetId: cardSheet }))
    return showPage(ctx, request, {
      title: 'My cards',
      body: <CardsPage cards={cards} saveKey={newId()} newKey={newId} />,
    })
  }),
  get('/cards/print', 'treatment.own', async (ctx, request) => {
    const course = await requireMyCourse(ctx)
    const cards = pinnedFirst(await listEntries(ctx, course, { worksheetId: cardSheet }))
    return showPage(ctx, request, { title: 'My cards', body: <CardsPrintPage cards={cards} /> })
  }),
  get('/cards/download', 'treatment.own', async (ctx) => {
    const course = await requireMyCourse(ctx)
    const cards = pinnedFirst(await listEntries(ctx, course, { worksheetId: cardSheet }))
    await auditView(ctx, 'entry.exported', course.id, course.patientId)
    const body = <PrintedCards cards={cards} />
    return keepPage(ctx, { title: 'My cards', fileName: 'my-cards.html', body })
  }),
  post('/cards', 'treatment.own', addCard),
  post('/cards/:id/pin', 'treatment.own', pinCard),
]

async function planToPrint(ctx: Context) {
  const course = await requireMyCourse(ctx)
  const entries = await listEntries(ctx, course, { worksheetId: planSheet, limit: 1 })
  const worksheet = worksheetOf(ctx, planSheet)
  return {
    course,
    title: worksheet.title,
    printedAt: ctx.now,
    groups: entries.length > 0 ? [{ worksheet, entries }] : [],
  }
}

async function showDiary(ctx: Context, request: PageRequest): Promise<Response> {
  const course = await requireMyCourse(ctx)
  const diaries = [...diariesOf(ctx, course)]
  const asked = request.query.get('worksheet')
  const worksheet = diaries.find(({ id }) => id === asked) ?? diaries[0]
  if (!worksheet) throw notFound()
  const all = await listEntries(ctx, course, {
    worksheetIds: diaries.map(({ id }) => id),
    limit: 60,
  })
  // A diary is offered once something was written in it, or where it is asked for.
  const begun = new Set(all.map(({ worksheetId }) => worksheetId))
  return showPage(ctx, request, {
    title: 'Diary',
    body: (
      <DiaryPage
        worksheet={worksheet}
        saveKey={newId()}
        therapistName={therapistFirstName(course)}
        owner={course.id}
        entries={all.filter(({ worksheetId }) => worksheetId === worksheet.id)}
        others={diaries.filter(({ id }) => id !== worksheet.id && begun.has(id))}
        isSharedDevice={request.session?.sharedDevice ?? false}
        reminder={await reminderStateOf(ctx, course, worksheet)}
      />
    ),
  })
}

/** The diaries of the person's programme, in the order in which it brings them in. */
function diariesOf(ctx: Context, course: VisibleCourse) {
  const blocks = [...programmeOf(ctx, course).modules.values()]
    .flatMap(({ sections }) => sections)
    .flatMap(({ blocks }) => blocks)
  const ids = new Set(blocks.flatMap((block) => (block.type === 'diary' ? [block.ref] : [])))
  return [...ids].map((id) => worksheetOf(ctx, id))
}

async function addCard(ctx: Context, request: PageRequest): Promise<Response> {
  const course = await requireMyCourse(ctx)
  const saveKey = request.form.text('save_key')
  const card = request.form.trimmed('card').slice(0, 240)
  if (!isId(saveKey)) throw badRequest()
  if (card !== '') {
    await saveEntry(ctx, course, {
      entryId: null,
      worksheetId: cardSheet,
      stage: null,
      values: { card },
      baseVersion: 0,
      saveKey,
    })
  }
  return redirect('/cards')
}

async function pinCard(ctx: Context, request: PageRequest): Promise<Response> {
  const course = await requireMyCourse(ctx)
  const saveKey = request.form.text('save_key')
  const entry = await findEntry(ctx, course, request.params.id)
  if (entry.worksheetId !== cardSheet || !isId(saveKey)) throw notFound()
  const pinned = request.form.text('pinned') === 'yes'
  if (ownValue(entry.values, 'pinned') !== pinned) {
    await saveEntry(ctx, course, {
      entryId: entry.id,
      worksheetId: cardSheet,
      stage: null,
      values: { pinned },
      shown: ['pinned'],
      baseVersion: entry.version,
      saveKey,
    })
  }
  return redirect('/cards')
}
