import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { parse, stringify } from 'yaml'
import { contentSource } from '#app/service-content.ts'
import type { Instrument } from '#clinical/instrument.ts'
import { totalScore } from '#clinical/scoring.ts'
import { aWordingPack } from '#content/wording-pack.fixture.ts'
import { inWordsOfResponse } from '#features/wording/index.ts'
import { createLog } from '#platform/log.ts'
import { ServiceDirectory } from '#platform/services.ts'
import { type Browser, createTestApp, type TestApp } from '#test/support/app.ts'
import { aMemberOfStaff, aPatient, aService } from '#test/support/people.ts'
import { usableInstrument } from './usable-instrument.ts'

let app: TestApp
let service: string
let other: string
let administrator: Browser
let therapist: Browser

beforeAll(async () => {
  app = await createTestApp()
  service = await aService(app)
  other = await aService(app, { slug: 'elsewhere', host: 'elsewhere.test' })
  administrator = await app.as(await aMemberOfStaff(app, service, ['administrator'], 'Ade Okafor'))
  therapist = await app.as(await aMemberOfStaff(app, service, ['therapist']))
})
afterAll(() => app.close())

function shipped(id: string): Instrument {
  const instrument = app.runtime.content.instruments.get(id)
  if (!instrument) throw new Error(`no ${id}`)
  return instrument
}

const page = '/instruments/wording'
const confirmed = { confirmedBy: 'Ade Okafor', confirmedOn: '2026-11-01' }

function bring(id: string, changes: Record<string, unknown> = {}) {
  return administrator.post(page, { pack: aWordingPack(shipped(id), changes), ...confirmed })
}

describe('until a pack is imported', () => {
  test('nobody can be asked SPIN: it says why, and that GAD-7 is asked instead', async () => {
    const ctx = await app.context(service)
    const spin = usableInstrument(ctx, 'spin')
    expect('missing' in spin && spin.missing).toMatch(/SPIN cannot be asked now/)
    expect('missing' in spin && spin.instead?.id).toBe('gad7')
    const page = await therapist.get('/instruments/spin')
    expect(page.text).toContain('SPIN cannot be asked now')
    expect(page.text).toContain('GAD-7 is asked where it would be')
    const wsas = usableInstrument(ctx, 'wsas')
    expect('missing' in wsas && wsas.instead).toBe(null)
    expect(usableInstrument(ctx, 'phq9')).toHaveProperty('usable')
    expect(usableInstrument(ctx, 'nothing')).toMatchObject({ instead: null })
  })
})

describe('a pack with made-up wording of WSAS and SPIN', () => {
  test('is imported by an administrator and makes them usable in this service alone', async () => {
    for (const id of ['wsas', 'spin']) {
      const done = await bring(id)
      expect(done.status).toBe(303)
      expect((await administrator.get(done.location ?? '')).text).toContain('can be asked from now')
      const usable = usableInstrument(await app.context(service), id)
      expect('usable' in usable && usable.usable.wording).toBe('pack')
      expect('missing' in usableInstrument(await app.context(other), id)).toBe(true)
    }
  })

  test('is what staff read and what a form would show, item by item', async () => {
    const { text } = await therapist.get('/instruments/wsas')
    expect(text).toContain('Made-up stem of wsas')
    for (let number = 1; number <= 5; number += 1) expect(text).toContain(`Made-up item ${number}`)
    expect(text).toContain('8 Made-up answer 8')
    expect(text).toContain('Wording imported by your service. It can be asked.')
  })

  test('is scored by the structure, which the pack cannot touch', async () => {
    const usable = usableInstrument(await app.context(service), 'wsas')
    if (!('usable' in usable)) throw new Error(usable.missing)
    const answers = { 1: 'not_applicable', 2: 8, 3: 8, 4: 8, 5: 7 } as const
    expect(totalScore(usable.usable, answers)).toBe(31)
    expect(usable.usable.hash).toBe(shipped('wsas').hash)
  })

  test('goes out as FHIR with its words; without them it is marked as structure only', async () => {
    const spin = await therapist.get('/fhir/Questionnaire/spin')
    expect(spin.headers.get('content-type')).toContain('application/fhir+json')
    const worded = JSON.parse(spin.html)
    expect([worded.status, worded.item[0].text]).toEqual(['active', 'Made-up stem of spin'])
    expect(worded.item[0].item[16]).toMatchObject({ linkId: '17', text: 'Made-up item 17' })
    const ocd = JSON.parse((await therapist.get('/fhir/Questionnaire/oci')).html)
    expect([ocd.status, ocd.meta.tag[0].code]).toEqual(['draft', 'structure-only'])
    expect(JSON.stringify(ocd.item)).not.toMatch(/Made-up/)
  })

  test('the same pack twice is one import; a file beside other words is not guessed at', async () => {
    const count = () => app.owner.query(`select 1 from wording_pack where instrument_id = 'spin'`)
    const before = (await count()).rowCount
    const file = aWordingPack(shipped('spin'))
    const both = await administrator.post(page, { file, pack: 'other words', ...confirmed })
    expect([both.status, both.html.includes('other words')]).toEqual([422, true])
    const again = await administrator.post(page, { file, pack: '', ...confirmed })
    expect((await administrator.get(again.location ?? '')).text).toContain('in use already')
    expect((await count()).rowCount).toBe(before)
  })

  test('comes as a file from a browser without JavaScript', async () => {
    const boundary = 'made-up-boundary'
    const part = (name: string, value: string, file = '') =>
      `--${boundary}\r\nContent-Disposition: form-data; name="${name}"${file}\r\n\r\n${value}\r\n`
    const pack = aWordingPack(shipped('isi'))
    const body = [
      part('csrf', administrator.csrfToken),
      part('file', pack, '; filename="isi.yaml"'),
      part('pack', ''),
      part('confirmedBy', 'Ade Okafor'),
      part('confirmedOn', '2026-11-01'),
      `--${boundary}--\r\n`,
    ].join('')
    const type = { 'content-type': `multipart/form-data; boundary=${boundary}` }
    const done = await administrator.send('POST', page, body, type)
    expect(done.location).toContain('done=imported')
    expect(usableInstrument(await app.context(service), 'isi')).toHaveProperty('usable')
  })

  test('who confirmed, who imported and what was replaced stand in the row and the audit', async () => {
    await bring('spin', { stem: 'A newer made-up stem' })
    const { rows } = await app.owner.query(
      `select licence_confirmed_by, licence_confirmed_on, replaced_by is not null as replaced,
         withdrawn_reason, (select display_name from account a where a.id = imported_by) as by
       from wording_pack where service_id = $1 and instrument_id = 'spin' order by imported_at, id`,
      [service],
    )
    expect(rows).toHaveLength(2)
    expect(rows[0]).toMatchObject({
      replaced: true,
      withdrawn_reason: 'Replaced by a newer import',
    })
    expect(rows[1]).toMatchObject({ replaced: false, by: 'Ade Okafor' })
    expect(rows[1].licence_confirmed_by).toBe('Ade Okafor')
    const audited = await app.owner.query(
      `select count(*) as n from audit_event where action = 'wording.imported'`,
    )
    expect(audited.rows[0].n).toBe(4)
  })

  test('an old response is still shown in the words it was answered in', async () => {
    const {
      rows: [first],
    } = await app.owner.query(
      `select wording_hash from wording_pack where instrument_id = 'spin' order by imported_at, id`,
    )
    const response = {
      instrumentId: 'spin',
      instrumentVersion: 1,
      wordingHash: String(first.wording_hash),
    }
    const shown = async (serviceId: string, changes = {}) => {
      const ctx = await app.context(serviceId)
      const instrument = await inWordsOfResponse(ctx, { ...response, ...changes })
      await ctx.platform.transaction.rollback()
      return instrument?.stem
    }
    const now = (await app.context(service)).content.instruments.get('spin')
    expect(now?.stem).toBe('A newer made-up stem')
    expect(await shown(service)).toBe('Made-up stem of spin')
    expect(await shown(other)).toBe(null)
    expect(await shown(service, { wordingHash: now?.wordingHash })).toBe('A newer made-up stem')
    expect(await shown(service, { instrumentVersion: 7 })).toBe(undefined)
  })

  test('is withdrawn with a reason, and is not asked any more', async () => {
    const path = '/instruments/spin/withdrawal'
    const without = await administrator.post(path, { 'reason-spin': '' })
    expect([without.status, without.text.includes('Write why')]).toEqual([422, true])
    const done = await administrator.post(path, { 'reason-spin': 'The licence ended' })
    const shown = await administrator.get(done.location ?? '')
    expect(shown.text).toContain('The wording of SPIN is withdrawn')
    expect(shown.text).toContain('The licence ended')
    expect(usableInstrument(await app.context(service), 'spin')).toHaveProperty('missing')
    expect((await administrator.post(path, { 'reason-spin': 'Again' })).status).toBe(303)
  })
})

describe('what does not fit', () => {
  test('is refused with its line and field, and nothing typed is lost', async () => {
    const pack = parse(aWordingPack(shipped('wsas')))
    pack.items.pop()
    const text = stringify(pack)
    const refused = await administrator.post(page, { pack: text, ...confirmed })
    expect(refused.status).toBe(422)
    expect(refused.text).toContain('Item 5 is missing')
    expect(refused.text).toMatch(/Line \d+, items/)
    expect(refused.html).toContain('Made-up stem of wsas')
    expect(refused.html).toContain('value="2026-11-01"')
  })

  test('no file, no name, a day to come: each is said beside its field', async () => {
    const refused = await administrator.post(page, { confirmedOn: '2030-01-01' })
    expect(refused.status).toBe(422)
    for (const words of ['Choose the file', 'Write who confirmed', 'has not come yet'])
      expect(refused.text).toContain(words)
  })

  test('a missing name and a bad pack are said at once, and nothing typed is lost', async () => {
    const pack = parse(aWordingPack(shipped('wsas')))
    pack.items.pop()
    const text = stringify(pack)
    const refused = await administrator.post(page, { pack: text, confirmedOn: '2026-11-01' })
    expect(refused.status).toBe(422)
    for (const words of [
      'Write who confirmed',
      'Nothing was imported: 1 thing',
      'Item 5 is missing',
    ])
      expect(refused.text).toContain(words)
    expect(refused.html).toContain('Made-up stem of wsas')
    expect(refused.html).toContain('value="2026-11-01"')
  })

  test('a missing name and a missing tick are said at once, and a tick that was set stays', async () => {
    const pack = aWordingPack(shipped('mi'))
    const first = await administrator.post(page, { pack, confirmedOn: '2026-11-01' })
    expect(first.text).toContain('Write who confirmed')
    expect(first.text).toContain('Read how sure its scoring is')
    const ticked = { pack, confirmedOn: '2026-11-01', knowsOfScoring: 'yes' }
    const second = await administrator.post(page, ticked)
    expect(second.text).toContain('Write who confirmed')
    expect(second.text).not.toContain('Read how sure its scoring is')
    expect(second.html).toMatch(
      /name="knowsOfScoring"[^>]*checked|checked[^>]*name="knowsOfScoring"/,
    )
  })

  test('a pack for HADS is refused by name and with the reason', async () => {
    const refused = await administrator.post(page, {
      pack: aWordingPack(shipped('spin'), { instrument: 'hads' }),
      ...confirmed,
    })
    expect(refused.text).toContain('hads is not taken in, licensed or not')
  })
})

describe('NEQ-20 and ITQ', () => {
  const check = {
    'checkedBy-neq20': 'Ade Okafor',
    'checkedOn-neq20': '2026-11-01',
    'seenAt-neq20': 'The page of its authors',
  }

  test('are off until somebody has checked the licence, who and when is asked', async () => {
    expect((await therapist.get('/instruments/neq20')).text).toContain('is switched off until')
    const empty = await administrator.post('/instruments/neq20/licence', {})
    expect([empty.status, empty.text.includes('opened the owner')]).toEqual([422, true])
    const done = await administrator.post('/instruments/neq20/licence', check)
    expect((await administrator.get(done.location ?? '')).text).toContain('Checked by Ade Okafor')
    const usable = usableInstrument(await app.context(service), 'neq20')
    expect('usable' in usable && usable.usable.wording).toBe('bundled')
    expect('missing' in usableInstrument(await app.context(other), 'neq20')).toBe(true)
    expect('missing' in usableInstrument(await app.context(service), 'itq')).toBe(true)
  })

  test('are switched off again with a reason', async () => {
    await administrator.post('/instruments/neq20/licence', check)
    await administrator.post('/instruments/neq20/licence-withdrawal', {
      'reason-neq20': 'The page has changed',
    })
    expect(usableInstrument(await app.context(service), 'neq20')).toHaveProperty('missing')
    const { rows } = await app.owner.query('select withdrawn_reason from licence_check')
    expect(rows).toEqual([{ withdrawn_reason: 'The page has changed' }])
  })

  test('nothing else has such a switch', async () => {
    expect((await administrator.post('/instruments/phq9/licence', {})).status).toBe(404)
    expect((await administrator.post('/instruments/nothing/licence', {})).status).toBe(404)
  })
})

test('another process says the new words within its next look at the service', async () => {
  const process = new ServiceDirectory(
    app.runtime.pool,
    createLog('silent'),
    contentSource(app.runtime.content),
  )
  const stemThere = async () =>
    (await process.byId(service))?.contentAt(new Date()).instruments.get('oci')?.stem
  expect(await stemThere()).toBe(null)
  await bring('oci')
  process.forget()
  expect(await stemThere()).toBe('Made-up stem of oci')
})

test('the library lists every questionnaire, with what nobody has verified said so', async () => {
  const library = await therapist.get('/instruments')
  for (const { shortName } of app.runtime.content.instruments.values())
    expect(library.text).toContain(shortName)
  expect(library.text).toContain('Not verified by a named person')
  expect(library.html).not.toContain('/instruments/wording')
})

test('every questionnaire has a page with its structure and scoring', async () => {
  for (const { id, name } of app.runtime.content.instruments.values()) {
    const { status, text } = await therapist.get(`/instruments/${id}`)
    expect([id, status, text.includes(name.replaceAll(/\s+/g, ' '))]).toEqual([id, 200, true])
    expect(text).not.toMatch(/undefined|NaN|\[object|9007199254740991/)
  }
  expect((await therapist.get('/instruments/nothing')).status).toBe(404)
})

test('CORE-OM says that its owner lets the words be shown, and why they are not here', async () => {
  const { text } = await therapist.get('/instruments/coreom')
  expect(text).toContain('Free to show and copy. The wording is not here yet')
  expect(text).toContain('nobody has yet taken them from the owner')
  const form = JSON.parse((await therapist.get('/fhir/Questionnaire/coreom')).html)
  expect(form.copyright).toContain('CC BY-ND 4.0')
  expect(form.copyright).not.toContain('only with a licence')
})

test('only administrators import; patients have no library', async () => {
  expect((await therapist.get(page)).status).toBe(403)
  expect((await therapist.post(page, { pack: 'x' })).status).toBe(403)
  const patient = await app.as(await aPatient(app, service))
  expect((await patient.get('/instruments')).status).toBe(403)
  expect((await patient.get('/fhir/Questionnaire/phq9')).status).toBe(403)
})
