import type { Pool } from '#platform/database/database.ts'
import { idOf } from '#platform/ids.ts'

/**
 * Invented histories for comparing two ways of working out outcomes: the same on every run, thick
 * with what such work gets wrong: totals at their thresholds, gaps, single forms, forms before the
 * referral, just before the end and some days or weeks after it, two courses under one referral, two forms at one moment, ends at
 * midnight and at the change of the clocks.
 */

type Row = Readonly<Record<string, unknown>>
type Rows = Record<(typeof tables)[number], Row[]>

const tables = [
  'account',
  'patient',
  'referral',
  'assessment',
  'course',
  'instrument_response',
  'contact',
  'review',
  'message',
  'module_event',
  'page_visit',
  'entry',
  'entry_version',
] as const

const peopleAtOnce = 500
const day = 86_400_000
const problems = ['F32', 'F401', 'F40.1', 'F400', 'F42', 'F43.1', 'G93.3', 'K58', 'F411', '', null]
const ownOf: Readonly<Record<string, string>> = {
  F401: 'spin',
  'F40.1': 'spin',
  F400: 'mi',
  F42: 'oci',
  'F43.1': 'pcl5',
  'G93.3': 'cfq11',
}
/** Around which total a measure's scores lie, and in which steps: its cut-off. */
const centres: Readonly<Record<string, readonly [number, number]>> = {
  phq9: [10, 1],
  gad7: [8, 1],
  spin: [19, 1],
  mi: [2.3, 0.01],
  oci: [40, 1],
  pcl5: [32, 1],
  cfq11: [19, 1],
}
const outcomes = ['attended', 'late_seen', 'did_not_attend', 'no_answer', 'late_not_seen']
const purposes = ['review', 'review', 'first_call', 'ending', 'follow_up', 'safety', 'other']

/** Writes so many people into a service, some hundreds at a time. */
export async function fillWithHistories(
  owner: Pick<Pool, 'query'>,
  service: { serviceId: string; therapistId: string },
  people: { count: number; seed?: number },
): Promise<void> {
  const random = seeded(people.seed ?? 1)
  for (let from = 0; from < people.count; from += peopleAtOnce) {
    const rows = Object.fromEntries(tables.map((table) => [table, [] as Row[]])) as Rows
    for (let n = from; n < Math.min(from + peopleAtOnce, people.count); n++) {
      new History(rows, service, random, n).write()
    }
    for (const table of tables) await insert(owner, table, service.serviceId, rows[table])
  }
  await owner.query('analyze')
}

async function insert(
  owner: Pick<Pool, 'query'>,
  table: string,
  serviceId: string,
  rows: readonly Row[],
): Promise<void> {
  const [first] = rows
  if (!first) return
  const columns = Object.keys(first).join(', ')
  await owner.query(
    `insert into ${table} (service_id, ${columns})
     select $2::uuid, ${columns} from jsonb_populate_recordset(null::${table}, $1::jsonb)`,
    [JSON.stringify(rows), serviceId],
  )
}

class History {
  private serial = 0
  private readonly patientId: string
  private readonly referralId: string

  constructor(
    private readonly rows: Rows,
    private readonly service: { serviceId: string; therapistId: string },
    private readonly random: () => number,
    private readonly number: number,
  ) {
    this.patientId = this.id('patient')
    this.referralId = this.id('referral')
  }

  write(): void {
    const received = Date.UTC(2025, 0, 6) + this.whole(0, 480) * day
    const accountId = this.chance(0.1) ? this.anAccount(received) : null
    this.rows.patient.push({
      id: this.patientId,
      account_id: accountId,
      given_name: 'Someone',
      family_name: 'Invented',
      created_at: iso(received),
    })
    this.rows.referral.push({
      id: this.referralId,
      patient_id: this.patientId,
      received_on: iso(received).slice(0, 10),
      source: 'self',
      recorded_at: iso(received),
    })
    const problem = this.someProblem(received)
    const started = received + this.whole(0, 20) * day + this.whole(0, day)
    const end = this.aCourse(started, { problem, accountId, isLast: !this.chance(0.06) })
    if (end !== null && this.chance(0.5)) return
    if (end !== null && this.rows.course.at(-1)?.programme_id === 'first')
      this.aCourse(end + this.whole(1, 30) * day, { problem, accountId, isLast: true })
  }

  private anAccount(at: number): string {
    const id = this.id('account')
    const email = `${this.number}@example.org`
    const row = { id, email, display_name: 'Someone', is_staff: false, created_at: iso(at) }
    this.rows.account.push(row)
    return id
  }

  private someProblem(received: number): string | null {
    const codes = Array.from({ length: this.whole(0, 2) }, () => this.pick(problems))
    for (const [index, code] of codes.entries()) {
      this.rows.assessment.push({
        id: this.id('assessment'),
        patient_id: this.patientId,
        referral_id: this.referralId,
        decision: 'offer_programme',
        problem_descriptor: code,
        programme_id: 'dep',
        reasons: 'r',
        safety_summary: 's',
        decided_on: iso(received + (this.chance(0.5) ? index * day : 0)).slice(0, 10),
        recorded_at: iso(received),
        recorded_by: this.service.therapistId,
      })
    }
    return codes.findLast((code) => code !== null) ?? null
  }

  /** When it ended; null while it is open. */
  private aCourse(
    started: number,
    about: { problem: string | null; accountId: string | null; isLast: boolean },
  ): number | null {
    const weeks = this.whole(1, 9)
    const end = this.anEnd(started + weeks * 7 * day)
    const isOpen = about.isLast && this.chance(0.08)
    const courseId = this.id('course')
    this.rows.course.push({
      id: courseId,
      patient_id: this.patientId,
      referral_id: this.referralId,
      programme_id: about.isLast ? 'dep' : 'first',
      programme_version: '1',
      track: 'full',
      therapist_id: this.service.therapistId,
      state: isOpen ? 'active' : 'ended',
      review_weekday: 2,
      review_time: '17:00',
      next_review_at: iso(end),
      created_at: iso(started),
      started_at: iso(started),
      ended_at: isOpen ? null : iso(end),
    })
    this.forms(courseId, { started, weeks, end, problem: about.problem })
    this.contacts(courseId, { started, weeks, end })
    this.doings(courseId, { started, weeks, accountId: about.accountId })
    return isOpen ? null : end
  }

  private anEnd(about: number): number {
    if (this.chance(0.08)) return Math.floor(about / day) * day
    // 23:30 UTC on a summer day is the next day in London.
    if (this.chance(0.05)) return Math.floor(about / day) * day - 1_800_000
    return about + this.whole(0, day)
  }

  private forms(
    courseId: string,
    about: { started: number; weeks: number; end: number; problem: string | null },
  ): void {
    const own = ownOf[about.problem ?? '']
    const asked = ['phq9', 'gad7', 'wsas', ...(own && this.chance(0.8) ? [own] : [])]
    for (const instrumentId of asked) {
      const centre = centres[instrumentId] ?? [0, 1]
      const level = centre[0] + this.whole(-6, 9) * (instrumentId === 'mi' ? 0.11 : 1)
      const moments = this.moments(about)
      for (const at of moments) {
        const drift = this.whole(-9, 7) * (instrumentId === 'mi' ? 0.11 : 1)
        this.aForm(courseId, instrumentId, at, Math.max(centre[1], level + drift))
      }
    }
  }

  private moments({ started, weeks, end }: { started: number; weeks: number; end: number }) {
    const moments = Array.from({ length: this.whole(0, Math.min(weeks, 5)) }, (_, week) =>
      Math.floor(started + week * 7 * day + this.whole(0, 2 * day)),
    )
    if (this.chance(0.1)) moments.push(end)
    if (this.chance(0.1)) moments.push(end + 1, end + 40 * day)
    if (this.chance(0.05)) moments.push(started - 60 * day)
    // Asked once more before the end, after weeks of saying no; or after it, when it may not count.
    if (this.chance(0.1)) return [started, end - this.whole(1, 14 * day)]
    if (this.chance(0.15)) moments.push(end + this.whole(1, 8 * day))
    if (this.chance(0.15)) moments.push(this.aMidnight(end, this.whole(1, 6)))
    if (this.chance(0.2)) moments.push(this.aMidnight(end, this.whole(29, 31)))
    const [first] = moments
    return first !== undefined && this.chance(0.1) ? [...moments, first] : moments
  }

  /** As near to the beginning of a day some days after the end as a form can come, on each side. */
  private aMidnight(end: number, days: number): number {
    const midnight = Math.floor(end / day) * day + days * day
    return midnight - (this.chance(0.5) ? 3_600_000 : 0) - this.whole(0, 1)
  }

  private aForm(courseId: string, instrumentId: string, at: number, total: number): void {
    const decimals = instrumentId === 'mi' ? 100 : 1
    const isWsas = instrumentId === 'wsas'
    this.rows.instrument_response.push({
      id: this.id('form'),
      course_id: courseId,
      instrument_id: instrumentId,
      instrument_version: 1,
      instrument_hash: 'x',
      answers: isWsas ? this.wsasAnswers() : {},
      extra: {},
      total: isWsas || this.chance(0.08) ? null : Math.round(total * decimals) / decimals,
      entered_by: this.service.therapistId,
      mode: this.pick(['online', 'online', 'link', 'telephone', 'paper']),
      submitted_at: iso(at),
      send_key: this.id('key'),
      subscores: {},
      declined_items: [],
    })
  }

  private wsasAnswers(): Record<string, number | 'not_applicable'> {
    const items = [1, 2, 3, 4, 5].filter(() => this.chance(0.9))
    return Object.fromEntries(
      items.map((item) => [
        item,
        item === 1 && this.chance(0.2) ? 'not_applicable' : this.whole(0, 8),
      ]),
    )
  }

  private contacts(
    courseId: string,
    { started, weeks, end }: { started: number; weeks: number; end: number },
  ): void {
    for (let call = this.whole(0, 3); call > 0; call--) {
      const at = this.chance(0.1)
        ? end + this.whole(0, 1)
        : started + this.whole(0, weeks * 7 * day)
      this.rows.contact.push({
        id: this.id('contact'),
        course_id: courseId,
        mechanism: 'telephone',
        purpose: this.pick(purposes),
        outcome: this.pick(outcomes),
        happened_at: iso(at),
        minutes: 20,
        note: {},
        recorded_at: iso(at),
        recorded_by: this.service.therapistId,
        send_key: this.id('key'),
      })
    }
    let covered: number | null = this.chance(0.5) ? null : started
    for (let week = 0; week < weeks; week++) {
      if (this.chance(0.5)) continue
      const at = started + week * 7 * day + this.whole(0, 8 * day)
      this.rows.review.push({
        id: this.id('review'),
        course_id: courseId,
        how: this.chance(0.8) ? 'written' : 'call',
        covers_from: covered === null ? null : iso(covered),
        at: iso(at),
        by: this.service.therapistId,
        send_key: this.id('key'),
      })
      covered = at
    }
  }

  private doings(
    courseId: string,
    about: { started: number; weeks: number; accountId: string | null },
  ): void {
    const moment = () => iso(about.started + this.whole(0, about.weeks * 7 * day))
    for (let doing = this.whole(0, 3); doing > 0; doing--) {
      const kind = this.whole(0, 3)
      if (kind === 0) this.aMessage(courseId, moment())
      if (kind === 1) this.anEvent(courseId, moment())
      if (kind === 2) this.aVisit(courseId, moment(), doing)
      if (kind === 3 && about.accountId) this.anEntry(courseId, moment(), about.accountId)
    }
  }

  private aMessage(courseId: string, at: string): void {
    this.rows.message.push({
      id: this.id('message'),
      course_id: courseId,
      author_id: this.service.therapistId,
      from_patient: this.chance(0.6),
      kind: 'message',
      body: 'm',
      context: {},
      sent_at: at,
      send_key: this.id('key'),
    })
  }

  private anEvent(courseId: string, at: string): void {
    this.rows.module_event.push({
      id: this.id('event'),
      course_id: courseId,
      module_id: 'dep.m1',
      kind: this.pick(['released', 'started', 'submitted', 'reviewed']),
      at,
      by: this.service.therapistId,
    })
  }

  private aVisit(courseId: string, at: string, section: number): void {
    const [module_id, section_id] = ['dep.m1', `s${section}`]
    this.rows.page_visit.push({
      course_id: courseId,
      module_id,
      section_id,
      first_at: at,
      last_at: at,
    })
  }

  private anEntry(courseId: string, at: string, accountId: string): void {
    const id = this.id('entry')
    this.rows.entry.push({
      id,
      course_id: courseId,
      worksheet_id: 'common.goal',
      worksheet_version: 1,
      status: 'done',
      content: {},
      version: 1,
      created_at: at,
      updated_at: at,
    })
    this.rows.entry_version.push({
      entry_id: id,
      version: 1,
      status: 'done',
      content: {},
      saved_at: at,
      saved_by: this.chance(0.7) ? accountId : this.service.therapistId,
      save_key: this.id('key'),
    })
  }

  private id(what: string): string {
    this.serial += 1
    return idOf(this.service.serviceId, what, String(this.number), String(this.serial))
  }

  private whole(least: number, most: number): number {
    return least + Math.floor(this.random() * (most - least + 1))
  }

  private chance(share: number): boolean {
    return this.random() < share
  }

  private pick<T>(from: readonly [T, ...T[]] | readonly T[]): T {
    const one = from[Math.floor(this.random() * from.length)]
    // The lists above are never empty, and some hold undefined-like nulls on purpose.
    return one as T
  }
}

function iso(at: number): string {
  return new Date(at).toISOString()
}

/** Mulberry32: the same numbers from the same seed, everywhere. */
function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
