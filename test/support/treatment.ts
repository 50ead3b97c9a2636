import { newId } from '#platform/ids.ts'
import type { TestApp } from './app.ts'
import {
  aCourse,
  aMemberOfStaff,
  aPatient,
  aService,
  aSupervisorOf,
  type Patient,
  type Person,
} from './people.ts'

/** One person in treatment in a service of their own, with their therapist and their supervisor. */
export interface Treatment {
  readonly serviceId: string
  readonly therapist: Person
  readonly supervisor: Person
  readonly patient: Patient
  readonly course: string
}

/** The services of the tests before it stay, at addresses of their own: nobody meets them. */
export async function aTreatment(
  test: TestApp,
  { at, ...course }: { at: string; week: number; modules?: readonly string[] },
): Promise<Treatment> {
  test.clock.set(at)
  await test.owner.query(`update service set host = slug || '.elsewhere' where host is null`)
  const serviceId = await aService(test, { slug: `riverside-${newId().slice(-12)}` })
  const therapist = await aMemberOfStaff(test, serviceId, ['therapist'])
  const supervisor = await aSupervisorOf(test, therapist)
  const patient = await aPatient(test, serviceId)
  return {
    serviceId,
    therapist,
    supervisor,
    patient,
    course: await aCourse(test, patient, therapist, course),
  }
}

export interface FormMade {
  readonly total: number
  readonly at: Date
  readonly instrumentId?: string
  /** Of another person of this service. */
  readonly courseId?: string
}

/** A completed form by its total alone. */
export async function aForm(test: TestApp, treatment: Treatment, form: FormMade): Promise<void> {
  const { serviceId, patient, course } = treatment
  const id = newId()
  await test.owner.query(
    `insert into instrument_response (service_id, id, course_id, instrument_id, instrument_version,
       instrument_hash, answers, total, entered_by, submitted_at, send_key)
     values ($1, $2, $3, $4, 2, 'h', '{}', $5, $6, $7, $2)`,
    [
      serviceId,
      id,
      form.courseId ?? course,
      form.instrumentId ?? 'phq9',
      form.total,
      patient.accountId,
      form.at,
    ],
  )
}

const day = 86_400_000

/** One form for each total, the last of them yesterday, one a week before it; null for none. */
export async function weeklyForms(
  test: TestApp,
  treatment: Treatment,
  totals: readonly (number | null)[],
  of: Pick<FormMade, 'instrumentId' | 'courseId'> = {},
): Promise<void> {
  const yesterday = test.clock.now().getTime() - day
  for (const [index, total] of totals.entries()) {
    if (total === null) continue
    const at = new Date(yesterday - (totals.length - 1 - index) * 7 * day)
    await aForm(test, treatment, { ...of, total, at })
  }
}

/** Opened by the therapist, or finished by the person. */
export async function aModuleEvent(
  test: TestApp,
  { serviceId, course, therapist, patient }: Treatment,
  event: { moduleId: string; kind: 'released' | 'submitted'; at: Date },
): Promise<void> {
  const by = event.kind === 'released' ? therapist.accountId : patient.accountId
  await test.owner.query(
    `insert into module_event (service_id, id, course_id, module_id, kind, at, by)
     values ($1, $2, $3, $4, $5, $6, $7)`,
    [serviceId, newId(), course, event.moduleId, event.kind, event.at, by],
  )
}

/** What the therapist's answer posts: a written review that leaves the modules as they are. */
export function aReviewForm<More extends Record<string, string | string[]>>(
  nextDate: string,
  more: More,
) {
  return {
    do: 'send',
    kind: 'review',
    send_key: newId(),
    body: 'You went to the library on Thursday, on a day that began badly. How was it after?',
    release: 'leave',
    next_date: nextDate,
    next_time: '17:00',
    ...more,
  }
}
