import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Raised } from '#features/risk/raise-safety-item.ts'
import { newId } from '#platform/ids.ts'
import { type Browser, createTestApp, type TestApp } from '#test/support/app.ts'
import { aMemberOfStaff, aSupervisorOf, type Person } from '#test/support/people.ts'
import {
  anItem9Answer,
  aSafetyService,
  safetyEventKinds,
  safetyItemRow,
} from '#test/support/safety.ts'

let test: TestApp
let service: string
let therapist: Person
let duty: Person
let course: string

beforeAll(async () => {
  test = await createTestApp()
})
afterAll(async () => {
  await test.close()
})

beforeEach(async () => {
  ;({ service, therapist, duty, course } = await aSafetyService(test))
})

const item9 = (value: number, previous: number | null = null, sourceId = newId()) =>
  anItem9Answer(test, { service, course }, { value, previous, sourceId })
const row = (id: string) => safetyItemRow(test, id)
const kinds = (id: string) => safetyEventKinds(test, id)

const pathOf = (item: Raised) => `/people/${course}/safety/${item.id}`
const act = (browser: Browser, item: Raised, name: string, fields: Record<string, string>) =>
  browser.post(`${pathOf(item)}/${name}`, { send_key: newId(), ...fields })

describe('a clinician', () => {
  it('reads an item without stopping its clock, until they say they have read it', async () => {
    const item = await item9(2, 0)
    const browser = await test.as(therapist)
    const page = await browser.get(pathOf(item))
    expect(page.status).toBe(200)
    expect(page.text).toContain('answered 2 (was 0): new')
    expect(page.text).not.toMatch(/\b(low|medium|high) risk\b/i)
    expect((await row(item.id)).looked_at).toBeNull()
    await browser.post(`${pathOf(item)}/looks`)
    expect(await row(item.id)).toMatchObject({
      clock_step: 'contact',
      looked_at: test.clock.now(),
      due_at: new Date('2026-11-02T13:00:00Z'),
    })
  })

  it('cannot close an item without a call, a decision and a note; nothing is lost', async () => {
    const item = await item9(2)
    const browser = await test.as(therapist)
    const empty = await act(browser, item, 'closing', {})
    expect(empty.status).toBe(422)
    expect(empty.text).toContain('Choose what was decided')
    const ids = [...empty.html.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id)
    expect(new Set(ids).size).toBe(ids.length)
    const links = [...empty.html.matchAll(/href="#([^"]+)"/g)].map(([, id]) => id)
    expect(links.filter((id) => !ids.includes(id))).toEqual([])
    const uncalled = await act(browser, item, 'closing', {
      decision: 'contact_made_continue',
      note: 'Talked it <b>through</b>',
    })
    expect(uncalled.status).toBe(422)
    expect(uncalled.text).toContain('This needs a talk with the person')
    expect(uncalled.html).toContain('Talked it &lt;b&gt;through&lt;/b&gt;')
    expect(uncalled.html).toMatch(
      /value="contact_made_continue"[^>]*checked|checked=""[^>]*value="contact_made_continue"/,
    )
    await act(browser, item, 'calls', { outcome: 'spoke' })
    const closed = await act(browser, item, 'closing', {
      decision: 'contact_made_continue',
      note: 'We talked',
    })
    expect(closed.location).toBe(pathOf(item))
    expect((await row(item.id)).closed_at).toEqual(test.clock.now())
    expect(await kinds(item.id)).toEqual(['raised', 'looked', 'call_attempt', 'closed'])
  })

  it('cannot close an item as a talk when only tries are on record', async () => {
    const item = await item9(2)
    const browser = await test.as(therapist)
    await act(browser, item, 'calls', { outcome: 'no_answer' })
    await act(browser, item, 'calls', { outcome: 'wrong_number' })
    for (const decision of ['contact_made_continue', 'more_contact', 'plan_made', 'step_up']) {
      const closing = await act(browser, item, 'closing', { decision, note: 'Rang' })
      expect(closing.status, decision).toBe(422)
      const decided = await act(browser, item, 'decisions', {
        decision,
        note: 'Rang',
        plan_review_by: '2026-12-01',
      })
      expect(decided.status, decision).toBe(422)
    }
    const dismissed = await act(browser, item, 'closing', {
      decision: 'not_about_safety',
      note: 'A slip',
    })
    expect(dismissed.status).toBe(422)
    expect((await row(item.id)).closed_at).toBeNull()
  })

  it('gives up on reaching somebody only after two tries, with a supervisor’s decision', async () => {
    const item = await item9(2)
    const supervisor = await test.as(await aSupervisorOf(test, therapist))
    const browser = await test.as(therapist)
    const closing = { decision: 'unable_to_reach', note: 'Rang twice, GP told' }
    await act(browser, item, 'calls', { outcome: 'no_answer' })
    expect((await act(supervisor, item, 'closing', closing)).status).toBe(422)
    await act(browser, item, 'calls', { outcome: 'voicemail' })
    const alone = await act(browser, item, 'closing', closing)
    expect(alone.status).toBe(422)
    expect(alone.text).toContain('Only the supervisor or the duty clinician decides this')
    expect((await act(browser, item, 'decisions', closing)).status).toBe(422)
    expect((await act(supervisor, item, 'decisions', closing)).status).toBe(303)
    expect((await act(browser, item, 'closing', closing)).status).toBe(303)
  })

  it('is no supervisor of themselves', async () => {
    await test.owner.query('insert into account_role values ($1, $2, $3, $4)', [
      service,
      therapist.accountId,
      'supervisor',
      test.clock.now(),
    ])
    const item = await item9(2)
    const browser = await test.as(therapist)
    await act(browser, item, 'calls', { outcome: 'no_answer' })
    await act(browser, item, 'calls', { outcome: 'no_answer' })
    const closing = { decision: 'unable_to_reach', note: 'Rang twice' }
    expect((await act(browser, item, 'closing', closing)).status).toBe(422)
    expect((await act(await test.as(duty), item, 'closing', closing)).status).toBe(303)
  })

  it('may let an unchanged answer with a reviewed plan wait a working day, and still rings', async () => {
    let browser = await test.as(therapist)
    const first = await item9(1, 0)
    await act(browser, first, 'calls', { outcome: 'spoke', note: 'We talked' })
    await browser.post(`/people/${course}/plan`, {
      worksheet_id: 'common.safety_plan',
      save_key: newId(),
      'f.signs.0': 'I stop answering',
      'f.review_by': '2026-12-01',
    })
    const undated = await act(browser, first, 'decisions', { decision: 'plan_made', note: 'Made' })
    expect(undated.status).toBe(422)
    await act(browser, first, 'decisions', {
      decision: 'plan_made',
      note: 'Made together',
      plan_review_by: '2026-12-01',
    })
    test.clock.advance({ days: 7 })
    browser = await test.as(therapist)
    const second = await item9(1, 1)
    const closing = { decision: 'contact_made_continue', note: 'Unchanged; I ring tomorrow' }
    expect((await act(browser, second, 'closing', closing)).status).toBe(422)
    const tomorrow = { due_day: '2026-11-10', due_time: '18:00', note: 'Unchanged' }
    const later = { ...tomorrow, due_day: '2026-11-11', due_time: '09:00' }
    expect((await act(browser, second, 'follow-ups', later)).status).toBe(422)
    expect((await act(browser, second, 'follow-ups', tomorrow)).status).toBe(303)
    const third = await item9(2, 1)
    expect((await act(browser, third, 'follow-ups', tomorrow)).status).toBe(422)
  })

  it('pressing twice records one call', async () => {
    const item = await item9(2)
    const browser = await test.as(therapist)
    const fields = { outcome: 'spoke', note: 'We talked', send_key: newId() }
    await Promise.all([1, 2, 3].map(() => act(browser, item, 'calls', fields)))
    expect(await kinds(item.id)).toEqual(['raised', 'looked', 'call_attempt'])
    expect(await row(item.id)).toMatchObject({ clock_step: 'follow_up' })
  })

  it('cannot put the clock off before their telephone has rung, nor beyond the next day', async () => {
    const item = await item9(2)
    const browser = await test.as(therapist)
    const set = (day: string, time: string) =>
      act(browser, item, 'follow-ups', { due_day: day, due_time: time, note: 'I ring then' })
    expect((await set('2026-11-03', '10:00')).status).toBe(422)
    for (const outcome of ['wrong_number', 'not_reachable', 'spoke_emergency_contact']) {
      await act(browser, item, 'calls', { outcome })
      const refused = await set('2026-11-03', '10:00')
      expect(refused.status, outcome).toBe(422)
      expect(refused.text).toContain('Ring first')
      expect(refused.html).toContain('I ring then')
    }
    await act(browser, item, 'calls', { outcome: 'voicemail' })
    expect((await set('2026-11-04', '10:00')).text).toContain('no later than the latest one')
    expect((await set('2026-11-02', '20:00')).text).toContain('at which the service is open')
    expect((await set('2026-11-01', '10:00')).text).toContain('still to come')
    expect((await set('2026-11-03', '10:00')).status).toBe(303)
    expect((await row(item.id)).due_at).toEqual(new Date('2026-11-03T10:00:00Z'))
  })

  it('without a talk does not begin the escalation anew by setting another time', async () => {
    const item = await item9(2)
    const browser = await test.as(therapist)
    await act(browser, item, 'calls', { outcome: 'no_answer' })
    await test.owner.query('update safety_item set escalation = 1 where id = $1', [item.id])
    const tomorrow = { due_day: '2026-11-03', due_time: '10:00', note: 'Again then' }
    await act(browser, item, 'follow-ups', tomorrow)
    expect(await row(item.id)).toMatchObject({ escalation: 1, clock_step: 'contact' })
    await act(browser, item, 'calls', { outcome: 'spoke' })
    expect(await row(item.id)).toMatchObject({ escalation: 0, clock_step: 'follow_up' })
  })

  it('speaks with them again within 72 hours, and then every week', async () => {
    const item = await item9(2)
    let browser = await test.as(therapist)
    await act(browser, item, 'calls', { outcome: 'spoke' })
    const set = (day: string, time = '09:00') =>
      act(browser, item, 'follow-ups', { due_day: day, due_time: time, note: 'As agreed' })
    expect((await set('2026-11-05', '09:01')).status).toBe(422)
    expect((await set('2026-11-05')).status).toBe(303)
    test.clock.set('2026-11-05T09:00:00Z')
    browser = await test.as(therapist)
    await act(browser, item, 'calls', { outcome: 'spoke' })
    // The second talk has its own time to be written up in.
    expect((await row(item.id)).due_at).toEqual(new Date('2026-11-05T13:00:00Z'))
    expect((await set('2026-11-13')).status).toBe(422)
    expect((await set('2026-11-12')).status).toBe(303)
  })

  it('speaks with them again as soon as the service has set', async () => {
    await test.owner.query('update service set settings = $1', [
      JSON.stringify({ safetyFirstFollowUpHours: 24 }),
    ])
    test.runtime.services.forget()
    const item = await item9(2)
    const browser = await test.as(therapist)
    await act(browser, item, 'calls', { outcome: 'spoke' })
    const set = (day: string) =>
      act(browser, item, 'follow-ups', { due_day: day, due_time: '09:00', note: 'As agreed' })
    const late = await set('2026-11-04')
    expect(late.status).toBe(422)
    expect(late.text).toContain('within 24 hours of the talk')
    expect((await set('2026-11-03')).status).toBe(303)
    await test.owner.query(`update service set settings = '{}'`)
    test.runtime.services.forget()
  })

  it('hands an item over by name, and its clock runs on', async () => {
    const item = await item9(1)
    const browser = await test.as(duty)
    expect((await act(browser, item, 'owners', { owner_id: newId() })).status).toBe(422)
    await act(browser, item, 'owners', { owner_id: duty.accountId, note: 'Priya is off' })
    expect(await row(item.id)).toMatchObject({
      owner_id: duty.accountId,
      looked_at: null,
      clock_step: 'look',
    })
  })

  it('raises a worry with a reason, and not without one', async () => {
    const browser = await test.as(therapist)
    expect((await browser.post(`/people/${course}/safety`, { send_key: newId() })).status).toBe(422)
    const sent = await browser.post(`/people/${course}/safety`, {
      send_key: newId(),
      note: 'Said goodbye oddly',
    })
    const page = await browser.get(sent.location ?? '')
    expect(page.text).toContain('Said goodbye oddly')
  })

  it('of another caseload finds nothing, and neither does an administrator', async () => {
    const item = await item9(2)
    const stranger = await aMemberOfStaff(test, service, ['therapist'], 'Somebody Else')
    const office = await aMemberOfStaff(test, service, ['administrator'], 'Office')
    expect((await (await test.as(stranger)).get(pathOf(item))).status).toBe(404)
    expect((await (await test.as(office)).get(pathOf(item))).status).toBe(403)
    const posted = await act(await test.as(stranger), item, 'notes', { note: 'x' })
    expect(posted.status).toBe(404)
    expect(await kinds(item.id)).toEqual(['raised'])
  })

  it('is told by name on absurd input, and nothing breaks', async () => {
    const item = await item9(2)
    const browser = await test.as(therapist)
    for (const name of ['calls', 'decisions', 'follow-ups', 'owners', 'notes', 'closing']) {
      const page = await browser.post(`${pathOf(item)}/${name}`, {
        send_key: newId(),
        outcome: ['a', 'b'],
        decision: '😀'.repeat(2000),
        due_day: '9999-99-99',
        due_time: '99:99',
        plan_review_by: "'; drop table safety_item",
        owner_id: 'x',
        note: '   ',
      })
      expect(page.status).toBe(422)
      expect((await browser.post(`${pathOf(item)}/${name}`, {})).status).toBe(400)
    }
    expect((await browser.get(`/people/${course}/safety/nonsense`)).status).toBe(404)
  })
})

describe('the duty list', () => {
  it('shows every open item of the service, late ones first, closed ones below', async () => {
    const late = await item9(2)
    test.clock.advance({ hours: 5 })
    await item9(1)
    const browser = await test.as(duty)
    const page = await browser.get('/duty')
    expect(page.text).toContain('2 open, 1 late, 0 without an owner.')
    expect(page.html.indexOf(late.id)).toBeLessThan(page.html.lastIndexOf('/safety/'))
    await act(browser, late, 'calls', { outcome: 'spoke' })
    await act(browser, late, 'closing', { decision: 'more_contact', note: 'Daily calls' })
    expect((await browser.get('/duty')).text).toContain('Closed: More contact for a while')
  })

  it('shows a supervisor only the people of their therapists', async () => {
    await item9(2)
    const supervisor = await aSupervisorOf(test, therapist)
    const other = await aMemberOfStaff(test, service, ['supervisor'], 'Other Supervisor')
    expect((await (await test.as(supervisor)).get('/duty')).text).toContain('Ifeoma Obi')
    expect((await (await test.as(other)).get('/duty')).text).not.toContain('Ifeoma Obi')
    expect((await (await test.as(therapist)).get('/duty')).status).toBe(403)
  })

  it('warns when nobody is watching the clocks', async () => {
    await test.owner.query('delete from watchdog_beat where service_id = $1', [service])
    const page = await (await test.as(duty)).get('/duty')
    expect(page.text).toContain('The clocks are not being watched')
  })
})
