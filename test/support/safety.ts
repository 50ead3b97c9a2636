import { raiseSafetyItem } from '#features/risk/raise-safety-item.ts'
import { findCourseAsSystem } from '#features/treatment/index.ts'
import { newId } from '#platform/ids.ts'
import { transact } from '#platform/transact.ts'
import type { TestApp } from './app.ts'
import { aCourse, aMemberOfStaff, aPatient, aService, type Patient, type Person } from './people.ts'

/** A service of its own, on Monday 2 November 2026 at 9 o'clock, with somebody in treatment. */
export interface SafetyService {
  readonly service: string
  readonly therapist: Person
  readonly duty: Person
  readonly patient: Patient
  readonly course: string
}

// A service's short name is short.
let services = 0

export async function aSafetyService(test: TestApp): Promise<SafetyService> {
  test.clock.set('2026-11-02T09:00:00Z')
  services += 1
  await test.owner.query(`update service set host = slug || '.elsewhere' where host is null`)
  const service = await aService(test, { slug: `riverside-${services}` })
  const therapist = await aMemberOfStaff(test, service, ['therapist'])
  const duty = await aMemberOfStaff(test, service, ['duty_clinician'], 'Dina Duty')
  const patient = await aPatient(test, service)
  return { service, therapist, duty, patient, course: await aCourse(test, patient, therapist) }
}

/** PHQ-9 was sent with item 9 above zero. */
export async function anItem9Answer(
  test: TestApp,
  { service, course }: Pick<SafetyService, 'service' | 'course'>,
  { value, previous = null, sourceId = newId() }: ItemNine,
) {
  const ctx = await test.context(service)
  const seen = await findCourseAsSystem(ctx, course)
  const detail = { instrument: 'phq9', item: 9, atLeast: 1, value, previous }
  return transact(ctx, async (ctx) => {
    ctx.audit('test.sent', sourceId)
    return raiseSafetyItem(ctx, seen, { trigger: 'phq9_item9', sourceId, detail })
  })
}

interface ItemNine {
  readonly value: number
  readonly previous?: number | null
  readonly sourceId?: string
}

export async function safetyItemRow(test: TestApp, id: string) {
  const { rows } = await test.owner.query('select * from safety_item where id = $1', [id])
  return rows[0]
}

/** What happened to an item, in the order in which it happened. */
export async function safetyEventKinds(test: TestApp, id: string): Promise<string[]> {
  const { rows } = await test.owner.query(
    'select kind from safety_event where item_id = $1 order by at, id',
    [id],
  )
  return rows.map((event) => event.kind)
}
