import { addDays, localDate, weekdayOf } from '#clinical/calendar.ts'
import { hasStarted, idFor, type Life, trackOf } from './life.ts'

const dayMs = 86_400_000

/** Who the person is, what was decided before treatment, and their course. */
export function addPerson(life: Life): void {
  const { person, rows, ids, timeline } = life
  const { receivedAt } = timeline
  const dateOfBirth = birthday(life)
  const phone = `07700 900${String(life.random.whole(100, 999))}`
  const mayLeaveVoicemail = life.random.chance(0.6)
  rows.add('patient', {
    id: ids.patient,
    account_id: person.stage === 'waiting' ? null : ids.account,
    given_name: person.name.given,
    family_name: person.name.family,
    preferred_name: person.name.preferred ?? null,
    pronouns: person.name.pronouns ?? null,
    date_of_birth: dateOfBirth,
    gender_identity: person.says.gender_identity,
    stated_gender:
      person.says.stated_gender ??
      life.content.characteristics.genderIdentity.fallback.notRecorded.code,
    ethnic_category: person.says.ethnic_category,
    email: emailOf(life),
    phone,
    may_leave_voicemail: mayLeaveVoicemail,
    contact_notes: null,
    gp_practice: person.gp ?? null,
    gp_phone: person.gp ? '01632 960 111' : null,
    emergency_contact_name: person.emergency?.name ?? null,
    emergency_contact_relation: person.emergency?.relation ?? null,
    emergency_contact_phone: person.emergency
      ? `07700 900${String(life.random.whole(100, 999))}`
      : null,
    created_at: new Date(receivedAt),
  })
  rows.add('referral', {
    id: ids.referral,
    patient_id: ids.patient,
    received_on: localDate(receivedAt, timeline.timeZone),
    source: life.random.pick(['self', 'self', 'self', 'gp', 'other']),
    presenting_problem: person.about,
    recorded_at: new Date(receivedAt),
    recorded_by: ids.administrator,
  })
  if (person.stage !== 'waiting') addAssessmentAndCourse(life, mayLeaveVoicemail)
}

function addAccount(
  life: Life,
  { createdAt, isUsed }: { createdAt: number; isUsed: boolean },
): void {
  const { rows, ids, person } = life
  rows.add('account', {
    id: ids.account,
    email: emailOf(life),
    display_name: person.name.preferred ?? person.name.given,
    is_staff: false,
    password_hash: isUsed ? life.passwordHash : null,
    created_at: new Date(createdAt),
  })
  rows.add('account_role', {
    account_id: ids.account,
    role: 'patient',
    granted_at: new Date(createdAt),
  })
}

function addAssessmentAndCourse(life: Life, mayLeaveVoicemail: boolean): void {
  const { person, rows, ids, timeline } = life
  const { assessedAt } = timeline
  const first = person.problem?.week === 0 ? person.problem : null
  rows.add('assessment', {
    id: idFor(person.key, 'assessment'),
    patient_id: ids.patient,
    referral_id: ids.referral,
    decision: 'offer_programme',
    problem_descriptor: first?.code ?? 'F32',
    programme_id: life.programme.id,
    reasons:
      first?.reasons ??
      `${person.about}. Low mood is the main problem; wants to work on it at home ` +
        `with support.`,
    safety_summary:
      'Asked about thoughts of suicide and self-harm, means, support and dependants. Plan ' +
      'and numbers given.',
    alternatives_discussed: 'Face-to-face and telephone work, a group, and doing nothing for now.',
    decided_on: localDate(assessedAt, timeline.timeZone),
    recorded_at: new Date(assessedAt),
    recorded_by: ids.therapist,
  })
  const hasConsented = person.stage !== 'preparing' || life.random.chance(0.4)
  addAccount(life, { createdAt: assessedAt, isUsed: hasConsented })
  if (hasConsented) {
    rows.add('consent', {
      id: idFor(person.key, 'consent'),
      patient_id: ids.patient,
      consent_version: life.content.protocols.consent.version,
      statements: JSON.stringify(
        Object.fromEntries(
          life.content.protocols.consent.statements.map(({ id }) => [
            id,
            id !== 'agree_voicemail' || mayLeaveVoicemail,
          ]),
        ),
      ),
      given_at: new Date(Math.min(assessedAt + 2 * dayMs, timeline.now - 3_600_000)),
      recorded_by: ids.account,
    })
  }
  addCourse(life, assessedAt)
  if (first === null) addLaterProblem(life)
}

/** The main problem as it turned out in treatment: another assessment, of the same programme. */
function addLaterProblem({ person, rows, ids, timeline, programme }: Life): void {
  const { problem } = person
  const recordedAt = problem === null ? 0 : timeline.atWork(timeline.at(problem))
  if (problem === null || !timeline.isPast(recordedAt)) return
  rows.add('assessment', {
    id: idFor(person.key, 'assessment', problem.code),
    patient_id: ids.patient,
    referral_id: ids.referral,
    decision: 'offer_programme',
    problem_descriptor: problem.code,
    programme_id: programme.id,
    reasons: problem.reasons,
    safety_summary: 'Asked again about thoughts of suicide and self-harm: none. Numbers given.',
    alternatives_discussed: null,
    decided_on: localDate(recordedAt, timeline.timeZone),
    recorded_at: new Date(recordedAt),
    recorded_by: ids.therapist,
  })
}

function addCourse(life: Life, createdAt: number): void {
  const { person, rows, ids, timeline, programme } = life
  const isStarted = hasStarted(person)
  const ended = timeline.endedAt
  rows.add('course', {
    id: ids.course,
    patient_id: ids.patient,
    referral_id: ids.referral,
    programme_id: programme.id,
    programme_version: programme.version,
    track: trackOf(life),
    therapist_id: ids.therapist,
    state:
      ended !== null
        ? 'ended'
        : person.stage === 'paused'
          ? 'paused'
          : isStarted
            ? 'active'
            : 'preparing',
    review_weekday: reviewWeekday(life),
    review_time: '17:00',
    next_review_at: isStarted && ended === null ? new Date(nextReviewOf(life)) : null,
    created_at: new Date(createdAt),
    started_at: isStarted ? new Date(timeline.startedAt) : null,
    ended_at: ended === null ? null : new Date(ended),
  })
  addCourseEvents(life, createdAt)
}

function addCourseEvents(life: Life, createdAt: number): void {
  const { person, timeline } = life
  const add = (kind: string, at: number, reason: string | null, detail: object) =>
    life.rows.add('course_event', {
      id: idFor(life.person.key, 'course', kind),
      course_id: life.ids.course,
      kind,
      at: new Date(at),
      by: life.ids.therapist,
      reason,
      detail: JSON.stringify(detail),
    })
  add('created', createdAt, null, {})
  if (hasStarted(person)) add('started', timeline.startedAt, null, {})
  if (timeline.pausedAt !== null) {
    const until = addDays(localDate(timeline.now, timeline.timeZone), 10)
    const reasons = life.content.protocols.engagement.pauseReasons
    add(
      'paused',
      timeline.pausedAt,
      reasons[life.random.whole(0, reasons.length - 1)]?.label ?? null,
      { until },
    )
  }
  if (timeline.endedAt !== null) {
    const { stopReasons } = life.content.protocols.engagement
    const noteAtTheEnd = person.notes.findLast(({ week }) => week === null)?.text
    const reason =
      stopReasons.find(({ id }) => id === person.stop_reason) ??
      stopReasons.find(({ id }) => id === 'completed')
    add('ended', timeline.endedAt, noteAtTheEnd ?? 'Agreed together at the last call.', {
      reasonCode: reason?.id,
      nationalCode: reason?.nationalCode,
      readyEarly: reason?.readyEarly,
    })
  }
}

/** A weekday, Monday to Friday: a day that falls on a weekend is kept on the Friday before. */
function reviewWeekday(life: Life): number {
  return Math.min(5, weekdayOf(life.timeline.reviewDay))
}

/** The review after the last one that was done; a few are late, as they would be. */
function nextReviewOf(life: Life): number {
  const { person, timeline } = life
  if (person.stage === 'paused') {
    return timeline.onAWorkingDay(timeline.at({ week: person.week + 2, day: 0, at: '17:00' }))
  }
  const planned = timeline.onAWorkingDay(
    timeline.at({ week: person.week + 1, day: 0, at: '17:00' }),
  )
  const isLate =
    person.key !== 'rosa-delgado' &&
    planned < timeline.now + 86_400_000 * 2 &&
    life.random.chance(0.25)
  return isLate ? timeline.onAWorkingDay(planned - life.random.whole(1, 3) * dayMs) : planned
}

/** Of somebody who is as old as their file says on the day of the seed. */
function birthday(life: Life): string {
  const today = localDate(life.timeline.now, life.timeline.timeZone)
  const month = String(life.random.whole(1, 12)).padStart(2, '0')
  const day = `${month}-${String(life.random.whole(1, 28)).padStart(2, '0')}`
  const isToCome = day > today.slice(5)
  return `${Number(today.slice(0, 4)) - life.person.age - (isToCome ? 1 : 0)}-${day}`
}

function emailOf({ person }: Life): string {
  return `${person.key}@example.org`
}
