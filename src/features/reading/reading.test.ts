import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Programme } from '#content/types.ts'
import { newId } from '#platform/ids.ts'
import { type Browser, createTestApp, type TestApp } from '#test/support/app.ts'
import {
  aCourse,
  aMemberOfStaff,
  aPatient,
  aService,
  type Patient,
  type Person,
} from '#test/support/people.ts'
import { proseText } from '#ui/prose.tsx'
import { arrange } from './arrange.ts'

let test: TestApp
let serviceId: string
let therapist: Person
let patient: Patient
let courseId: string
let browser: Browser
let programme: Programme

beforeAll(async () => {
  test = await createTestApp()
  serviceId = await aService(test)
  therapist = await aMemberOfStaff(test, serviceId, ['therapist'])
  patient = await aPatient(test, serviceId)
  const found = test.runtime.content.programmes.get('dep')
  if (!found) throw new Error('the programme is there')
  programme = found
  courseId = await aCourse(test, patient, therapist, {
    modules: [...programme.modules.keys()].filter((id) => id !== 'dep.m8' && id !== 'dep.o7'),
  })
  browser = await test.as(patient)
})
afterAll(() => test.close())

const rowsOf = async (table: string, more = '') =>
  (await test.owner.query(`select * from ${table} where course_id = $1 ${more}`, [courseId])).rows
const openModules = () =>
  [...programme.modules.values()].filter(({ id }) => id !== 'dep.m8' && id !== 'dep.o7')

describe('the programme', () => {
  it('shows what is open, and of what comes its title and its aims', async () => {
    const page = await browser.get('/programme')
    expect(page.status).toBe(200)
    expect(page.text).toContain('How low mood works')
    expect(page.text).toContain('Opens after')
    expect(page.text).not.toMatch(/overdue|late\b/i)
  })

  it('keeps a module that is not open closed, whatever the address', async () => {
    const section = programme.modules.get('dep.m8')?.sections[0]?.id
    for (const address of [
      '/programme/dep.m8',
      `/programme/dep.m8/${section}`,
      '/programme/dep.m8/finish',
    ]) {
      expect((await browser.get(address)).status).toBe(404)
    }
    expect((await browser.post(`/programme/dep.m8/${section}/next`)).status).toBe(404)
    expect((await browser.get('/programme/__proto__/constructor')).status).toBe(404)
  })

  it('shows every page of every module, light, and never a note for the therapist', async () => {
    const notes = [...programme.therapistNotes.values()].flatMap((note) =>
      [note.lookFor, note.write, note.stickingPoints, note.callIf, note.releaseNext]
        .flatMap((body) => proseText(body).split('\n'))
        .filter((line) => line.length > 25),
    )
    expect(notes.length).toBeGreaterThan(50)
    const flags = [...test.runtime.content.worksheets.values()].flatMap((worksheet) =>
      worksheet.flags.map(({ say }) => say),
    )
    for (const module of openModules()) {
      for (const { id } of module.sections) {
        const page = await browser.get(`/programme/${module.id}/${id}`)
        expect([200, 303], `${module.id}/${id}`).toContain(page.status)
        expect(gzipSync(page.html).byteLength, `${module.id}/${id}`).toBeLessThan(30_000)
        const leaked = [...notes, ...flags].filter((line) => page.text.includes(line))
        expect(leaked, `${module.id}/${id}`).toEqual([])
      }
    }
  }, 60_000)
})

describe('a page', () => {
  it('offers a way of ten minutes where a module begins, and opens it for who asked', async () => {
    const core = openModules().filter(({ kind }) => kind === 'core')
    expect(core.length).toBeGreaterThan(5)
    for (const module of core) {
      const [first] = module.sections
      const way = `/programme/${module.id}/${first?.id}?short=yes#${module.id.replace('.', '-')}-short`
      const front = await browser.get(`/programme/${module.id}`)
      expect(front.html, module.id).toContain(`href="${way}"`)
      const closed = await browser.get(`/programme/${module.id}/${first?.id}`)
      expect(closed.text, module.id).toContain('Only ten minutes today?')
      expect(closed.html, module.id).toMatch(/<details class="[^"]*hr-short" id="[^"]*-short">/)
      const opened = await browser.get(way)
      expect(opened.html, module.id).toMatch(/hr-short" id="[^"]*-short" open="">/)
      const [, href = ''] = /href="([^"]+)">Do this one thing/.exec(opened.html) ?? []
      expect((await browser.get(href)).status, href).toBe(200)
    }
  })

  it('is left by a button that marks it done, sets its practice once, and goes on', async () => {
    const module = programme.modules.get('dep.m2')
    const section = module?.sections.find(({ blocks }) =>
      blocks.some(({ type }) => type === 'task'),
    )
    await browser.get(`/programme/dep.m2/${section?.id}`)
    for (let press = 0; press < 2; press++) {
      const page = await browser.post(`/programme/dep.m2/${section?.id}/next`)
      expect(page.status).toBe(303)
    }
    const tasks = section?.blocks.filter(({ type }) => type === 'task').length
    expect(await rowsOf('practice_task', "and module_id = 'dep.m2'")).toHaveLength(tasks ?? 0)
    const [visit] = await rowsOf('page_visit', `and section_id = '${section?.id}'`)
    expect(visit.done_at).not.toBeNull()
    expect(
      await rowsOf('module_event', "and module_id = 'dep.m2' and kind = 'started'"),
    ).toHaveLength(1)
  })

  it('answers a check with words, as often as the person likes, and keeps what they chose', async () => {
    const address = '/programme/dep.m1/four-front-doors'
    for (const choice of ['0', '1']) {
      const answered = await browser.post(`${address}/answer`, {
        block_id: 'dep.m1.q1',
        'q.0': choice,
      })
      expect(answered.location).toBe(`${address}#dep-m1-q1`)
    }
    const page = await browser.get(address)
    const quiz = programme.modules
      .get('dep.m1')
      ?.sections[0]?.blocks.find(({ type }) => type === 'quiz')
    const [item] = quiz?.type === 'quiz' ? quiz.items : []
    if (item?.type !== 'single') throw new Error('a single choice')
    expect(page.text).toContain(item.options[1]?.feedback.replaceAll('’', '’') ?? '-')
    expect(page.html).toMatch(/name="q.0"[^>]*checked[^>]*value="1"|value="1"[^>]*checked/)
    const [answer] = await rowsOf('part_answer', "and block_id = 'dep.m1.q1'")
    expect(answer).toMatchObject({ tries: 2, answer: { 0: ['1'] } })
    await browser.post(`${address}/answer`, {
      block_id: 'dep.m1.q1',
      'q.0': '99',
      'q.__proto__': 'x',
    })
    expect((await rowsOf('part_answer', "and block_id = 'dep.m1.q1'"))[0].answer).toEqual({
      0: ['1'],
    })
    expect((await browser.post(`${address}/answer`, { block_id: 'dep.m9.q9' })).status).toBe(404)
  })

  it('puts ticked things on the list, and never twice', async () => {
    const module = programme.modules.get('dep.m3')
    const section = module?.sections.find(({ blocks }) =>
      blocks.some(({ type }) => type === 'checklist'),
    )
    const post = { block_id: 'dep.m3.l1', tick: ['curtains', 'make_bed', 'no_such_thing'] }
    await browser.post(`/programme/dep.m3/${section?.id}/answer`, post)
    await browser.post(`/programme/dep.m3/${section?.id}/answer`, post)
    const entries = await rowsOf('entry', "and worksheet_id = 'dep.activity_bank'")
    expect(entries.map(({ content }) => content.activity).sort()).toEqual([
      'Open the curtains when I get up',
      'Pull the covers straight',
    ])
    expect(entries[0].content.kind).toBe('routine')
    expect((await browser.get(`/programme/dep.m3/${section?.id}`)).text).toContain('(on your list)')
  })

  it('keeps a sentence as a card, once', async () => {
    const module = programme.modules.get('dep.m1')
    const section = module?.sections.find(({ blocks }) =>
      blocks.some(({ type }) => type === 'takeaway'),
    )
    await Promise.all(
      [0, 1].map(() =>
        browser.post(`/programme/dep.m1/${section?.id}/keep`, { block_id: 'dep.m1.k1' }),
      ),
    )
    expect(await rowsOf('entry', "and worksheet_id = 'common.takeaway'")).toHaveLength(1)
    expect((await browser.get('/cards')).text).toContain('I can work on the second')
  })

  it('draws the ring from what the person wrote, with soft prompts for the rest', async () => {
    await browser.post('/entries', {
      worksheet_id: 'dep.cycle_builder',
      save_key: newId(),
      base_version: '0',
      back: '/programme/dep.m1/how-it-goes-round#dep-m1-w1',
      'f.trigger': 'Hurt my back in March',
    })
    const page = await browser.get('/programme/dep.m1/how-it-goes-round')
    expect(page.text).toContain('What was going on: Hurt my back in March')
    expect(page.text).toContain('Not filled in yet')
    expect(page.html).toContain('<svg')
  })

  it('shows the highest and the lowest moments of the diary once there are four', async () => {
    const page = '/programme/dep.m2/reading-your-own-diary'
    const moment = (did: string, mood: string) =>
      browser.post('/entries', {
        ...{ worksheet_id: 'dep.activity_diary', save_key: newId(), base_version: '0' },
        ...{ back: '/diary', 'f.date': '2026-11-01', 'f.slot': 'morning' },
        ...{ 'f.did': did, 'f.mood': mood },
      })
    for (const [did, mood] of [
      ['The bins', '4'],
      ['Lay on the bed', '1'],
      ['Rang Lou', '7'],
    ]) {
      await moment(did ?? '', mood ?? '')
    }
    const early = await browser.get(page)
    expect(early.text).toContain('Your highest moments show here once the diary has four moments')
    await moment('The phone, face down', '2')
    const { html } = await browser.get(page)
    const listed = (order: string) =>
      html.match(new RegExp(`how I felt, the ${order} first"[\\s\\S]*?</section>`))?.[0] ?? ''
    expect(listed('highest')).toMatch(/Rang Lou[\s\S]*The bins/)
    expect(listed('lowest')).toMatch(/Lay on the bed[\s\S]*The phone, face down/)
    expect(listed('lowest')).not.toMatch(/Rang Lou|The bins/)
    expect(listed('highest')).not.toMatch(/Lay on the bed|face down/)
  })

  it('offers to go on with an earlier record at the stage that the page is about', async () => {
    const key = newId()
    await browser.post('/entries', {
      worksheet_id: 'common.thought_record',
      save_key: key,
      base_version: '0',
      stage: 'catch',
      back: '/entries',
      'f.when.date': '2026-11-01',
      'f.when.time': '18:00',
      'f.situation': 'In the kitchen',
      'f.feelings.0.feeling': 'sad',
      'f.feelings.0.strength_before': '70',
      'f.thoughts.0.thought': 'They have forgotten me',
      'f.thoughts.0.belief_before': '80',
    })
    const section = programme.modules
      .get('dep.m6')
      ?.sections.find(({ blocks }) =>
        blocks.some((block) => 'id' in block && block.id === 'dep.m6.w2'),
      )
    const page = await browser.get(`/programme/dep.m6/${section?.id}?row=${key}`)
    expect(page.text).toContain('They have forgotten me')
    expect(page.html).toMatch(/name="f.feelings_after.0.feeling"[^>]*>Sad</)
    expect(page.text).toContain('Start a new one')
  })

  it('follows the path that the person chose', async () => {
    const module = programme.modules.get('dep.m7')
    const withPath = module?.sections.find(({ blocks }) =>
      blocks.some(({ type }) => type === 'path'),
    )
    const branches = module?.sections.filter(({ path }) => path !== null) ?? []
    expect((await browser.get(`/programme/dep.m7/${branches[0]?.id}`)).status).toBe(303)
    await browser.post(`/programme/dep.m7/${withPath?.id}/answer`, {
      block_id: 'dep.m7.path',
      'q.chosen': branches[0]?.path ?? '',
    })
    expect((await browser.get(`/programme/dep.m7/${branches[0]?.id}`)).status).toBe(200)
  })
})

describe('the drawing of the circle', () => {
  it('says beside each step what the picture shows, to people and to staff', async () => {
    const staff = await test.as(therapist)
    for (const page of [
      await browser.get('/programme/dep.m1/where-to-break-in'),
      await staff.get('/programmes/dep/dep.m1/where-to-break-in'),
    ]) {
      expect(page.html.match(/<svg class="hr-circles__picture"[^>]*role="img"/g)).toHaveLength(2)
      expect(page.text).toContain('The circle shrinks. When mood drops')
      expect(page.text).toContain('Fallen outside: gurdwara kitchen, the allotment')
      expect(page.text).toContain('Back inside: the drive there, the gate, the water butt.')
    }
  })
})

describe('the companions', () => {
  it('come first when they were chosen, and the others wait', async () => {
    await browser.post('/programme/dep.m1/companions', {
      with: ['harbans', 'dean', 'ellis', 'nobody'],
    })
    expect((await rowsOf('part_answer', "and block_id = 'companions'"))[0].answer).toEqual({
      chosen: ['harbans', 'dean'],
    })
    expect((await browser.get('/programme/dep.m1/four-front-doors')).text).toContain(
      'Somebody else’s week',
    )
  })

  it('never leave a page without its stories', () => {
    const story = (who: string) => ({ type: 'vignette', who, body: [] }) as const
    const all = ['ifeoma', 'harbans', 'ellis'].map(story)
    expect(arrange(all, [])).toEqual([{ type: 'stories', first: all, others: [] }])
    expect(arrange(all, ['harbans'])).toEqual([
      { type: 'stories', first: [all[1]], others: [all[0], all[2]] },
    ])
    expect(arrange([story('dean')], ['harbans'])).toEqual([{ type: 'block', block: story('dean') }])
  })
})

describe('the end of a module', () => {
  it('is sent once, with what the person wants to say, and shows what happens next', async () => {
    await browser.post('/programme/dep.m1/four-front-doors/next')
    const end = { usefulness: '7', tell: 'It was a lot to read.', send_key: newId() }
    const both = await Promise.all([0, 1].map(() => browser.post('/programme/dep.m1/finish', end)))
    expect(both.map(({ status }) => status)).toEqual([303, 303])
    expect(await rowsOf('module_end')).toMatchObject([{ usefulness: 7 }])
    expect(await rowsOf('message', "and kind = 'module_end'")).toMatchObject([
      { body: 'It was a lot to read.' },
    ])
    const events = await rowsOf('module_event', "and module_id = 'dep.m1' and kind = 'submitted'")
    expect(events.length).toBeGreaterThan(0)
    const page = await browser.get('/programme/dep.m1/finish')
    expect(page.text).toContain('You have finished this module')
    expect(page.text).toContain('Priya can see what you did')
  })
})

describe('an offer', () => {
  it('can be taken or left, and pressing twice does no harm', async () => {
    await test.owner.query(
      `insert into module_event (service_id, id, course_id, module_id, kind, at, by)
       values ($1, $2, $3, 'dep.o7', 'offered', $4, $5)`,
      [serviceId, newId(), courseId, test.clock.now(), therapist.accountId],
    )
    expect((await browser.get('/programme')).text).toContain('Yes, open it')
    await browser.post('/programme/dep.o7/offer', { answer: 'accept' })
    expect((await browser.post('/programme/dep.o7/offer', { answer: 'accept' })).status).toBe(303)
    expect((await browser.get('/programme/dep.o7')).status).toBe(200)
  })
})

describe('the preview for staff', () => {
  it('shows every page with its notes, and says that nobody has signed it off', async () => {
    const asTherapist = await test.as(therapist)
    const page = await asTherapist.get('/programmes/dep/dep.m1/four-front-doors')
    expect(page.text).toContain('Not yet clinically signed off')
    expect(page.text).toContain('For the therapist')
    expect((await browser.get('/programmes/dep/dep.m1/four-front-doors')).status).toBe(403)
    for (const module of programme.modules.values()) {
      for (const { id } of module.sections) {
        const shown = await asTherapist.get(`/programmes/dep/${module.id}/${id}`)
        expect(shown.status, `${module.id}/${id}`).toBe(200)
      }
    }
  }, 60_000)
})
