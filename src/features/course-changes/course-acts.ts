import { isPlainDate, isTimeOfDay, isWeekday, localDate, localMoment } from '#clinical/calendar.ts'
import { requestLastScores } from '#features/measure-schedule/index.ts'
import { decideSignals, readDecision } from '#features/on-track/index.ts'
import {
  addStaffNote,
  type PersonRecord,
  shownFollowUp,
  signalsBeforeEnding,
} from '#features/person-record/index.ts'
import {
  changeProfile,
  changeReviewDay,
  changeTrack,
  closeFollowUp,
  endCourse,
  holdModule,
  type OwnCourse,
  offerModule,
  pauseCourse,
  releaseModule,
  reopenModule,
  resumeCourse,
  skipModule,
} from '#features/treatment/index.ts'
import type { Context } from '#platform/context.ts'
import type { Form } from '#platform/http/form.ts'
import { newId } from '#platform/ids.ts'
import { transact } from '#platform/transact.ts'
import type { Faults } from '#ui/fields.tsx'
import type { CourseFormName } from './act-form.tsx'
import { missingBeforeEnding } from './ending-form.tsx'
import { trackChanges } from './track-change.ts'

interface Posted {
  readonly course: OwnCourse
  readonly record: PersonRecord
  readonly form: Form
}

type Act = (ctx: Context, posted: Posted) => Promise<Faults>

/** Each form beside the record: it says its faults, or does its one act. */
export const courseActs: Readonly<Record<CourseFormName, Act>> = {
  modules: changeModule,
  track: moveToTrack,
  contact: agreeContact,
  pause,
  resumption: async (ctx, { course }) => {
    await resumeCourse(ctx, course)
    return {}
  },
  'review-day': moveReviewDay,
  'last-scores': askFirst,
  ending: end,
  'follow-up-closing': leaveUnanswered,
  note,
}

const moduleActs = {
  release: { run: releaseModule, from: ['locked', 'held', 'offered', 'declined', 'skipped'] },
  hold: { run: holdModule, from: ['locked', 'offered', 'declined', 'skipped'] },
  reopen: { run: reopenModule, from: ['submitted', 'reviewed', 'skipped'] },
  skip: { run: skipModule, from: ['locked', 'held', 'offered', 'available', 'in_progress'] },
  offer: { run: offerModule, from: ['locked', 'held', 'declined', 'skipped'] },
}

function isModuleAct(text: string): text is keyof typeof moduleActs {
  return Object.hasOwn(moduleActs, text)
}

async function changeModule(ctx: Context, { course, record, form }: Posted): Promise<Faults> {
  const act = form.text('module_act')
  const state = record.modules.states.get(form.text('module_id'))
  const reason = [form.trimmed('module_reason'), form.trimmed('module_note')]
    .filter(Boolean)
    .join('. ')
  if (!isModuleAct(act)) return { module_act: 'Choose what to do' }
  if (!state) return { module_id: 'Choose the module' }
  const { run, from } = moduleActs[act]
  const isOpenOnce = state.isOpen && (act === 'hold' || act === 'offer')
  if (!from.includes(state.state) || isOpenOnce) {
    return { module_id: 'That cannot be done with this module as it stands' }
  }
  if (reason === '') return { module_reason: 'Say why' }
  await run(ctx, course, { moduleId: state.moduleId, reason: reason.slice(0, 1000) })
  return {}
}

async function moveToTrack(ctx: Context, { course, record, form }: Posted): Promise<Faults> {
  const reason = form.trimmed('track_reason')
  const others = course.state === 'ended' ? [] : trackChanges(record)
  const chosen = others.find(({ track }) => track.id === form.text('track'))
  const faults: Record<string, string> = {}
  if (!chosen) {
    faults.track =
      others.length === 0
        ? 'The track of this course cannot be changed'
        : 'Choose a track other than the one they are on'
  }
  if (reason === '') faults.track_reason = 'Say why'
  if (!chosen || reason === '') return faults
  await changeTrack(ctx, course, { track: chosen.track.id, reason: reason.slice(0, 1000) })
  return {}
}

async function agreeContact(ctx: Context, { course, record, form }: Posted): Promise<Faults> {
  const chosen = form.text('profile') || null
  const reason = form.trimmed('profile_reason')
  const faults: Record<string, string> = {}
  const isKnown = chosen === null || record.programme.profiles.has(chosen)
  if (!isKnown || chosen === course.profile) faults.profile = 'Choose other than it is now'
  if (reason === '') faults.profile_reason = 'Say why'
  if (Object.keys(faults).length > 0) return faults
  await changeProfile(ctx, course, { profile: chosen, reason: reason.slice(0, 1000) })
  return {}
}

const longestPause = 100 * 86_400_000

async function pause(ctx: Context, { course, form }: Posted): Promise<Faults> {
  const until = form.trimmed('pause_until')
  const zone = ctx.service.timeZone
  const reason = ctx.content.protocols.engagement.pauseReasons.find(
    ({ id }) => id === form.text('pause_reason'),
  )
  const faults: Record<string, string> = {}
  const reviewAt = localMoment(until, (course.reviewTime ?? '17:00').slice(0, 5), zone)
  if (!isPlainDate(until) || !reviewAt) faults.pause_until = 'Give the last day of the pause'
  else if (until <= localDate(ctx.now.getTime(), zone)) faults.pause_until = 'Choose a day to come'
  else if (reviewAt.getTime() > ctx.now.getTime() + longestPause) {
    faults.pause_until = 'Choose a day within the next 100 days'
  }
  if (!reason) faults.pause_reason = 'Say why'
  if (Object.keys(faults).length > 0 || !reviewAt || !reason) return faults
  await pauseCourse(ctx, course, { until, reviewAt, reason: reason.label })
  return {}
}

async function moveReviewDay(ctx: Context, { course, form }: Posted): Promise<Faults> {
  const weekday = Number(form.text('weekday'))
  const time = form.trimmed('by_time')
  const reason = form.trimmed('day_reason')
  const faults: Record<string, string> = {}
  if (!isTimeOfDay(time)) faults.by_time = 'Give the time'
  if (reason === '') faults.day_reason = 'Say why'
  if (!isWeekday(weekday)) return { ...faults, weekday: 'Choose the day' }
  if (Object.keys(faults).length > 0) return faults
  await changeReviewDay(ctx, course, { weekday, time, reason })
  return {}
}

/** What came while the page was open is not passed over with what was read. */
async function leaveUnanswered(ctx: Context, { course, record, form }: Posted): Promise<Faults> {
  const reason = form.trimmed('follow_up_reason')
  if (record.followUp === null) return { follow_up_reason: 'This was answered before' }
  if (form.text('shown_follow_up') !== shownFollowUp(record.followUp)) {
    return { follow_up_reason: 'More came while you were reading: look again' }
  }
  if (reason === '') return { follow_up_reason: 'Say why no answer is needed' }
  await closeFollowUp(ctx, course, { reason: reason.slice(0, 500) })
  return {}
}

/** Asks for the scores that the outcome lacks, and ends nothing: that comes later. */
async function askFirst(ctx: Context, { course, record, form }: Posted): Promise<Faults> {
  const sendKey = form.actKey()
  if (sendKey === null) return { last_scores: 'Load the page again' }
  const instrumentIds = record.missingScores.map(({ instrumentId }) => instrumentId)
  if (instrumentIds.length > 0) await requestLastScores(ctx, course, { instrumentIds, sendKey })
  return {}
}

async function end(ctx: Context, { course, record, form }: Posted): Promise<Faults> {
  const reasonCode = form.text('end_reason')
  const note = form.trimmed('end_note')
  const faults: Record<string, string> = {}
  const known = ctx.content.protocols.engagement.stopReasons.some(({ id }) => id === reasonCode)
  if (!known) faults.end_reason = 'Say why it ends'
  if (note === '') faults.end_note = 'Say in a sentence what was agreed'
  if (missingBeforeEnding(record).length > 0 && !form.has('end_anyway')) {
    faults.end_anyway = 'Something is still missing: see to it, or tick that you end without it'
  }
  const without = withoutScores(ctx, record, form)
  if (without === 'reason_missing') faults.without_reason = 'Say why it ends without last scores'
  const sendKey = form.actKey() ?? newId()
  const decision = readDecision(form, signalsBeforeEnding(record), {
    faults,
    mustDecide: mayBeAsked(record, reasonCode),
    prefix: 'end_',
  })
  if (Object.keys(faults).length > 0 || without === 'reason_missing') return faults
  const ended = await transact(ctx, async (ctx) => {
    const forSupervisor = record.onTrack.forReview
      .filter(({ supervisors }) => supervisors === null)
      .map(({ instrumentId, code }) => ({ instrumentId, code }))
    const given = { reasonCode, note, withoutScores: without, forSupervisor }
    const ended = await endCourse(ctx, course, given)
    if (ended.ok && decision) await decideSignals(ctx, course, { ...decision, sendKey })
    return ended
  })
  return ended.ok ? {} : { end_reason: 'A safety item is open. Close it first, with its note' }
}

/** After a death nobody is asked about scores, neither the missing nor the bad. */
function mayBeAsked({ programme }: PersonRecord, reasonCode: string): boolean {
  return !programme.measures.askNothingAfter.includes(reasonCode)
}

/** What the outcome will lack, and why; nobody is asked why about somebody who has died. */
function withoutScores(ctx: Context, record: PersonRecord, form: Form) {
  const { missingScores } = record
  if (missingScores.length === 0) return null
  const { withoutReasons } = ctx.content.protocols.measures.lastScores
  const reason = withoutReasons.find(({ id }) => id === form.text('without_reason'))
  const isNeeded = mayBeAsked(record, form.text('end_reason'))
  if (!reason && isNeeded) return 'reason_missing'
  const measures = missingScores.map(({ instrumentId }) => instrumentId)
  return { measures, reason: reason?.label ?? null }
}

async function note(ctx: Context, { course, form }: Posted): Promise<Faults> {
  const body = form.trimmed('note')
  const sendKey = form.actKey()
  if (body === '') return { note: 'Write the note first' }
  if (body.length > 10_000) return { note: 'Use 10,000 characters or fewer' }
  if (sendKey === null) return { note: 'Load the page again' }
  const isMedication = form.has('medication')
  await addStaffNote(ctx, course, { body, isMedication, sendKey })
  return {}
}
