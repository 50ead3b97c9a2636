import { showPage } from '#features/frame/index.ts'
import { findCourseToRead, findOwnCourse, type VisibleCourse } from '#features/treatment/index.ts'
import type { Context } from '#platform/context.ts'
import { json, redirect } from '#platform/http/reply.ts'
import { get, type PageRequest, post, type Route } from '#platform/http/route.ts'
import { isId } from '#platform/ids.ts'
import { badRequest, notFound } from '#platform/refusals.ts'
import { auditView } from '#platform/transact.ts'
import type { Faults } from '#ui/fields.tsx'
import { bookCall, busyTimes, cancelCall } from './book-call.ts'
import { wholeNumber } from './local-moment.ts'
import { correctTime } from './log-time.ts'
import { loggedTime } from './logged-time.ts'
import { parseBooking, parseCall } from './parse-call.ts'
import { pingTime, unloggedSeconds } from './ping-time.ts'
import { recordContact } from './record-contact.ts'
import { listAppointments, listContacts } from './repository.ts'
import { StaffCallsPage, type StaffCallsPageProps } from './staff-calls-page.tsx'
import { activitySchema, mostMinutes } from './time.ts'

export const staffRoutes: readonly Route[] = [
  get('/people/:courseId/calls', 'record.read', showStaffCalls),
  post('/people/:courseId/calls', 'record.act', postBooking),
  post('/people/:courseId/calls/:appointmentId/cancellation', 'record.act', postCancellation),
  post('/people/:courseId/contacts', 'record.act', postContact),
  post('/people/:courseId/time', 'record.act', postPing),
  post('/people/:courseId/time/:entryId/correction', 'record.act', postCorrection),
]

async function showStaffCalls(ctx: Context, request: PageRequest): Promise<Response> {
  const course = await findCourseToRead(ctx, request.params.courseId)
  return staffCallsPage(ctx, request, course, null)
}

async function postBooking(ctx: Context, request: PageRequest): Promise<Response> {
  const course = await findOwnCourse(ctx, request.params.courseId)
  const sendKey = request.form.sendKey()
  const parsed = parseBooking(request.form, {
    now: ctx.now,
    timeZone: ctx.service.timeZone,
    busy: await busyTimes(ctx, course, sendKey),
  })
  if (!parsed.ok) return returned(ctx, request, course, { form: 'book', faults: parsed.faults })
  await bookCall(ctx, course, { ...parsed.value, sendKey })
  return redirect(wayBack(request, course))
}

async function postCancellation(ctx: Context, request: PageRequest): Promise<Response> {
  const course = await findOwnCourse(ctx, request.params.courseId)
  const { appointmentId } = request.params
  if (!isId(appointmentId)) throw notFound()
  const reason = request.form.trimmed('reason').slice(0, 500) || null
  await cancelCall(ctx, course, { appointmentId, reason })
  return redirect(wayBack(request, course))
}

async function postContact(ctx: Context, request: PageRequest): Promise<Response> {
  const course = await findOwnCourse(ctx, request.params.courseId)
  const parsed = parseCall(request.form, { now: ctx.now, timeZone: ctx.service.timeZone })
  if (!parsed.ok) return returned(ctx, request, course, { form: 'call', faults: parsed.faults })
  await recordContact(ctx, course, { ...parsed.value, sendKey: request.form.sendKey() })
  return redirect(wayBack(request, course))
}

/** From the island that counts; it is answered with what is open now, to show the same figure. */
async function postPing(ctx: Context, request: PageRequest): Promise<Response> {
  const course = await findOwnCourse(ctx, request.params.courseId)
  const activity = activitySchema.safeParse(request.form.text('activity'))
  const seconds = wholeNumber(request.form.text('seconds'))
  if (!activity.success || seconds === null) throw badRequest()
  await pingTime(ctx, course, activity.data, seconds)
  return json({ seen: await unloggedSeconds(ctx, course) })
}

async function postCorrection(ctx: Context, request: PageRequest): Promise<Response> {
  const course = await findOwnCourse(ctx, request.params.courseId)
  const { entryId } = request.params
  if (!isId(entryId)) throw notFound()
  const minutes = wholeNumber(request.form.trimmed('minutes'))
  const reason = request.form.trimmed('reason').slice(0, 500)
  const faults: Faults = {
    ...(minutes === null || minutes > mostMinutes
      ? { [`minutes-${entryId}`]: `Give the minutes as a whole number from 0 to ${mostMinutes}` }
      : {}),
    ...(reason ? {} : { [`reason-${entryId}`]: 'Say why you correct it' }),
  }
  if (minutes === null || Object.keys(faults).length > 0) {
    return returned(ctx, request, course, { form: 'time', faults, entryId })
  }
  await correctTime(ctx, course, { entryId, minutes, reason, sendKey: request.form.sendKey() })
  return redirect(wayBack(request, course))
}

function returned(
  ctx: Context,
  request: PageRequest,
  course: VisibleCourse,
  back: { form: 'book' | 'call' | 'time'; faults: Faults; entryId?: string },
): Promise<Response> {
  return staffCallsPage(ctx, request, course, {
    ...back,
    typed: request.form,
    sendKey: request.form.sendKey(),
  })
}

async function staffCallsPage(
  ctx: Context,
  request: PageRequest,
  course: VisibleCourse,
  back: StaffCallsPageProps['returned'],
): Promise<Response> {
  await auditView(ctx, 'record.viewed', course.id, course.patientId)
  const calls = await listAppointments(ctx, course)
  const open = calls.filter((call) => call.cancelledAt === null && call.contactId === null)
  return showPage(ctx, request, {
    title: 'Calls and time',
    status: back ? 422 : 200,
    body: (
      <StaffCallsPage
        courseId={course.id}
        patientName={course.patientName}
        mayAct={course.access.has('therapist')}
        open={open.reverse()}
        contacts={await listContacts(ctx, course)}
        logged={await loggedTime(ctx, course)}
        seen={await unloggedSeconds(ctx, course)}
        returned={back}
      />
    ),
  })
}

/** Back to where the form stood: the review screen holds these forms too. */
function wayBack(request: PageRequest, course: VisibleCourse): string {
  const isReview = request.form.text('back') === 'record'
  return isReview ? `/people/${course.id}` : `/people/${course.id}/calls`
}
