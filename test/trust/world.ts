import { keyOfModel } from '#features/expected-range/shipped-model-repository.ts'
import { formKey } from '#features/instruments/index.ts'
import { newId } from '#platform/ids.ts'
import type { TestApp } from '#test/support/app.ts'
import {
  aCourse,
  aMemberOfStaff,
  aPatient,
  aService,
  aSupervisorOf,
  type Patient,
  type Person,
} from '#test/support/people.ts'

/** One person's record in which every text is unlike any other text, so that a leak of it shows. */
export interface Canaries {
  /** Who they are: also for an administrator. */
  identity: string[]
  /** What they wrote and what was written to them: for them and their care team. */
  therapy: string[]
  /** What staff wrote about them: never for the person. */
  staffOnly: string[]
  /** What they told of a negative effect: also for the safety lead. */
  eventTold: string[]
  /** What staff made of it: also for the safety lead, never for the person. */
  eventJudged: string[]
}

export interface Record extends Patient {
  courseId: string
  canaries: Canaries
  /** Values for the parameters of routes, all of this person. */
  params: { readonly [name: string]: string }
}

export interface World {
  serviceId: string
  otherServiceId: string
  patient: Record
  neighbour: Record
  therapist: Person
  colleague: Person
  supervisor: Person
  otherSupervisor: Person
  duty: Person
  administrator: Person
  serviceLead: Person
  contentLead: Person
  safetyLead: Person
  foreignTherapist: Person
  foreignPatient: Record
  foreignAdministrator: Person
}

/** Two services, two therapists in the first, and a full record of each of three people. */
export async function aWorld(test: TestApp): Promise<World> {
  const serviceId = await aService(test, { slug: 'first', host: 'handrail.test' })
  const otherServiceId = await aService(test, { slug: 'second', host: 'other.test' })
  const therapist = await aMemberOfStaff(test, serviceId, ['therapist'], 'Therapist One')
  const colleague = await aMemberOfStaff(test, serviceId, ['therapist'], 'Therapist Two')
  const foreignTherapist = await aMemberOfStaff(
    test,
    otherServiceId,
    ['therapist'],
    'Therapist Three',
  )
  return {
    serviceId,
    otherServiceId,
    therapist,
    colleague,
    foreignTherapist,
    patient: await aRecord(test, 'aaa', serviceId, therapist),
    neighbour: await aRecord(test, 'bbb', serviceId, colleague),
    foreignPatient: await aRecord(test, 'ccc', otherServiceId, foreignTherapist),
    supervisor: await aSupervisorOf(test, therapist, 'Supervisor One'),
    otherSupervisor: await aSupervisorOf(test, colleague, 'Supervisor Two'),
    duty: await aMemberOfStaff(test, serviceId, ['duty_clinician'], 'Duty One'),
    administrator: await aMemberOfStaff(test, serviceId, ['administrator'], 'Administrator One'),
    serviceLead: await aMemberOfStaff(test, serviceId, ['service_lead'], 'Lead One'),
    contentLead: await aMemberOfStaff(test, serviceId, ['content_lead'], 'Content One'),
    safetyLead: await aMemberOfStaff(test, serviceId, ['safety_lead'], 'Safety One'),
    foreignAdministrator: await aMemberOfStaff(
      test,
      otherServiceId,
      ['administrator'],
      'Administrator Two',
    ),
  }
}

async function aRecord(
  test: TestApp,
  mark: string,
  serviceId: string,
  therapist: Person,
): Promise<Record> {
  const canaries: Canaries = {
    identity: [],
    therapy: [],
    staffOnly: [],
    eventTold: [],
    eventJudged: [],
  }
  const canary = (kind: keyof Canaries, what: string) => {
    const text = `Zq${mark}${what}${kind}`
    canaries[kind].push(text)
    return text
  }
  const patient = await aPatient(test, serviceId, {
    given: canary('identity', 'given'),
    family: canary('identity', 'family'),
  })
  const courseId = await aCourse(test, patient, therapist, {
    week: 3,
    modules: ['dep.m1', 'dep.m2'],
  })
  const ids = {
    entryId: newId(),
    messageId: newId(),
    answerId: newId(),
    taskId: newId(),
    itemId: newId(),
    contactId: newId(),
    appointmentId: newId(),
    timeId: newId(),
    responseId: newId(),
    eventId: newId(),
    modelId: newId(),
    verificationId: newId(),
  }
  const at = test.clock.now()
  // Codes are the same for many people: shown as a fact of this one, they are theirs alone.
  const said = mark === 'aaa' ? { gender: '3', ethnic: 'K' } : { gender: '1', ethnic: 'A' }
  if (mark === 'aaa') {
    canaries.identity.push('<dd dir="auto">Non-binary</dd>', '<dd dir="auto">Bangladeshi</dd>')
  }
  const insert = (table: string, row: object) =>
    insertRow(test, table, { service_id: serviceId, ...row })
  await test.owner.query(
    `update patient set preferred_name = null, phone = $3, emergency_contact_name = $4, contact_notes = $5,
       gender_identity = $6, ethnic_category = $7
     where service_id = $1 and id = $2`,
    [
      serviceId,
      patient.patientId,
      canary('identity', 'phone'),
      canary('identity', 'contact'),
      canary('identity', 'notes'),
      said.gender,
      said.ethnic,
    ],
  )
  await insert('assessment', {
    id: newId(),
    patient_id: patient.patientId,
    referral_id: patient.referralId,
    decision: 'offer_programme',
    problem_descriptor: 'F32',
    programme_id: 'dep',
    reasons: canary('staffOnly', 'reasons'),
    safety_summary: canary('staffOnly', 'safety'),
    decided_on: '2026-10-20',
    recorded_at: at,
    recorded_by: therapist.accountId,
  })
  const values = { goal: canary('therapy', 'goal'), now_rating: 2 }
  await insert('entry', {
    id: ids.entryId,
    course_id: courseId,
    worksheet_id: 'common.goal',
    worksheet_version: 1,
    status: 'done',
    content: values,
    version: 1,
    created_at: at,
    updated_at: at,
  })
  await insert('entry_version', {
    entry_id: ids.entryId,
    version: 1,
    status: 'done',
    content: values,
    saved_at: at,
    saved_by: patient.accountId,
    save_key: newId(),
  })
  await insert('entry_comment', {
    id: newId(),
    entry_id: ids.entryId,
    entry_version: 1,
    author_id: therapist.accountId,
    body: canary('therapy', 'comment'),
    at,
    send_key: newId(),
  })
  for (const [id, fromPatient, what] of [
    [ids.messageId, true, 'question'],
    [ids.answerId, false, 'answer'],
  ] as const) {
    await insert('message', {
      id,
      course_id: courseId,
      author_id: fromPatient ? patient.accountId : therapist.accountId,
      from_patient: fromPatient,
      kind: fromPatient ? 'message' : 'review',
      body: canary('therapy', what),
      context: {},
      sent_at: at,
      send_key: newId(),
    })
  }
  await insert('instrument_response', {
    id: ids.responseId,
    course_id: courseId,
    instrument_id: 'phq9',
    instrument_version: 1,
    instrument_hash: 'test',
    answers: { 1: 1, 2: 1, 3: 1, 4: 1, 5: 1, 6: 1, 7: 1, 8: 1, 9: 0 },
    extra: {},
    total: 8,
    entered_by: patient.accountId,
    mode: 'online',
    submitted_at: at,
    send_key: newId(),
  })
  await insert('measure_decision', {
    id: newId(),
    course_id: courseId,
    instrument_id: 'phq15',
    kind: 'declined',
    reason: 'It does not apply to them',
    note: canary('staffOnly', 'decision'),
    at,
    by: therapist.accountId,
    send_key: newId(),
  })
  await insert('measure_request', {
    id: newId(),
    course_id: courseId,
    instrument_id: 'pswq',
    rhythm: 'once',
    reason: canary('staffOnly', 'request'),
    at,
    by: therapist.accountId,
    send_key: newId(),
    withdrawn_at: at,
    withdrawn_by: therapist.accountId,
  })
  await insert('practice_task', {
    id: ids.taskId,
    course_id: courseId,
    origin: 'therapist',
    title: canary('therapy', 'task'),
    instruction: '',
    times: 2,
    set_at: at,
    set_by: therapist.accountId,
  })
  await insert('staff_note', {
    id: newId(),
    course_id: courseId,
    author_id: therapist.accountId,
    body: canary('staffOnly', 'note'),
    at,
  })
  await insert('supervision_comment', {
    id: newId(),
    course_id: courseId,
    author_id: therapist.accountId,
    therapist_id: therapist.accountId,
    body: canary('staffOnly', 'supervision'),
    at,
    send_key: newId(),
  })
  await insert('safety_item', {
    id: ids.itemId,
    course_id: courseId,
    patient_id: patient.patientId,
    trigger: 'therapist_worry',
    source_id: newId(),
    detail: {},
    raised_at: new Date(at.getTime() - 40 * 86_400_000),
    raised_by: therapist.accountId,
    owner_id: therapist.accountId,
    clock_step: 'contact',
    due_at: at,
    escalation: 0,
    closed_at: new Date(at.getTime() - 30 * 86_400_000),
  })
  await insert('safety_event', {
    id: newId(),
    item_id: ids.itemId,
    kind: 'note',
    at,
    by: therapist.accountId,
    detail: {},
    note: canary('staffOnly', 'event'),
  })
  await insert('adverse_event', {
    id: ids.eventId,
    course_id: courseId,
    source: 'patient',
    told: canary('eventTold', 'told'),
    recorded_at: at,
    recorded_by: patient.accountId,
    send_key: newId(),
  })
  await insert('adverse_event_version', {
    event_id: ids.eventId,
    version: 1,
    kind: 'symptoms_worse',
    what: canary('eventJudged', 'what'),
    learnt_on: '2026-11-01',
    learnt_from: 'patient',
    severity: 'mild',
    relatedness: 'possible',
    outcome: 'recovered',
    at,
    by: therapist.accountId,
    send_key: newId(),
  })
  await insert('adverse_event_review', {
    id: newId(),
    event_id: ids.eventId,
    version: 1,
    decision: 'more_needed',
    note: canary('eventJudged', 'review'),
    at,
    by: therapist.accountId,
    send_key: newId(),
  })
  await insert('signal_decision', {
    id: newId(),
    course_id: courseId,
    instrument_id: 'phq9',
    code: 'jump',
    since: at,
    decision: 'other',
    note: canary('staffOnly', 'decision'),
    decided_by: therapist.accountId,
    decided_role: 'therapist',
    at,
    send_key: newId(),
  })
  await insert('range_model', {
    id: ids.modelId,
    instrument_id: 'phq9',
    model: {
      instrumentId: 'phq9',
      coefficients: { constant: 0, start: 1, lnWeek: -1, startTimesLnWeek: -0.1 },
      spread: [{ week: 0, low: 0, middle: 0, high: 0 }],
      untilWeek: 0,
      quantiles: { low: 0.25, high: 0.75 },
      minimum: 0,
      maximum: 27,
    },
    calibration: {
      overall: {
        courseCount: 150,
        formCount: 900,
        atOrBelowHigh: 0.75,
        withinRange: 0.5,
        meanError: 0,
      },
      byGroup: [],
      leftOut: [],
    },
    course_count: 300,
    form_count: 1800,
    made_at: at,
  })
  await insert('instrument_verification', {
    id: ids.verificationId,
    instrument_id: 'pcl5',
    instrument_version: 1,
    what: 'caseness',
    op: '>=',
    value: 32,
    source: 'The manual of the service',
    verified_by_name: 'Morag Bell',
    verified_by_role: 'Clinical supervisor',
    verified_on: '2026-11-01',
    valid_from: '2026-11-01',
    verified_by: therapist.accountId,
    recorded_at: at,
    send_key: newId(),
  })
  await insert('shipped_model_event', {
    id: newId(),
    instrument_id: 'phq9',
    model_hash: '0'.repeat(64),
    kind: 'approved',
    note: 'Read',
    at,
    by: therapist.accountId,
    send_key: newId(),
  })
  await insert('contact', {
    id: ids.contactId,
    course_id: courseId,
    mechanism: 'telephone',
    purpose: 'review',
    outcome: 'attended',
    happened_at: at,
    minutes: 15,
    note: { mainTopic: canary('staffOnly', 'call') },
    recorded_at: at,
    recorded_by: therapist.accountId,
    send_key: newId(),
  })
  await insert('appointment', {
    id: ids.appointmentId,
    course_id: courseId,
    purpose: 'review',
    starts_at: new Date(at.getTime() + 86_400_000),
    minutes: 20,
    made_at: at,
    made_by: therapist.accountId,
  })
  await insert('time_entry', {
    id: ids.timeId,
    course_id: courseId,
    account_id: therapist.accountId,
    activity: 'review',
    worked_on: '2026-11-01',
    measured_seconds: 600,
    minutes: 10,
    at,
  })
  return {
    ...patient,
    courseId,
    canaries,
    params: {
      ...ids,
      courseId,
      patientId: patient.patientId,
      accountId: patient.accountId,
      moduleId: 'dep.m1',
      sectionId: 'four-front-doors',
      blockId: 'dep.m1.q1',
      instrumentId: 'phq9',
      modelKey: modelKeyOf(test),
      formKey: formKey(test.runtime, patient.patientId, 'phq9'),
      worksheetId: 'common.goal',
      programmeId: 'dep',
      version: '1',
      key: 'rosa-delgado',
      token: 'no-such-token',
      logoId: 'no-such-logo',
      colour: '000000.css',
      companionId: 'dean',
      id: ids.entryId,
    },
  }
}

async function insertRow(
  test: TestApp,
  table: string,
  row: { [column: string]: unknown },
): Promise<void> {
  const columns = Object.keys(row)
  const values = Object.values(row).map((value) =>
    typeof value === 'object' && value !== null && !(value instanceof Date)
      ? JSON.stringify(value)
      : value,
  )
  await test.owner.query(
    `insert into ${table} (${columns.map((name) => `"${name}"`).join(', ')})
     values (${columns.map((_, index) => `$${index + 1}`).join(', ')})`,
    values,
  )
}

function modelKeyOf(test: TestApp): string {
  const file = test.runtime.content.expectedRanges.get('phq9')
  if (!file) throw new Error('no model ships for PHQ-9')
  return keyOfModel(file)
}
