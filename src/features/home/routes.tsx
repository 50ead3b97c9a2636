import { latestConsent } from '#features/consent/index.ts'
import { showPage } from '#features/frame/index.ts'
import {
  findMyCourse,
  listPractice,
  type PracticeTask,
  recordPractice,
  requireMyCourse,
  type VisibleCourse,
} from '#features/treatment/index.ts'
import type { Context, PatientActor } from '#platform/context.ts'
import { redirect } from '#platform/http/reply.ts'
import { get, type PageRequest, post, type Route } from '#platform/http/route.ts'
import { isId } from '#platform/ids.ts'
import { badRequest, notFound } from '#platform/refusals.ts'
import { firstPageOf } from './first-page.ts'
import { HomePage, WaitingPage } from './home-page.tsx'
import { readPracticeForm } from './practice-form.ts'
import { PracticePage } from './practice-page.tsx'
import { readHome } from './read-home.ts'

export const homeRoutes: readonly Route[] = [
  get('/', 'public.read', showFirstPage),
  get('/practice/:taskId', 'treatment.own', showPractice),
  post('/practice/:taskId', 'treatment.own', answerPractice),
]

async function showFirstPage(ctx: Context, request: PageRequest): Promise<Response> {
  const { actor } = ctx
  if (actor.kind === 'patient') return showHome(ctx, request, actor)
  if (actor.kind === 'staff') return redirect(firstPageOf(actor.roles))
  return redirect(ctx.service.isDemonstration ? '/demonstration' : '/sign-in')
}

async function showHome(
  ctx: Context,
  request: PageRequest,
  actor: PatientActor,
): Promise<Response> {
  const course = await findMyCourse(ctx)
  if (!course) return showWaiting(ctx, request, actor)
  const view = await readHome(ctx, course, { saved: request.query.has('saved') })
  return showPage(ctx, request, {
    title: 'Today',
    counts: { '/messages': view.therapist.unread },
    body: <HomePage view={view} />,
  })
}

async function showWaiting(
  ctx: Context,
  request: PageRequest,
  actor: PatientActor,
): Promise<Response> {
  const consent = await latestConsent(ctx, actor.patientId)
  const phone = ctx.service.settings.servicePhone ?? null
  const { timeZone } = ctx.service
  return showPage(ctx, request, {
    title: 'Today',
    isBare: true,
    body: (
      <WaitingPage
        name={actor.name}
        at={ctx.now}
        timeZone={timeZone}
        phone={phone}
        hasConsent={consent !== null && consent.withdrawnAt === null}
      />
    ),
  })
}

async function showPractice(ctx: Context, request: PageRequest): Promise<Response> {
  const course = await requireMyCourse(ctx)
  const task = await ownTask(ctx, course, request)
  const typed = { kind: '', reason: '', note: '', sendKey: null }
  return showPage(ctx, request, {
    title: 'Practice',
    body: (
      <PracticePage task={task} therapistName={course.therapistName} error={null} typed={typed} />
    ),
  })
}

async function answerPractice(ctx: Context, request: PageRequest): Promise<Response> {
  const course = await requireMyCourse(ctx)
  const task = await ownTask(ctx, course, request)
  const { form } = request
  const reading = readPracticeForm(form)
  if (!reading) throw badRequest()
  if (!reading.ok) {
    const typed = {
      kind: form.text('kind'),
      reason: form.text('reason'),
      note: form.text('note'),
      sendKey: form.text('send_key'),
    }
    return showPage(ctx, request, {
      title: 'Practice',
      status: 422,
      body: (
        <PracticePage
          task={task}
          therapistName={course.therapistName}
          error={reading.error}
          typed={typed}
        />
      ),
    })
  }
  await recordPractice(ctx, course, { taskId: task.id, ...reading.answer })
  return redirect('/?saved=practice')
}

async function ownTask(
  ctx: Context,
  course: VisibleCourse,
  request: PageRequest,
): Promise<PracticeTask> {
  const { taskId } = request.params
  if (!isId(taskId)) throw notFound()
  const task = (await listPractice(ctx, course)).find(({ id }) => id === taskId)
  if (!task || task.lastEvent === 'withdrawn') throw notFound()
  return task
}
