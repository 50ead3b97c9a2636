import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { newId } from '#platform/ids.ts'
import { type Browser, createTestApp, type TestApp } from '#test/support/app.ts'
import { aCourse, aMemberOfStaff, aPatient, aService } from '#test/support/people.ts'

const bank = 'dep.activity_bank'
const plans = 'common.week_plan'
const page = '/programme/dep.m3/what-when-where'

let test: TestApp
let serviceId: string
let browser: Browser
let neighbour: Browser

beforeAll(async () => {
  test = await createTestApp()
  serviceId = await aService(test, { slug: 'riverside', host: 'handrail.test' })
})
afterAll(() => test.close())
// Monday 2 November 2026.
beforeEach(async () => {
  const therapist = await aMemberOfStaff(test, serviceId, ['therapist'])
  const patient = await aPatient(test, serviceId)
  await aCourse(test, patient, therapist, { week: 3, modules: ['dep.m3'] })
  browser = await test.as(patient)
  const other = await aPatient(test, serviceId)
  await aCourse(test, other, therapist, { week: 3, modules: ['dep.m3'] })
  neighbour = await test.as(other)
})

const post = async (
  who: Browser,
  worksheet: string,
  values: Record<string, string>,
  more: Record<string, string> = {},
) => {
  const id = newId()
  const fields = Object.entries(values).map(([field, value]) => [`f.${field}`, value])
  const answer = await who.post(more.address ?? '/entries', {
    worksheet_id: worksheet,
    entry_id: '',
    stage: worksheet === plans ? 'plan' : '',
    base_version: '0',
    save_key: id,
    back: page,
    ...more,
    ...Object.fromEntries(fields),
  })
  return { id: more.entry_id ?? id, answer }
}

const listed = async (activity: string, difficulty: number, who = browser) =>
  (await post(who, bank, { activity, kind: 'pleasurable', difficulty: String(difficulty) })).id

const contentOf = async (id: string) =>
  (await test.owner.query('select content from entry where id = $1', [id])).rows[0]?.content

describe('planning something from the own list', () => {
  it('offers the list beside the week, the easiest first, each to be planned with one press', async () => {
    await listed('Ring Lou', 6)
    await listed('Plant five beans', 2)
    const { text } = await browser.get(page)
    expect(text.indexOf('Plant five beans')).toBeGreaterThan(0)
    expect(text.indexOf('Plant five beans')).toBeLessThan(text.indexOf('Ring Lou'))
    expect(text).toContain('For pleasure or closeness')
    expect(text.match(/Plan this/g)).toHaveLength(2 + 1)
  })

  it('begins the plan with the words of the list, and says where they are from', async () => {
    const id = await listed('Plant five beans', 2)
    const { html, text } = await browser.get(`${page}?new=dep.m3.w3&from=${id}`)
    expect(html).toMatch(/name="f\.what"[^>]*>Plant five beans</)
    expect(html).toMatch(new RegExp(`<option value="${id}" selected="">Plant five beans`))
    expect(text).toContain('This is from “Things I could do”. You can change it.')
  })

  it('keeps which thing it was, shows it in the week, and says so beside the list', async () => {
    const from = await listed('Plant five beans', 2)
    const plan = { from_list: from, what: 'Plant five beans', day: '2026-11-03', slot: 'morning' }
    const { id } = await post(browser, plans, plan)
    expect((await contentOf(id)).from_list).toEqual({ ref: from, words: 'Plant five beans' })
    const week = (await browser.get('/week')).text
    expect(week).toMatch(/Tuesday 3 November[\s\S]*Plant five beans[\s\S]*, morning/)
    expect(week).toContain('In your week')
    expect(week).toContain('Plan it again')
    expect((await browser.get(page)).text).toContain('Your next seven days')
  })

  it('needs no script: choosing from the list and saving fills in what is empty', async () => {
    const from = await listed('Plant five beans', 2)
    const { id } = await post(browser, plans, { from_list: from, day: '2026-11-03' })
    expect(await contentOf(id)).toMatchObject({ what: 'Plant five beans', kind: 'pleasurable' })
  })

  it('never writes over what the person wrote, and follows a second choice where it did not', async () => {
    const [beans, lou] = [await listed('Plant five beans', 2), await listed('Ring Lou', 6)]
    const own = await post(browser, plans, {
      from_list: beans,
      what: 'Six beans',
      day: '2026-11-03',
    })
    expect((await contentOf(own.id)).what).toBe('Six beans')
    const taken = await post(browser, plans, { from_list: beans, day: '2026-11-03' })
    const again = { entry_id: taken.id, base_version: '1' }
    const second = { from_list: lou, what: 'Plant five beans', day: '2026-11-03' }
    await post(browser, plans, second, again)
    expect(await contentOf(taken.id)).toMatchObject({ what: 'Ring Lou', from_list: { ref: lou } })
  })

  it('tells the page that saves as it is typed what it has filled in', async () => {
    const from = await listed('Plant five beans', 2)
    const { answer } = await post(
      browser,
      plans,
      { from_list: from, day: '2026-11-03' },
      { address: '/entries/autosave' },
    )
    expect(JSON.parse(answer.text).form).toMatchObject({ 'f.what': 'Plant five beans' })
  })

  it('points to nobody else’s words, however it is asked', async () => {
    const theirs = await listed('Zq secret garden', 1, neighbour)
    const { id } = await post(browser, plans, {
      from_list: theirs,
      what: 'Mine',
      day: '2026-11-03',
    })
    expect(await contentOf(id)).toEqual({ what: 'Mine', day: '2026-11-03' })
    for (const address of [
      `${page}?new=dep.m3.w3&from=${theirs}`,
      `/entries/new/${plans}?from=${theirs}`,
    ]) {
      expect((await browser.get(address)).text).not.toContain('Zq secret')
    }
    const notAnEntry = await post(browser, plans, {
      from_list: 'x',
      what: 'Mine',
      day: '2026-11-03',
    })
    expect(await contentOf(notAnEntry.id)).not.toHaveProperty('from_list')
  })

  it('shows the list nowhere while there is nothing on it', async () => {
    const { text } = await browser.get(page)
    expect(text).not.toContain('Something from my list')
    expect(text).not.toContain('the easiest first')
    expect((await browser.get('/week')).text).toContain('Nothing planned')
  })
})

describe('the week', () => {
  it('shows the last seven days with how each thing went, in their own answer', async () => {
    const { id } = await post(browser, plans, { what: 'Walk to the post box', day: '2026-10-31' })
    const after = { entry_id: id, base_version: '1', stage: 'after' }
    await post(browser, plans, { done: 'partly' }, after)
    const { text } = await browser.get('/week')
    expect(text).toMatch(
      /The last seven days[\s\S]*Walk to the post box *\. Did I do it\? Some of it/,
    )
  })

  it('goes into a calendar with its days and times and none of its words', async () => {
    await post(browser, plans, { what: 'Zq walk', day: '2026-11-03', at: '10:30' })
    await post(browser, plans, { what: 'Zq beans', day: '2026-11-04' })
    await post(browser, plans, { what: 'Zq long ago', day: '2026-10-01' })
    const file = await browser.get('/week/calendar')
    expect(file.text).toContain('DTSTART:20261103T103000Z ')
    expect(file.text).toContain('DTSTART;VALUE=DATE:20261104 ')
    expect(file.text.match(/BEGIN:VEVENT/g)).toHaveLength(2)
    expect(file.text).not.toContain('Zq')
  })
})
