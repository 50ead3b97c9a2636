import path from 'node:path'
import pg from 'pg'
import { contentSource } from '#app/service-content.ts'
import { plainDate } from '#clinical/calendar.ts'
import type { Instrument } from '#clinical/instrument.ts'
import { type OnTrackQuestion, onTrackSignals } from '#clinical/on-track.ts'
import { rulesOn } from '#clinical/outcome-rules.ts'
import { addTo, emptyTally } from '#clinical/outcome-tally.ts'
import { type OutcomeSetting, referralOutcome } from '#clinical/referral-outcome.ts'
import type { ScoreRecord } from '#clinical/score-pair.ts'
import { scoreOf } from '#clinical/scoring.ts'
import { loadContent } from '#content/load-content.ts'
import type { Content } from '#content/types.ts'
import { shippedModels } from '#features/expected-range/index.ts'
import { rulesFor } from '#features/on-track/rules-for.ts'
import { compareOutcomes } from '#features/reporting/index.ts'
import { Keys } from '#platform/crypto.ts'
import { createPool } from '#platform/database/database.ts'
import { newId } from '#platform/ids.ts'
import { createLog } from '#platform/log.ts'
import { repositoryRoot } from '#platform/repository-root.ts'
import { createContext, type Runtime, systemActor } from '#platform/runtime.ts'
import { ServiceDirectory } from '#platform/services.ts'
import { fillWithHistories } from '#test/support/outcome-histories.ts'
import { disagrees, holdTo, memoryGrows, tooSlow } from './limits.ts'

/**
 * `npm run bench -- outcomes`: how long the rules take for 100,000 people with twelve weeks each,
 * and whether they agree with the second implementation in SQL on as many stored histories. Another
 * number of people can be given: `npm run bench -- outcomes 2000`. Over a limit it ends with 1
 * (`limits.ts`).
 */

const weeks = 12
const week = 7 * 86_400_000
const start = Date.UTC(2026, 0, 5, 12)

/** Forms of one week after another, scored, classed and looked at as the product does it. */
export async function benchRules(people: number): Promise<void> {
  const content = await loadContent(path.join(repositoryRoot(), 'content'))
  const heapBefore = heapMegabytes()
  const { finished, signals, seconds, making, heap } = workThrough(content, people)
  const count = (number: number) => number.toLocaleString('en-GB')
  console.log(
    `\n## Scoring, outcome and signals of ${count(people)} people with ${weeks} weeks each\n\n` +
      `${seconds.toFixed(2)} s (and ${making.toFixed(2)} s to make up what they answered), ` +
      `${count(people * weeks * 2)} forms, ${count(finished)} finished courses, ` +
      `${count(signals)} signals\nheap ${heapBefore.toFixed(0)} MB before, ` +
      `${Math.max(...heap).toFixed(0)} MB at most`,
  )
  holdTo([tooSlow(people, seconds), memoryGrows(heap)])
}

const peopleAtATime = 100

/** A hundred at a time, so that making up their answers is timed apart from the rules. */
function workThrough(content: Content, people: number) {
  const setting = settingOf(content)
  const measured = ['phq9', 'gad7'].flatMap((id) => content.instruments.get(id) ?? [])
  const questions = questionsOf(content, measured)
  const tally = emptyTally()
  const next = chance()
  const heap: number[] = []
  let [signals, seconds, making] = [0, 0, 0]
  for (let done = 0; done < people; done += peopleAtATime) {
    const begun = performance.now()
    const each = Array.from({ length: Math.min(peopleAtATime, people - done) }, () =>
      formsOfOne(measured, next),
    )
    const made = performance.now()
    for (const forms of each) {
      const scores = forms.map(toScore)
      const outcome = referralOutcome(setting, referralOf(scores))
      if (outcome) addTo(tally, outcome)
      for (const question of questions) {
        const points = scores.filter(({ instrumentId }) => instrumentId === question.instrument.id)
        signals += onTrackSignals({ ...question, points }).length
      }
    }
    seconds += (performance.now() - made) / 1000
    making += (made - begun) / 1000
    if (done % 5000 === 0) heap.push(heapMegabytes())
  }
  return { finished: tally.counts.finished, signals, seconds, making, heap }
}

interface Form {
  readonly instrument: Instrument
  readonly week: number
  readonly answers: Readonly<Record<number, number>>
}

/** The same numbers each time, from 0 and below a limit. */
function chance(): (below: number) => number {
  let state = 1
  return (below) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff
    return (state >> 8) % below
  }
}

function formsOfOne(instruments: readonly Instrument[], next: (below: number) => number): Form[] {
  return instruments.flatMap((instrument) =>
    Array.from({ length: weeks }, (_, week) => {
      const answers: Record<number, number> = {}
      for (const item of instrument.items) answers[item.number] = next(4)
      return { instrument, week, answers }
    }),
  )
}

function toScore({ instrument, week: number, answers }: Form): ScoreRecord {
  return {
    id: `${instrument.id}-${number}`,
    instrumentId: instrument.id,
    total: scoreOf(instrument, answers).total,
    at: start + number * week,
  }
}

/** What is asked of every course, less its points: one question for each measure. */
function questionsOf(content: Content, measured: readonly Instrument[]) {
  const programme = content.programmes.get('dep')
  if (!programme) throw new Error('the programme of the benchmark is not there')
  const models = shippedModels(content)
  return measured.map(
    (instrument): Omit<OnTrackQuestion, 'points'> => ({
      timeZone: 'Europe/London',
      courseStart: start,
      pausedRanges: [],
      instrument,
      finishedModuleCount: 4,
      sessionCount: weeks,
      rules: rulesFor(content.protocols.onTrack, programme, {
        track: 'full',
        instrumentId: instrument.id,
      }),
      model: models.get(instrument.id) ?? null,
    }),
  )
}

function referralOf(scores: readonly ScoreRecord[]) {
  const reviews = [1, 2, 3, 4].map((index) => ({
    programmeId: 'dep',
    coversFrom: start + (index - 1) * week,
    at: start + index * week,
  }))
  return {
    receivedAt: start - week,
    endedAt: start + weeks * week,
    problem: 'F32',
    scores,
    contacts: { calls: [], reviews, activity: scores.map(({ at }) => at) },
  }
}

function settingOf(content: Content): OutcomeSetting {
  const rules = rulesOn(content.outcomes.rules, plainDate('2026-06-01'))
  if (!rules) throw new Error('there are no rules of outcomes for 2026')
  return {
    rules,
    problemMeasures: content.outcomes.problemMeasures,
    instruments: content.instruments,
    timeZone: 'Europe/London',
    isDemonstration: false,
    now: start + weeks * week,
  }
}

function heapMegabytes(): number {
  return process.memoryUsage().heapUsed / 2 ** 20
}

/** Works out every stored history in code and in SQL. */
export async function benchAgreement(ownerUrl: string, people: number): Promise<void> {
  const owner = new pg.Client({ connectionString: ownerUrl })
  await owner.connect()
  const filling = performance.now()
  const serviceId = await fill(owner, people)
  await owner.end()
  const filled = (performance.now() - filling) / 1000
  const comparing = performance.now()
  const { compared, differing } = await compareByMonth(ownerUrl, serviceId)
  const seconds = (performance.now() - comparing) / 1000
  console.log(
    `\n## In code and in SQL, over stored records\n\n${compared.toLocaleString('en-GB')} ended ` +
      `referrals compared, ${differing.toLocaleString('en-GB')} parts differ; ` +
      `${seconds.toFixed(1)} s, after filling in ${filled.toFixed(1)} s`,
  )
  holdTo([disagrees(compared, differing)])
}

async function fill(owner: pg.Client, people: number): Promise<string> {
  const [serviceId, therapistId] = [newId(), newId()]
  await owner.query(
    `insert into service (id, slug, name, created_at) values ($1, 'bench', 'Bench', now())`,
    [serviceId],
  )
  await owner.query(
    `insert into account (service_id, id, email, display_name, is_staff, created_at)
     values ($1, $2, 'therapist@example.org', 'Therapist', true, now())`,
    [serviceId, therapistId],
  )
  await fillWithHistories(owner, { serviceId, therapistId }, { count: people })
  return serviceId
}

// The generator's people end from January 2025 to December 2026.
const months = Array.from({ length: 26 }, (_, index) => {
  const day = (month: number) => new Date(Date.UTC(2025, month, 1)).toISOString().slice(0, 10)
  const last = new Date(Date.UTC(2025, index + 1, 0)).toISOString().slice(0, 10)
  return { from: plainDate(day(index)), to: plainDate(last) }
})

async function compareByMonth(ownerUrl: string, serviceId: string) {
  const content = await loadContent(path.join(repositoryRoot(), 'content'))
  const pool = createPool(ownerUrl, 2)
  const log = createLog('warn')
  const checked = withVerified(content, ['phq9', 'gad7', 'spin', 'mi'])
  const runtime: Runtime = {
    pool,
    log,
    content,
    services: new ServiceDirectory(pool, log, contentSource(content)),
    keys: new Keys('a-secret-key-for-benchmarks-only-0123456789'),
    jobs: null,
    wallClock: Date.now,
  }
  const entry = await runtime.services.byId(serviceId)
  if (!entry) throw new Error('the service of the benchmark is not there')
  const total = { compared: 0, differing: 0 }
  for (const month of months) {
    const ctx = { ...createContext(runtime, entry, systemActor), content: checked }
    const { compared, disagreements } = await compareOutcomes(ctx, month)
    await ctx.platform.transaction.commit()
    total.compared += compared
    total.differing += disagreements.length
    for (const one of disagreements.slice(0, 3)) console.error(JSON.stringify(one))
  }
  await pool.end()
  return total
}

/** As if somebody had checked these, so that problems' own measures are met as well. */
function withVerified(content: Content, ids: readonly string[]): Content {
  const instruments = new Map(content.instruments)
  for (const id of ids) {
    const instrument = instruments.get(id)
    if (!instrument) continue
    const { caseness, reliableChange, scoringSource } = instrument
    instruments.set(id, {
      ...instrument,
      scoringSource: scoringSource && { ...scoringSource, verifiedBy: 'the benchmark' },
      caseness: caseness && { ...caseness, verifiedBy: 'the benchmark' },
      reliableChange: reliableChange && { ...reliableChange, verifiedBy: 'the benchmark' },
    })
  }
  return { ...content, instruments }
}
