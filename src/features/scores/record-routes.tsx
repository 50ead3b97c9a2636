import { showPage } from '#features/frame/index.ts'
import {
  instrumentOfResponse,
  isByThePerson,
  nameOfTypist,
  responsesOf,
} from '#features/measures/index.ts'
import { findCourse } from '#features/treatment/index.ts'
import { inWordsOfResponse } from '#features/wording/index.ts'
import type { Context } from '#platform/context.ts'
import { get, type PageRequest, type Route } from '#platform/http/route.ts'
import { notFound } from '#platform/refusals.ts'
import { auditView } from '#platform/transact.ts'
import { AllFormsPage, ResponsePage } from './response-page.tsx'

/** For staff: every form that was sent, each in the words it was answered in. */
export const measureRecordRoutes: readonly Route[] = [
  get('/people/:courseId/responses', 'record.read', showAll),
  get('/people/:courseId/responses/:responseId', 'record.read', showOne),
]

async function showAll(ctx: Context, request: PageRequest): Promise<Response> {
  const course = await findCourse(ctx, request.params.courseId)
  const responses = await responsesOf(ctx, course)
  await auditView(ctx, 'measure.viewed', null, course.patientId)
  return showPage(ctx, request, {
    title: 'All forms',
    body: (
      <AllFormsPage
        course={course}
        rows={responses.toReversed().map((response) => ({
          response,
          instrument: instrumentOfResponse(ctx.content, response),
        }))}
      />
    ),
  })
}

async function showOne(ctx: Context, request: PageRequest): Promise<Response> {
  const course = await findCourse(ctx, request.params.courseId)
  const responses = await responsesOf(ctx, course)
  const response = responses.find(({ id }) => id === request.params.responseId)
  const instrument = response && (await inWordsOfResponse(ctx, response))
  if (!response || !instrument) throw notFound()
  const typist = isByThePerson(response.mode) ? null : await nameOfTypist(ctx, response.enteredById)
  await auditView(ctx, 'measure.viewed', response.id, course.patientId)
  return showPage(ctx, request, {
    title: 'One form',
    body: (
      <ResponsePage course={course} response={response} instrument={instrument} typist={typist} />
    ),
  })
}
