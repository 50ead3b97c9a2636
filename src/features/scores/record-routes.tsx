import type { Instrument } from '#clinical/instrument.ts'
import { storedFormInFhir } from '#features/fhir-questionnaires/index.ts'
import { showPage } from '#features/frame/index.ts'
import {
  instrumentOfResponse,
  isByThePerson,
  type MeasureResponse,
  nameOfTypist,
  responsesOf,
  takenBack,
} from '#features/measures/index.ts'
import { findCourseToRead, type VisibleCourse } from '#features/treatment/index.ts'
import { inWordsOfResponse } from '#features/wording/index.ts'
import type { Context } from '#platform/context.ts'
import { json } from '#platform/http/reply.ts'
import { get, type PageRequest, type Route } from '#platform/http/route.ts'
import { notFound } from '#platform/refusals.ts'
import { auditView } from '#platform/transact.ts'
import { AllFormsPage, ResponsePage } from './response-page.tsx'
import { wordsNow } from './response-words.ts'

/** For staff: every form that was sent, each in the words it was answered in. */
export const measureRecordRoutes: readonly Route[] = [
  get('/people/:courseId/responses', 'record.read', showAll),
  get('/people/:courseId/responses/:responseId', 'record.read', showOne),
  get('/people/:courseId/responses/:responseId/fhir', 'record.read', exportOne),
]

async function showAll(ctx: Context, request: PageRequest): Promise<Response> {
  const course = await findCourseToRead(ctx, request.params.courseId)
  const responses = await responsesOf(ctx, course)
  await auditView(ctx, 'measure.viewed', null, course.patientId)
  return showPage(ctx, request, {
    title: 'All forms',
    body: (
      <AllFormsPage
        course={course}
        takenBack={await takenBack(ctx, course)}
        rows={responses.toReversed().map((response) => ({
          response,
          instrument: instrumentOfResponse(ctx.content, response),
        }))}
      />
    ),
  })
}

interface Found {
  readonly course: VisibleCourse
  readonly response: MeasureResponse
  /** In the words that were shown then. */
  readonly instrument: Instrument
}

async function findResponse(ctx: Context, request: PageRequest): Promise<Found> {
  const course = await findCourseToRead(ctx, request.params.courseId)
  const responses = await responsesOf(ctx, course)
  const response = responses.find(({ id }) => id === request.params.responseId)
  const instrument = response && (await inWordsOfResponse(ctx, response))
  if (!response || !instrument) throw notFound()
  return { course, response, instrument }
}

async function showOne(ctx: Context, request: PageRequest): Promise<Response> {
  const { course, response, instrument } = await findResponse(ctx, request)
  const typist = isByThePerson(response.mode) ? null : await nameOfTypist(ctx, response.enteredById)
  await auditView(ctx, 'measure.viewed', response.id, course.patientId)
  return showPage(ctx, request, {
    title: 'One form',
    body: (
      <ResponsePage
        {...{ course, response, instrument, typist }}
        words={wordsNow(ctx.content.instruments.get(instrument.id), response)}
      />
    ),
  })
}

/** The same as a QuestionnaireResponse of FHIR R4, for another system of the service. */
async function exportOne(ctx: Context, request: PageRequest): Promise<Response> {
  const { course, response, instrument } = await findResponse(ctx, request)
  const { declinedItems: declined, leftItems: left } = response
  await auditView(ctx, 'measure.exported', response.id, course.patientId)
  const { patientId } = course
  const form = { ...response, patientId, declined, left: left ?? [] }
  const reply = json(storedFormInFhir(instrument, form))
  reply.headers.set('content-type', 'application/fhir+json; charset=utf-8')
  return reply
}
