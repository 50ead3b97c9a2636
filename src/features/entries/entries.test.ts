import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findCourse, findCourseAsSystem, findOwnCourse } from '#features/treatment/index.ts'
import { newId } from '#platform/ids.ts'
import { systemActor } from '#platform/runtime.ts'
import { type Browser, createTestApp, type TestApp } from '#test/support/app.ts'
import {
  aCourse,
  aMemberOfStaff,
  aPatient,
  aService,
  type Patient,
  type Person,
} from '#test/support/people.ts'
import { newestEntries } from './repository.ts'

let test: TestApp
let serviceId: string
let therapist: Person
let patient: Patient
let courseId: string
let browser: Browser

beforeAll(async () => {
  test = await createTestApp()
  serviceId = await aService(test)
  therapist = await aMemberOfStaff(test, serviceId, ['therapist'])
  patient = await aPatient(test, serviceId)
  courseId = await aCourse(test, patient, therapist)
  browser = await test.as(patient)
})
afterAll(() => test.close())

const json = { accept: 'application/json' }
const goal = (fields: Record<string, string> = {}) => ({
  worksheet_id: 'common.goal',
  entry_id: '',
  base_version: '0',
  save_key: newId(),
  back: '/entries',
  'f.goal': 'Play half a game of five-a-side',
  'f.now_rating': '1',
  ...fields,
})
const rows = async (entryId: string) =>
  (
    await test.owner.query('select * from entry_version where entry_id = $1 order by version', [
      entryId,
    ])
  ).rows
const answer = (page: { html: string }) => JSON.parse(page.html)

describe('saving what a person writes', () => {
  it('keeps a new entry, with its version, its point on the chart and its place in the audit', async () => {
    const post = goal()
    const page = await browser.post('/entries', post)
    expect(page.status).toBe(303)
    expect(page.location).toBe(`/entries/${post.save_key}`)
    const shown = await browser.get(page.location ?? '')
    expect(shown.html).toContain('Play half a game of five-a-side')
    expect(shown.text).toContain('You, Priya and their supervisor can read this.')
    expect(shown.text).toContain('Saved')
    const { rows: points } = await test.owner.query(
      'select * from series_point where entry_id = $1',
      [post.save_key],
    )
    expect(points).toMatchObject([{ series: 'goal_rating', value: 1 }])
    const { rows: audit } = await test.owner.query(
      "select * from audit_event where action = 'entry.saved' and subject_id = $1",
      [post.save_key],
    )
    expect(audit).toMatchObject([{ patient_id: patient.patientId }])
  })

  it('makes one entry of a form that was sent twice', async () => {
    const post = goal({ 'f.goal': 'Ring my sister' })
    const both = await Promise.all([browser.post('/entries', post), browser.post('/entries', post)])
    expect(both.map(({ status }) => status)).toEqual([303, 303])
    expect(await rows(post.save_key)).toHaveLength(1)
  })

  it('keeps what was changed after going back to a page that was saved already', async () => {
    const post = goal({ 'f.goal': 'Read to Ada' })
    await browser.post('/entries', post)
    await browser.post('/entries', { ...post, 'f.goal': 'Read to Ada at bedtime' })
    expect((await rows(post.save_key)).map(({ content }) => content.goal)).toEqual([
      'Read to Ada',
      'Read to Ada at bedtime',
    ])
  })

  it('puts together changes to different fields from two tabs', async () => {
    const post = goal()
    const first = answer(await browser.post('/entries/autosave', post, json))
    const base = { ...post, entry_id: first.entryId, base_version: '1' }
    await browser.post(
      '/entries/autosave',
      { ...base, save_key: newId(), 'f.first_step': 'Text Carl' },
      json,
    )
    const merged = answer(
      await browser.post(
        '/entries/autosave',
        { ...base, save_key: newId(), 'f.how_often': 'Tuesdays' },
        json,
      ),
    )
    expect(merged).toMatchObject({ version: 3, conflict: null })
    expect(merged.form['f.first_step']).toBe('Text Carl')
    expect((await rows(first.entryId)).at(-1).content).toMatchObject({
      first_step: 'Text Carl',
      how_often: 'Tuesdays',
    })
  })

  it('keeps both texts when the same field was changed in two tabs, and asks which one stands', async () => {
    const post = goal()
    const { entryId } = answer(await browser.post('/entries/autosave', post, json))
    const base = { ...post, entry_id: entryId, base_version: '1' }
    await browser.post(
      '/entries/autosave',
      { ...base, save_key: newId(), 'f.goal': 'From the phone' },
      json,
    )
    const late = answer(
      await browser.post(
        '/entries/autosave',
        { ...base, save_key: newId(), 'f.goal': 'From the laptop' },
        json,
      ),
    )
    expect(late.conflict).toBe(`/entries/${entryId}/versions`)
    const page = await browser.get(late.conflict)
    expect(page.text).toContain('From the phone')
    expect(page.text).toContain('From the laptop')
    expect((await browser.get(`/entries/${entryId}`)).text).toContain('Choose which one stands')

    const beside = (await rows(entryId)).find((row) => row.beside !== null).version
    for (let press = 0; press < 2; press++) {
      const kept = await browser.post(`/entries/${entryId}/keep`, {
        keep: 'beside',
        beside: String(beside),
      })
      expect(kept.status).toBe(303)
    }
    const versions = await rows(entryId)
    expect(versions.at(-1)).toMatchObject({ settles: beside, content: { goal: 'From the laptop' } })
    expect(versions.filter(({ settles }) => settles !== null)).toHaveLength(1)
    expect((await browser.get(`/entries/${entryId}`)).text).not.toContain('Choose which one stands')
  })

  it('saves nothing new when nothing was changed', async () => {
    const post = goal()
    const first = answer(await browser.post('/entries/autosave', post, json))
    await browser.post(
      '/entries/autosave',
      { ...post, entry_id: first.entryId, base_version: '1', save_key: newId() },
      json,
    )
    expect(await rows(first.entryId)).toHaveLength(1)
  })

  it('keeps one form a person, also when two tabs begin it', async () => {
    const form = (words: Record<string, string>) => ({
      worksheet_id: 'dep.cycle_builder',
      base_version: '0',
      save_key: newId(),
      back: '/entries',
      ...words,
    })
    await Promise.all([
      browser.post('/entries', form({ 'f.trigger': 'Hurt my back' })),
      browser.post('/entries', form({ 'f.do_less.0': 'Five-a-side' })),
    ])
    const { rows: entries } = await test.owner.query(
      "select content from entry where worksheet_id = 'dep.cycle_builder' and course_id = $1",
      [courseId],
    )
    expect(entries).toEqual([{ content: { trigger: 'Hurt my back', do_less: ['Five-a-side'] } }])
  })

  it('shows what cannot be kept beside its box, with everything typed, and saves the rest', async () => {
    const post = goal({ 'f.goal': 'Walk the dog', 'f.now_rating': '99' })
    const page = await browser.post('/entries', post)
    expect(page.status).toBe(422)
    expect(page.text).toContain('Choose a number from 0 to 10')
    expect(page.html).toContain('Walk the dog')
    expect((await rows(post.save_key))[0].content).toEqual({ goal: 'Walk the dog' })
  })

  it('survives absurd input', async () => {
    const absurd: Record<string, string>[] = [
      { save_key: 'x' },
      { worksheet_id: 'no.such' },
      { entry_id: newId() },
      { base_version: '77' },
      { back: '//evil.example' },
      { back: 'https://evil.example' },
      { stage: '__proto__' },
      { 'f.goal': '\u0000\ud800 <script>alert(1)</script>' },
      { 'f.goal': 'x'.repeat(30_000) },
    ]
    for (const fields of absurd) {
      const page = await browser.post('/entries', goal(fields))
      expect(page.status).toBeLessThan(500)
      expect(page.location ?? '').not.toContain('evil')
      expect(page.html).not.toContain('<script>alert')
    }
  })

  it('brings an older version back without losing the newer one', async () => {
    const post = goal({ 'f.goal': 'First words' })
    await browser.post('/entries', post)
    await browser.post('/entries', {
      ...post,
      entry_id: post.save_key,
      base_version: '1',
      save_key: newId(),
      'f.goal': 'Second words',
    })
    expect((await browser.get(`/entries/${post.save_key}/history`)).text).toContain('First words')
    await browser.post(`/entries/${post.save_key}/restore`, { version: '1' })
    expect((await rows(post.save_key)).map(({ content }) => content.goal)).toEqual([
      'First words',
      'Second words',
      'First words',
    ])
  })

  it('rates a goal again weeks later as a second point, and corrects the same day in place', async () => {
    const post = goal({ 'f.now_rating': '1' })
    await browser.post('/entries', post)
    await browser.post('/entries', { ...post, 'f.now_rating': '2' })
    test.clock.advance({ days: 21 })
    browser = await test.as(patient)
    await browser.post('/entries', {
      ...post,
      entry_id: post.save_key,
      base_version: '2',
      save_key: newId(),
      'f.now_rating': '4',
    })
    const { rows: points } = await test.owner.query(
      'select value from series_point where entry_id = $1 order by at',
      [post.save_key],
    )
    expect(points.map(({ value }) => value)).toEqual([2, 4])
  })
})

describe('who may see it', () => {
  it("is not found for another patient, and not for another patient's therapist", async () => {
    const post = goal()
    await browser.post('/entries', post)
    const other = await aPatient(test, serviceId, { given: 'Dean', family: 'Marsh' })
    const stranger = await aMemberOfStaff(test, serviceId, ['therapist'], 'Tom Reed')
    await aCourse(test, other, stranger)
    const asOther = await test.as(other)
    expect((await asOther.get(`/entries/${post.save_key}`)).status).toBe(404)
    expect((await asOther.post('/entries', { ...goal(), entry_id: post.save_key })).status).toBe(
      404,
    )
    // The id of a first save is chosen by the sender: it opens nobody else's entry.
    expect((await asOther.post('/entries', { ...goal(), save_key: post.save_key })).status).toBe(
      409,
    )
    const asStranger = await test.as(stranger)
    expect((await asStranger.get(`/people/${courseId}/entries/${post.save_key}`)).status).toBe(404)
  })

  it('shows the therapist the entry, and the patient what the therapist said beside it', async () => {
    const post = goal({ 'f.goal': 'Football' })
    await browser.post('/entries', post)
    const asTherapist = await test.as(therapist)
    const address = `/people/${courseId}/entries/${post.save_key}`
    const page = await asTherapist.get(address)
    expect(page.status).toBe(200)
    expect(page.text).toContain('Football')
    expect(page.html.match(/<summary>Comment on the whole entry</g)).toHaveLength(1)
    const comment = {
      field_id: 'goal',
      body: 'What would half a game look like?',
      send_key: newId(),
    }
    await asTherapist.post(`${address}/comments`, comment)
    await asTherapist.post(`${address}/comments`, comment)
    // It is news: on Today, in one neutral mail, and marked where the entry stands.
    expect((await browser.get('/')).text).toContain('wrote beside something of yours')
    expect((await browser.get('/entries')).text).toContain('wrote beside it (new)')
    const { rows: mails } = await test.owner.query('select kind from outbox_mail')
    expect(mails).toEqual([{ kind: 'new_message' }])
    expect((await asTherapist.get(address)).text).toContain('Not opened yet')
    const seen = await browser.get(`/entries/${post.save_key}`)
    expect(seen.text.match(/What would half a game look like/g)).toHaveLength(1)
    expect(seen.text).toContain('Priya Nair')
    expect((await browser.get('/')).text).not.toContain('wrote beside')
    expect((await browser.get('/entries')).text).not.toContain('(new)')
    expect((await asTherapist.get(address)).text).toContain('. Opened ')
    const { rows: audit } = await test.owner.query(
      "select * from audit_event where action = 'entry.viewed' and subject_id = $1",
      [post.save_key],
    )
    expect(audit.length).toBeGreaterThan(0)
  })

  it('raises flags for the therapist that never reach the patient', async () => {
    const { flagsFor } = await import('./flags-for.ts')
    const ctx = await test.context(serviceId, {
      kind: 'staff',
      id: therapist.accountId,
      name: 'Priya',
      jobTitle: null,
      roles: new Set(['therapist']),
    })
    const course = await findOwnCourse(ctx, courseId)
    const flags = (await flagsFor(ctx, course)).map(({ flag }) => flag.say)
    expect(flags.some((say) => say.startsWith('A goal of fewer than 4 words'))).toBe(true)
    const page = await browser.get('/entries')
    for (const say of flags) expect(page.text).not.toContain(say)
    expect((await findCourse(ctx, courseId)).id).toBe(courseId)
    await ctx.platform.transaction.commit()
  })

  it('reads of each worksheet the newest, and all that was made since a moment', async () => {
    const someone = await aPatient(test, serviceId)
    const course = await aCourse(test, someone, therapist)
    const daysAgo = (days: number) => new Date(test.clock.now().getTime() - days * 86_400_000)
    for (const [worksheet, days, status] of [
      ['dep.activity_diary', 1, 'archived'],
      ['dep.activity_diary', 2, 'done'],
      ['dep.activity_diary', 5, 'done'],
      ['dep.activity_diary', 9, 'draft'],
      ['dep.activity_diary', 300, 'done'],
      ['common.goal', 200, 'done'],
      ['dep.worry_log', 1, 'done'],
    ] as const)
      await test.owner.query(
        `insert into entry (service_id, id, course_id, worksheet_id, worksheet_version, content,
           status, version, created_at, updated_at)
         values ($1, $2, $3, $4, 1, '{}', $5, 1, $6, $6)`,
        [serviceId, newId(), course, worksheet, status, daysAgo(days)],
      )
    const ctx = await test.context(serviceId, systemActor)
    const read = async (count: number, days: number) => {
      const entries = await newestEntries(ctx, await findCourseAsSystem(ctx, course), {
        worksheetIds: ['common.goal', 'dep.activity_diary'],
        count,
        since: daysAgo(days),
      })
      return entries.map((entry) => [entry.worksheetId, daysSince(entry.createdAt)])
    }
    const daysSince = (at: Date) => (test.clock.now().getTime() - at.getTime()) / 86_400_000
    const diary = (days: number) => ['dep.activity_diary', days]
    expect(await read(2, 0)).toEqual([diary(2), diary(5), ['common.goal', 200]])
    expect(await read(1, 10)).toEqual([diary(2), diary(5), diary(9), ['common.goal', 200]])
    await ctx.platform.transaction.commit()
  })
})

describe('the other pages', () => {
  it('open, empty and filled', async () => {
    for (const address of [
      '/entries',
      '/entries/print',
      '/entries/print?worksheet=common.goal',
      '/entries/download',
      '/entries/download?worksheet=common.goal',
      '/entries/export',
      '/blueprint',
      '/blueprint/print',
      '/blueprint/download',
      '/cards',
      '/cards/print',
      '/cards/download',
      '/diary',
      '/entries/new/common.thought_record',
      '/entries/new/dep.trap_trac',
      '/entries?worksheet=nonsense',
    ]) {
      expect((await browser.get(address)).status, address).toBe(200)
    }
  })

  it('save as one file that needs nothing else, under a name that says nothing', async () => {
    const key = newId()
    await browser.post('/entries', {
      worksheet_id: 'common.blueprint',
      save_key: key,
      base_version: '0',
      back: '/blueprint',
      'f.what_i_learned': 'Shoes first <b>then</b> the door',
    })
    await browser.post('/cards', { card: 'Start with the kettle', save_key: newId() })
    for (const [address, name, words] of [
      ['/entries/download', 'what-i-wrote.html', 'Shoes first'],
      ['/entries/download?worksheet=common.blueprint', 'what-i-wrote.html', 'Shoes first'],
      ['/blueprint/download', 'my-plan.html', 'Shoes first'],
      ['/cards/download', 'my-cards.html', 'Start with the kettle'],
    ] as const) {
      const file = await browser.get(address)
      expect(file.headers.get('content-disposition')).toBe(`attachment; filename="${name}"`)
      expect(file.headers.get('content-type')).toBe('text/html; charset=utf-8')
      expect(file.headers.get('content-security-policy')).toContain("style-src 'self';")
      expect(file.text, address).toContain(words)
      expect(file.html, address).not.toMatch(/<(script|link|img|a|form|b)\b|url\(|csrf/)
      expect(file.html).toContain('<style>')
      const print = await browser.get(address.replace('download', 'print'))
      expect(print.html, address).toContain(`href="${address}"`)
      expect(print.text, address).toContain('It opens without signing in')
    }
    const { rows } = await test.owner.query(
      "select count(*)::int as saved from audit_event where action = 'entry.exported'",
    )
    expect(rows[0].saved).toBeGreaterThanOrEqual(4)
  })

  it('keep a diary moment with its day, and a card that can be pinned', async () => {
    const diary = await browser.get('/diary')
    expect(diary.html).toMatch(/name="f.date"[^>]*value="2026-11-\d\d"/)
    const key = newId()
    await browser.post('/entries', {
      worksheet_id: 'dep.activity_diary',
      save_key: key,
      base_version: '0',
      back: '/diary#latest',
      'f.date': '2026-11-20',
      'f.slot': 'evening',
      'f.did': 'Walked to the shop',
      'f.mood': '4',
    })
    const { rows: points } = await test.owner.query(
      'select at, value from series_point where entry_id = $1',
      [key],
    )
    expect(points).toEqual([{ at: new Date('2026-11-20T19:00:00Z'), value: 4 }])
    const card = newId()
    await browser.post('/cards', { card: 'Start with the shoes', save_key: card })
    await browser.post(`/cards/${card}/pin`, { pinned: 'yes', save_key: newId() })
    expect((await browser.get('/cards')).text).toContain('Unpin')
  })
})
