import { type CourseFormName, courseActs } from '#features/course-changes/index.ts'
import { readComments, readRecord } from '#features/person-record/index.ts'
import {
  asOwnCourse,
  findCourseToRead,
  findOwnCourse,
  recordPractice,
} from '#features/treatment/index.ts'
import type { Context } from '#platform/context.ts'
import { redirect } from '#platform/http/reply.ts'
import { get, type PageRequest, post, type Route } from '#platform/http/route.ts'
import { isId, newId } from '#platform/ids.ts'
import { notFound } from '#platform/refusals.ts'
import { answerToShow, postAnswer, postDraft, showNext, showSent } from './answer-routes.tsx'
import { drawsWhole, showReview } from './show-review.tsx'

const courseForm = (name: CourseFormName): Route =>
  post(`/people/:courseId/${name}`, 'record.act', (ctx, request) => act(ctx, request, name))

export const reviewRoutes: readonly Route[] = [
  // Before the record's own address, which would take "next" for an id.
  get('/people/next', 'record.act', showNext),
  get('/people/:courseId', 'record.read', (ctx, request) => showRecord(ctx, request, false)),
  get('/people/:courseId/answer', 'review.write', (ctx, request) => showRecord(ctx, request, true)),
  post('/people/:courseId/answer', 'review.write', postAnswer),
  post('/people/:courseId/answer/draft', 'review.write', postDraft),
  get('/people/:courseId/sent', 'review.write', showSent),
  courseForm('modules'),
  courseForm('track'),
  courseForm('contact'),
  courseForm('pause'),
  courseForm('resumption'),
  courseForm('review-day'),
  courseForm('last-scores'),
  courseForm('ending'),
  courseForm('follow-up-closing'),
  courseForm('note'),
  post('/people/:courseId/practice/:taskId/withdrawal', 'record.act', takeBackPractice),
  post('/people/:courseId/supervision-reading', 'record.act', async (ctx, request) => {
    const course = await findOwnCourse(ctx, request.params.courseId)
    await readComments(ctx, course)
    return redirect(`/people/${course.id}`)
  }),
]

async function showRecord(
  ctx: Context,
  request: PageRequest,
  isAnswerAlone: boolean,
): Promise<Response> {
  const course = await findCourseToRead(ctx, request.params.courseId)
  if (!course.access.has('therapist') && course.access.has('supervisor')) {
    return redirect(`/supervision/${course.id}`)
  }
  const own = asOwnCourse(course)
  const [record, answer] = await Promise.all([
    readRecord(ctx, course),
    own && answerToShow(ctx, own, request.query.get('kind')),
  ])
  return showReview(ctx, request, {
    record,
    answer,
    returned: null,
    isAnswering: isAnswerAlone,
    isAnswerAlone,
    drawsWhole: drawsWhole(request),
  })
}

/** Where what was done can be seen. */
const doneAt: Partial<Record<CourseFormName, string>> = {
  note: '#notes',
  'last-scores': '/measures',
}

/** What was set by mistake leaves the person's page; that it was set stays on record. */
async function takeBackPractice(ctx: Context, request: PageRequest): Promise<Response> {
  const course = await findOwnCourse(ctx, request.params.courseId)
  const { taskId } = request.params
  if (!isId(taskId)) throw notFound()
  const sendKey = request.form.actKey() ?? newId()
  await recordPractice(ctx, course, {
    taskId,
    kind: 'withdrawn',
    reason: null,
    note: null,
    sendKey,
  })
  return redirect(`/people/${course.id}#practice`)
}

/** One act of the forms beside the record, or the page again with what was typed and its faults. */
async function act(ctx: Context, request: PageRequest, name: CourseFormName): Promise<Response> {
  const course = await findOwnCourse(ctx, request.params.courseId)
  const record = await readRecord(ctx, course)
  const faults = await courseActs[name](ctx, { course, record, form: request.form })
  if (Object.keys(faults).length === 0) {
    return redirect(`/people/${course.id}${doneAt[name] ?? '#history'}`)
  }
  return showReview(ctx, request, {
    record,
    returned: { name, typed: request.form, faults },
    isAnswering: false,
    isAnswerAlone: false,
    status: 422,
    answer: await answerToShow(ctx, course, null),
  })
}
