import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { newId } from '#platform/ids.ts'
import { createTestApp, type TestApp } from '#test/support/app.ts'
import { aCourse, aPatient, type Person } from '#test/support/people.ts'
import {
  aForm as aFormOf,
  aTreatment,
  type Treatment,
  weeklyForms,
} from '#test/support/treatment.ts'

let test: TestApp
let treatment: Treatment
let serviceId: string
let therapist: Person
let supervisor: Person
let course: string

beforeAll(async () => {
  test = await createTestApp()
})
afterAll(() => test.close())
// A Tuesday in the fifth week of treatment.
beforeEach(async () => {
  treatment = await aTreatment(test, { at: '2026-12-01T14:00:00Z', week: 5 })
  ;({ serviceId, therapist, supervisor, course } = treatment)
})

const day = 86_400_000
const now = () => test.clock.now().getTime()

const theirForms = (totals: readonly number[], courseId = course) =>
  weeklyForms(test, treatment, totals, { courseId })

const aForm = (total: number) => aFormOf(test, treatment, { total, at: new Date(now() - day) })

/** Written on the latest form, as the pages would have written it. */
async function decided(
  by: Person,
  decision: string,
  of: { courseId?: string; code?: string; since?: number } = {},
) {
  await test.owner.query(
    `insert into signal_decision (service_id, id, course_id, instrument_id, code, since, decision,
       decided_by, decided_role, at, send_key)
     values ($1, $2, $3, 'phq9', $4, $5, $6, $7, $8, $9, $2)`,
    [
      serviceId,
      newId(),
      of.courseId ?? course,
      of.code ?? 'worse_than_start',
      new Date(of.since ?? now() - day),
      decision,
      by.accountId,
      by === supervisor ? 'supervisor' : 'therapist',
      test.clock.now(),
    ],
  )
}

const read = async (who: Person, path: string) => (await (await test.as(who)).get(path)).text

/** The list of scores alone, in words. */
async function theList(): Promise<string> {
  const { html } = await (await test.as(supervisor)).get('/supervision')
  const from = html.indexOf('id="not-on-track"')
  if (from < 0) return ''
  const list = html.slice(from, html.indexOf('</section>', from))
  return list.replaceAll(/<[^>]+>/g, ' ').replaceAll(/\s+/g, ' ')
}

describe('a supervisor’s answer has a day', () => {
  it('which a therapist’s "continue" does not stop', async () => {
    await theirForms([12, 12, 14, 19])
    await decided(therapist, 'continue')
    expect(await theList()).toMatch(/Decided; you have not said yet\s*by\s*Monday/)
    test.clock.set('2026-12-07T13:00:00Z')
    expect(await theList()).toContain('you have not said yet')
    test.clock.set('2026-12-07T14:00:01Z')
    expect(await theList()).toMatch(/Decided; your answer is late\s*by\s*today/)
    await decided(supervisor, 'continue', { since: Date.parse('2026-11-30T14:00:00Z') })
    const answered = await theList()
    expect(answered).toContain('Decided and agreed (1)')
    expect(answered).not.toMatch(/late|\bby\s*today/)
  })

  it('and is the one thing to do first on the page, before a comment', async () => {
    const firsts = async () => {
      const { html } = await (await test.as(supervisor)).get(`/supervision/${course}`)
      const main = /<main.*<\/main>/s.exec(html)?.[0] ?? ''
      const open = main.replaceAll(/<details class="hr-part">.*?<\/details>/gs, '')
      return [...open.matchAll(/<button class="nhsuk-button"[^>]*>(\w+)/g)].map(([, word]) => word)
    }
    await theirForms([12, 12, 14, 19])
    expect(await firsts()).toEqual(['Record'])
    await decided(therapist, 'continue')
    expect(await firsts()).toEqual(['Agree'])
    await decided(supervisor, 'continue', { since: Date.parse('2026-11-30T14:00:00Z') })
    expect(await firsts()).toEqual(['Send'])
  })

  it('which a new form each week does not put off', async () => {
    await theirForms([12, 12, 14, 19])
    await decided(therapist, 'continue')
    test.clock.advance({ days: 7 })
    await aForm(19)
    expect(await theList()).toMatch(/your answer is late\s*by\s*yesterday/)
    expect(await read(therapist, `/people/${course}`)).toContain(
      'With the supervisor by Monday 7 December',
    )
  })

  it('of a week after it was taken to supervision, also where nothing is worse', async () => {
    await theirForms([18, 18, 18, 17, 18])
    await decided(therapist, 'supervision', { code: 'above_cut_point' })
    expect(await theList()).toMatch(/Waits for supervision\s*by\s*Tuesday 8 December/)
    test.clock.set('2026-12-08T14:00:01Z')
    expect(await theList()).toContain('your answer is late')
  })

  it('and has none for what asks for no supervisor', async () => {
    await theirForms([18, 18, 18, 17, 18])
    await decided(therapist, 'continue', { code: 'above_cut_point' })
    test.clock.advance({ days: 20 })
    const list = await theList()
    expect(list).toContain('you have not said yet')
    expect(list).not.toMatch(/answer is late|you have not said yet\s*by/)
    // Beside what it rests on: nothing came for three weeks.
    expect(list).toMatch(
      /PHQ-9: no form in 2 of \d weeks of treatment \(weeks 5 and 6\); the latest total is 21 days old/,
    )
  })

  it('by which the list is ordered, the late before what is open', async () => {
    const other = await aPatient(test, serviceId, { given: 'Ada', family: 'Ash' })
    const fresh = await aCourse(test, other, therapist, { week: 5 })
    await theirForms([12, 12, 14, 19])
    await decided(therapist, 'continue')
    test.clock.advance({ days: 7 })
    await theirForms([12, 12, 14, 19], fresh)
    const list = await theList()
    expect(list.indexOf('Ifeoma Obi')).toBeGreaterThan(0)
    expect(list.indexOf('Ifeoma Obi')).toBeLessThan(list.indexOf('Ada Ash'))
  })
})

describe('a question of the scores is not left by leaving treatment', () => {
  const rowsOf = async (table: string, where = '') =>
    (await test.owner.query(`select * from ${table} where course_id = $1 ${where}`, [course])).rows
  const end = async (more: Record<string, string | string[]> = {}, reason = 'completed') =>
    (await test.as(therapist)).post(`/people/${course}/ending`, {
      end_reason: reason,
      end_note: 'Agreed on the phone',
      end_anyway: 'yes',
      without_reason: 'said_no',
      ...more,
    })
  const shown = async () => {
    const { html } = await (await test.as(therapist)).get(`/people/${course}`)
    return [...html.matchAll(/name="end_signal" value="([^"]+)"/g)].map(([, key]) => key ?? '')
  }

  it('it is not ended without a decision, and what was typed stays', async () => {
    await theirForms([12, 12, 14, 19])
    const refused = await end()
    expect(refused.status).toBe(422)
    expect(refused.text).toContain('Say what you decided about the scores')
    expect(refused.html).toContain('value="Agreed on the phone"')
    expect(await rowsOf('course_event', "and kind = 'ended'")).toEqual([])
    const unsaid = await end({ end_signal: await shown(), end_signal_decision: 'other' })
    expect([unsaid.status, unsaid.text.includes('Say what you decided')]).toEqual([422, true])
    expect(unsaid.html).toMatch(/id="end_signal_decision-other"[^>]*checked/)
    expect(await rowsOf('signal_decision')).toEqual([])
  })

  it('ended, it stays on the supervisor’s list until they have answered', async () => {
    await theirForms([12, 12, 14, 19])
    const ended = await end({ end_signal: await shown(), end_signal_decision: 'step_up' })
    expect(ended.status).toBe(303)
    expect(await rowsOf('signal_decision')).toMatchObject([
      { decision: 'step_up', decided_role: 'therapist', code: 'worse_than_start' },
    ])
    expect(await read(therapist, '/people')).not.toContain('For review: PHQ-9')
    test.clock.advance({ days: 8 })
    // A follow-up form says nothing about the treatment that has ended.
    await aForm(2)
    const list = await theList()
    expect(list).toContain('treatment ended')
    expect(list).toContain('PHQ-9 is 19')
    expect(list).toMatch(/Decided; your answer is late\s*by/)
    const browser = await test.as(supervisor)
    const { html } = await browser.get(`/supervision/${course}`)
    const [, decision = ''] = /name="decision" value="([^"]+)"/.exec(html) ?? []
    const agreed = { do: 'agree', send_key: newId(), decision }
    const done = await browser.post(`/supervision/${course}/signal-decisions`, agreed)
    expect(done.status).toBe(303)
    expect(await theList()).toBe('')
  })

  it('nobody is asked about it after a death, and the supervisor still sees it', async () => {
    await theirForms([12, 12, 14, 19])
    expect((await end({}, 'deceased')).status).toBe(303)
    expect(await theList()).toMatch(/treatment ended.*Not decided yet/)
    expect(await read(supervisor, `/supervision/${course}`)).toContain(
      'Treatment ended without a decision on it. A supervisor can still decide.',
    )
  })

  it('an ending with nothing to ask leaves nothing on the list', async () => {
    await theirForms([18, 14, 12, 11])
    expect((await end()).status).toBe(303)
    expect(await theList()).toBe('')
    expect(await read(supervisor, '/supervision')).not.toContain('Ifeoma Obi')
  })

  it('paused, it stays there, and can be decided by the supervisor', async () => {
    await theirForms([12, 12, 14, 19])
    await (await test.as(therapist)).post(`/people/${course}/pause`, {
      pause_until: '2026-12-20',
      pause_reason: 'holiday',
    })
    expect(await theList()).toMatch(/paused.*PHQ-9 is 19.*Not decided yet/)
    const browser = await test.as(supervisor)
    const { html, text } = await browser.get(`/supervision/${course}`)
    expect(text).toContain('A supervisor can decide now; the therapist is asked once')
    const signal = [...html.matchAll(/name="signal" value="([^"]+)"/g)].map(([, key]) => key ?? '')
    const path = `/supervision/${course}/signal-decisions`
    const made = { do: 'decide', send_key: newId(), signal, signal_decision: 'call' }
    expect((await browser.post(path, made)).status).toBe(303)
    expect(await theList()).toContain('Decided and agreed (1)')
  })
})
