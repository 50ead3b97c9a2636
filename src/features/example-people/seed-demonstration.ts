import { sql } from 'kysely'
import { addDays, atLocal, localDate, weekdayOf } from '#clinical/calendar.ts'
import type { ServiceHours } from '#clinical/safety-clock.ts'
import { hashPassword } from '#features/accounts/index.ts'
import type { WriteContext } from '#platform/context.ts'
import { newToken } from '#platform/crypto.ts'
import { invariant } from '#platform/invariant.ts'
import { createContext, type Runtime, systemActor } from '#platform/runtime.ts'
import { parseServiceSettings } from '#platform/service-settings.ts'
import { nowIn, type ServiceEntry } from '#platform/services.ts'
import { transact } from '#platform/transact.ts'
import { CallDiary } from './contact-rows.ts'
import { addDecisions } from './decision-rows.ts'
import { addAdverseEvents } from './event-rows.ts'
import { addFollowUps } from './follow-up-rows.ts'
import { addOtherForms } from './form-rows.ts'
import { hasStarted, idFor, type Life } from './life.ts'
import { addMeasures, addOtherSafetyItems } from './measure-rows.ts'
import { addSettled, type Settled } from './message-call-rows.ts'
import type { StaffFile } from './person-file.ts'
import { addPerson } from './person-rows.ts'
import { type DemonstrationFiles, readDemonstration } from './read-people.ts'
import { addReaders } from './reader-rows.ts'
import { Rows } from './rows.ts'
import { SeededRandom } from './seeded-random.ts'
import { Timeline } from './timeline.ts'
import { addTreatment } from './treatment-rows.ts'
import { addTherapistsWork, addToldCalls } from './work-rows.ts'
import { addWriting } from './writing-rows.ts'

export interface Seeded {
  readonly serviceId: string
  readonly people: number
  readonly entries: number
  readonly messages: number
  readonly responses: number
  readonly openSafetyItems: number
}

const timeZone = 'Europe/London'

/**
 * Makes the demonstration service with everyone in it, in one transaction; the same on every run
 * of a day.
 */
export async function seedDemonstration(runtime: Runtime): Promise<Seeded> {
  const files = await readDemonstration(runtime.content)
  const entry = newService(runtime, files.staff)
  const now = nowIn(entry, runtime.wallClock()).getTime()
  const rows = new Rows(entry.service.id)
  const passwordHash = await hashPassword(newToken())
  addStaff(rows, files.staff, { now, passwordHash })
  const seeding = { runtime, files, rows, now, passwordHash, diary: new CallDiary() }
  const lives = files.people.map((person) => lifeOf(seeding, person))
  for (const life of lives) addToldCalls(life)
  addSettled(lives.flatMap(addLife))

  const ctx = createContext(runtime, entry, systemActor)
  await transact(ctx, async (ctx) => {
    await insertService(ctx, entry)
    for (const [table, some] of rows.inOrder()) await insertRows(ctx, table, some)
    ctx.audit('demonstration.seeded', entry.service.id)
  })
  runtime.services.forget()
  return {
    serviceId: entry.service.id,
    people: files.people.length,
    entries: rows.count('entry'),
    messages: rows.count('message'),
    responses: rows.count('instrument_response'),
    openSafetyItems: files.people
      .flatMap(({ safety }) => safety)
      .filter(({ state }) => state !== 'closed').length,
  }
}

/**
 * Its clock begins on a Tuesday morning at twenty to eleven, so that the service is open whenever
 * it is tried.
 */
function newService(runtime: Runtime, staff: StaffFile): ServiceEntry {
  const real = runtime.wallClock()
  const today = localDate(real, timeZone)
  const daysToTuesday = (2 - weekdayOf(today) + 7) % 7
  const thisTuesday = atLocal(addDays(today, daysToTuesday), '10:40', timeZone)
  const start =
    thisTuesday >= real
      ? thisTuesday
      : atLocal(addDays(today, daysToTuesday + 7), '10:40', timeZone)
  return {
    host: null,
    clockOffsetSeconds: Math.round((start - real) / 1000),
    contentAt: () => runtime.content,
    service: {
      id: idFor('service'),
      slug: 'demonstration',
      name: staff.service.name,
      timeZone,
      isDemonstration: true,
      logo: null,
      settings: parseServiceSettings({
        servicePhone: staff.service.phone,
        showExpectedRange: true,
        showExpectedRangeToPatients: true,
        dutyClinicianId: idFor('staff', staff.duty_clinician),
        leadSupervisorId: idFor('staff', staff.lead_supervisor),
      }),
    },
  }
}

function addStaff(
  rows: Rows,
  file: StaffFile,
  { now, passwordHash }: { now: number; passwordHash: string },
): void {
  const since = new Date(now - 400 * 86_400_000)
  for (const member of file.staff) {
    const id = idFor('staff', member.key)
    rows.add('account', {
      id,
      email: `${member.key.replaceAll('_', '.')}@riverside.example.org`,
      display_name: member.name,
      is_staff: true,
      job_title: member.title,
      qualification: member.qualification ?? null,
      password_hash: passwordHash,
      totp_confirmed_at: since,
      created_at: since,
    })
    for (const role of member.roles)
      rows.add('account_role', { account_id: id, role, granted_at: since })
  }
  for (const [supervisor, therapists] of Object.entries(file.supervision)) {
    for (const therapist of therapists) {
      rows.add('supervision_link', {
        supervisor_id: idFor('staff', supervisor),
        therapist_id: idFor('staff', therapist),
        since,
      })
    }
  }
}

interface Seeding {
  readonly runtime: Runtime
  readonly files: DemonstrationFiles
  readonly rows: Rows
  readonly now: number
  readonly passwordHash: string
  readonly diary: CallDiary
}

function lifeOf(
  { runtime, files, rows, now, passwordHash, diary }: Seeding,
  person: DemonstrationFiles['people'][number],
): Life {
  const random = new SeededRandom(person.key)
  const programme = runtime.content.programmes.get('dep')
  invariant(programme, 'the demonstration shows the programme for depression')
  const administrator =
    files.staff.staff.find(({ roles }) => roles.includes('administrator'))?.key ?? ''
  const [supervisor = ''] =
    Object.entries(files.staff.supervision).find(([, of]) => of.includes(person.therapist)) ?? []
  return {
    person,
    random,
    rows,
    diary,
    programme,
    content: runtime.content,
    passwordHash,
    timeline: new Timeline(person, now, hoursOf(runtime), random),
    ids: {
      account: idFor(person.key, 'account'),
      patient: idFor(person.key, 'patient'),
      referral: idFor(person.key, 'referral'),
      course: idFor(person.key, 'course'),
      therapist: idFor('staff', person.therapist),
      supervisor: idFor('staff', supervisor),
      administrator: idFor('staff', administrator),
      duty: idFor('staff', files.staff.duty_clinician),
    },
  }
}

/** Gives what was written to their therapist and settled without a letter. */
function addLife(life: Life): Settled[] {
  const { person } = life
  addPerson(life)
  if (person.stage === 'waiting') return []
  const settled = addWriting(life, hasStarted(person) ? addTreatment(life) : new Map())
  const forms = addMeasures(life)
  addOtherForms(life)
  addOtherSafetyItems(life)
  addAdverseEvents(life)
  const { reviewedAt } = addTherapistsWork(life)
  addDecisions(life, { forms, reviewedAt })
  addFollowUps(life, forms)
  addReaders(life, reviewedAt)
  return settled.map((message) => ({ life, message }))
}

/** The hours of the protocol: the demonstration's service has set none of its own. */
function hoursOf({ content }: Runtime): ServiceHours {
  return { ...content.protocols.safety.workingHours, timeZone, bankHolidays: [] }
}

async function insertService(ctx: WriteContext, entry: ServiceEntry): Promise<void> {
  await ctx.tx
    .insertInto('service')
    .values({
      id: entry.service.id,
      slug: entry.service.slug,
      name: entry.service.name,
      time_zone: entry.service.timeZone,
      settings: JSON.stringify(entry.service.settings),
      is_demonstration: true,
      clock_offset_seconds: entry.clockOffsetSeconds,
      created_at: ctx.now,
    })
    .execute()
}

/** Many rows in one statement; a column that a row leaves out takes its default. */
async function insertRows(
  ctx: WriteContext,
  table: string,
  rows: readonly object[],
): Promise<void> {
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))].map((name) => sql.ref(name))
  await sql`insert into ${sql.table(table)} (${sql.join(columns)})
    select ${sql.join(columns)} from jsonb_populate_recordset(null::${sql.table(table)},
      ${JSON.stringify(rows.map((row) => withJson(table, row)))}::jsonb)`.execute(ctx.tx)
}

/**
 * JSON columns were made text for single inserts; inside a larger document they are values again.
 */
function withJson(table: string, row: object): object {
  return Object.fromEntries(
    Object.entries(row).map(([name, value]) => {
      const isJson = jsonColumns.has(name) || (table === 'contact' && name === 'note')
      return [name, isJson && typeof value === 'string' ? JSON.parse(value) : value]
    }),
  )
}

const jsonColumns = new Set([
  'content',
  'detail',
  'context',
  'answers',
  'extra',
  'subscores',
  'statements',
  'serious_because',
  'actions',
])
