import type { Actor, Context } from '#platform/context.ts'
import { newId } from '#platform/ids.ts'
import type { Role } from '#platform/permissions.ts'
import type { TestApp } from './app.ts'

/**
 * People and records to start a test from: valid, with clinical names, and the same on every run.
 */

export interface Person {
  serviceId: string
  accountId: string
  isStaff: boolean
}

export interface Patient extends Person {
  patientId: string
  referralId: string
}

export async function aService(
  test: TestApp,
  options: { slug?: string; host?: string } = {},
): Promise<string> {
  const id = newId()
  await test.owner.query(
    `insert into service (id, slug, name, host, created_at) values ($1, $2, 'Riverside Talking Therapies', $3, $4)`,
    [id, options.slug ?? 'riverside', options.host ?? null, test.clock.now()],
  )
  await test.owner.query(
    `insert into watchdog_beat (service_id, watchdog, at) values ($1, 'test', now())`,
    [id],
  )
  test.runtime.services.forget()
  return id
}

export async function aMemberOfStaff(
  test: TestApp,
  serviceId: string,
  roles: readonly Role[],
  name = 'Priya Nair',
): Promise<Person> {
  const accountId = await anAccount(test, serviceId, { name, isStaff: true, roles })
  return { serviceId, accountId, isStaff: true }
}

export async function aSupervisorOf(
  test: TestApp,
  therapist: Person,
  name = 'Morag Bell',
): Promise<Person> {
  const supervisor = await aMemberOfStaff(test, therapist.serviceId, ['supervisor'], name)
  await test.owner.query(
    'insert into supervision_link (service_id, supervisor_id, therapist_id, since) values ($1, $2, $3, $4)',
    [therapist.serviceId, supervisor.accountId, therapist.accountId, test.clock.now()],
  )
  return supervisor
}

export async function aPatient(
  test: TestApp,
  serviceId: string,
  name: { given: string; family: string } = { given: 'Ifeoma', family: 'Obi' },
): Promise<Patient> {
  const accountId = await anAccount(test, serviceId, {
    name: name.given,
    isStaff: false,
    roles: ['patient'],
  })
  const patientId = newId()
  const referralId = newId()
  const now = test.clock.now()
  await test.owner.query(
    `insert into patient (service_id, id, account_id, given_name, family_name, date_of_birth, email, phone,
       gp_practice, emergency_contact_name, emergency_contact_phone, created_at)
     values ($1, $2, $3, $4, $5, '1997-03-04', 'someone@example.org', '07700 900123', 'Park Road Surgery',
       'Chidi', '07700 900456', $6)`,
    [serviceId, patientId, accountId, name.given, name.family, now],
  )
  await test.owner.query(
    `insert into referral (service_id, id, patient_id, received_on, source, recorded_at)
     values ($1, $2, $3, '2026-10-19', 'self', $4)`,
    [serviceId, referralId, patientId, now],
  )
  return { serviceId, accountId, isStaff: false, patientId, referralId }
}

/**
 * A course in treatment, started `week` - 1 weeks ago, with module 1 open and a review due in a
 * week.
 */
export async function aCourse(
  test: TestApp,
  patient: Patient,
  therapist: Person,
  options: {
    week?: number
    state?: 'preparing' | 'active' | 'paused' | 'ended'
    modules?: readonly string[]
  } = {},
): Promise<string> {
  const id = newId()
  const now = test.clock.now().getTime()
  const state = options.state ?? 'active'
  const started =
    state === 'preparing' ? null : new Date(now - ((options.week ?? 1) - 1) * 7 * 86_400_000)
  const version = test.runtime.content.programmes.get('dep')?.version ?? '1.0.0'
  await test.owner.query(
    `insert into course (service_id, id, patient_id, referral_id, programme_id, programme_version, track,
       therapist_id, state, review_weekday, review_time, next_review_at, created_at, started_at, ended_at)
     values ($1, $2, $3, $4, 'dep', $5, 'full', $6, $7, 2, '17:00', $8, $9, $10, $11)`,
    [
      patient.serviceId,
      id,
      patient.patientId,
      patient.referralId,
      version,
      therapist.accountId,
      state,
      new Date(now + 7 * 86_400_000),
      new Date(now - 60 * 86_400_000),
      started,
      state === 'ended' ? new Date(now) : null,
    ],
  )
  for (const moduleId of options.modules ?? ['dep.m1']) {
    await test.owner.query(
      `insert into module_event (service_id, id, course_id, module_id, kind, at, by)
       values ($1, $2, $3, $4, 'released', $5, $6)`,
      [patient.serviceId, newId(), id, moduleId, started ?? new Date(now), therapist.accountId],
    )
  }
  return id
}

/** A clinician's decision that names the person's main problem, recorded now. */
export async function aRecordedProblem(
  test: TestApp,
  patient: Patient,
  clinician: Person,
  code: string,
): Promise<void> {
  const now = test.clock.now()
  await test.owner.query(
    `insert into assessment (service_id, id, patient_id, referral_id, decision, problem_descriptor,
       programme_id, reasons, safety_summary, decided_on, recorded_at, recorded_by)
     values ($1, $2, $3, $4, 'offer_programme', $5, 'dep', 'As they told it', 'Asked, and nothing',
       $6, $7, $8)`,
    [
      patient.serviceId,
      newId(),
      patient.patientId,
      patient.referralId,
      code,
      now.toISOString().slice(0, 10),
      now,
      clinician.accountId,
    ],
  )
}

async function anAccount(
  test: TestApp,
  serviceId: string,
  account: { name: string; isStaff: boolean; roles: readonly Role[] },
): Promise<string> {
  const id = newId()
  const now = test.clock.now()
  await test.owner.query(
    `insert into account (service_id, id, email, display_name, is_staff, created_at) values ($1, $2, $3, $4, $5, $6)`,
    [serviceId, id, `${id}@example.org`, account.name, account.isStaff, now],
  )
  for (const role of account.roles) {
    await test.owner.query(
      'insert into account_role (service_id, account_id, role, granted_at) values ($1, $2, $3, $4)',
      [serviceId, id, role, now],
    )
  }
  return id
}

/** Calls acts as this person, and gives the connection back afterwards. */
export async function actingAs<T>(
  test: TestApp,
  person: Person | Patient,
  roles: readonly Role[],
  work: (ctx: Context) => Promise<T>,
): Promise<T> {
  const { serviceId, accountId: id } = person
  const actor: Actor =
    'patientId' in person
      ? { kind: 'patient', id, patientId: person.patientId, name: 'Ifeoma', roles: new Set(roles) }
      : { kind: 'staff', id, name: 'Priya Nair', jobTitle: null, roles: new Set(roles) }
  const ctx = await test.context(serviceId, actor)
  try {
    return await work(ctx)
  } finally {
    await ctx.platform.transaction.rollback()
  }
}
