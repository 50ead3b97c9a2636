import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { isForPatients, markAfter } from '#clinical/verification.ts'
import { aWordingPack } from '#content/wording-pack.fixture.ts'
import { newId } from '#platform/ids.ts'
import { type Browser, createTestApp, type TestApp } from '#test/support/app.ts'
import { aCourse, aMemberOfStaff, aPatient, aService } from '#test/support/people.ts'

let app: TestApp
let service: string
let other: string
let clinician: Browser

beforeAll(async () => {
  app = await createTestApp()
  service = await aService(app)
  other = await aService(app, { slug: 'elsewhere', host: 'elsewhere.test' })
  clinician = await app.as(await aMemberOfStaff(app, service, ['supervisor'], 'Morag Bell'))
})
afterAll(() => app.close())

const page = (id: string) => `/instruments/${id}/verification`

function verify(id: string, what: string, changes: Record<string, string> = {}) {
  const fields = {
    op: '>=',
    value: '32',
    source: 'NHS Talking Therapies manual, version 7, page 60',
    verifiedOn: '2026-11-01',
    validFrom: '2026-11-01',
    ...changes,
  }
  return clinician.post(page(id), {
    what,
    send_key: newId(),
    ...Object.fromEntries(Object.entries(fields).map(([name, text]) => [`${name}-${what}`, text])),
  })
}

async function instrumentIn(serviceId: string, id: string) {
  const ctx = await app.context(serviceId)
  await ctx.platform.transaction.rollback()
  const instrument = ctx.content.instruments.get(id)
  if (!instrument) throw new Error(id)
  return instrument
}

const rows = async (id: string) =>
  (
    await app.owner.query(
      'select * from instrument_verification where instrument_id = $1 order by recorded_at, id',
      [id],
    )
  ).rows

describe('a number of a questionnaire', () => {
  test('is verified by a supervisor or a safety lead, and by nobody else', async () => {
    for (const role of ['therapist', 'administrator', 'content_lead', 'service_lead'] as const) {
      const browser = await app.as(await aMemberOfStaff(app, service, [role]))
      expect((await browser.get(page('pcl5'))).status).toBe(403)
      expect((await browser.post(page('pcl5'), { what: 'caseness' })).status).toBe(403)
    }
    const safety = await app.as(await aMemberOfStaff(app, service, ['safety_lead']))
    expect((await safety.get(page('pcl5'))).status).toBe(200)
    expect((await clinician.get('/instruments/pcl5')).text).toContain('Verify its numbers')
  })

  test('carries source, name, role and days, in this service alone', async () => {
    expect((await verify('pcl5', 'caseness')).status).toBe(303)
    const [row] = await rows('pcl5')
    expect(row).toMatchObject({
      what: 'caseness',
      op: '>=',
      value: 32,
      verified_by_name: 'Morag Bell',
      withdrawn_at: null,
    })
    expect(row.verified_by_role).not.toBe('')
    const verified = await instrumentIn(service, 'pcl5')
    expect(verified.caseness?.verifiedBy).toContain('Morag Bell, ')
    expect(verified.caseness?.source).toContain('version 7, page 60')
    expect(isForPatients(verified, 'caseness')).toBe(true)
    expect(isForPatients(verified, 'reliable_change')).toBe(false)
    expect(isForPatients(await instrumentIn(other, 'pcl5'), 'caseness')).toBe(false)
    const { text } = await clinician.get('/instruments/pcl5')
    expect(text).toContain('Verified by Morag Bell')
    const { rows: audit } = await app.owner.query(
      `select action, detail from audit_event where action like 'number.%' order by id`,
    )
    expect(audit).toHaveLength(1)
    expect(audit[0]).toMatchObject({
      action: 'number.verified',
      detail: { instrument: 'pcl5', what: 'caseness', value: '>= 32', validFrom: '2026-11-01' },
    })
  })

  test('is asked for again with what was typed, where something is missing or cannot be', async () => {
    for (const [changes, said] of [
      [{ value: '81' }, 'A total lies from 0 to 80.'],
      [{ value: 'many' }, 'Write a number'],
      [{ source: '' }, 'Write what you held it to'],
      [{ verifiedOn: '2026-12-24' }, 'This day has not come yet.'],
      [{ validFrom: 'soon' }, 'Write the day as year-month-day'],
      [{ op: '<' }, 'Choose one of the two.'],
    ] as const) {
      const answer = await verify('pcl5', 'caseness', { source: 'Kept words', ...changes })
      expect(answer.status).toBe(422)
      expect(answer.text).toContain(said)
      if (!('source' in changes)) expect(answer.html).toContain('Kept words')
    }
    expect((await verify('pcl5', 'anything')).status).toBe(404)
    // It has no bands, and its scoring is not in doubt.
    for (const what of ['bands', 'scoring']) expect((await verify('pcl5', what)).status).toBe(422)
    expect(await rows('pcl5')).toHaveLength(1)
  })

  test('sent twice is one verification', async () => {
    const send_key = newId()
    const fields = { 'op-reliable_change': '>', 'value-reliable_change': '9.5' }
    const days = {
      'verifiedOn-reliable_change': '2026-11-01',
      'validFrom-reliable_change': '2026-11-01',
    }
    const source = { 'source-reliable_change': 'The manual, page 61' }
    for (const _ of [1, 2]) {
      const sent = { what: 'reliable_change', send_key, ...fields, ...days, ...source }
      expect((await clinician.post(page('pcl5'), sent)).status).toBe(303)
    }
    expect(await rows('pcl5')).toHaveLength(2)
    const { reliableChange } = await instrumentIn(service, 'pcl5')
    expect(reliableChange).toMatchObject({ op: '>', value: 9.5 })
  })

  test('holds from its first day on, and the one before it until then', async () => {
    await verify('spin', 'caseness', { value: '21', validFrom: '2026-11-09' })
    expect((await instrumentIn(service, 'spin')).caseness).toMatchObject({
      value: 19,
      verifiedBy: '',
    })
    app.clock.set('2026-11-09T09:00:00Z')
    expect((await instrumentIn(service, 'spin')).caseness?.value).toBe(21)
    app.clock.set('2026-11-02T09:00:00Z')
  })

  test('may be brought where the library has none', async () => {
    expect((await instrumentIn(service, 'cfq11')).reliableChange).toBeNull()
    await verify('cfq11', 'reliable_change', { value: '5' })
    expect((await instrumentIn(service, 'cfq11')).reliableChange?.value).toBe(5)
  })

  test('stands no better than a scoring in doubt, until that is verified too', async () => {
    await verify('biq', 'reliable_change', { value: '9' })
    expect(markAfter(await instrumentIn(service, 'biq'), 'reliable_change')).not.toBe('')
    await verify('biq', 'scoring')
    expect(markAfter(await instrumentIn(service, 'biq'), 'reliable_change')).toBe('')
  })

  test('that was a mistake is withdrawn with a reason, and its row stays', async () => {
    const [row] = await rows('pcl5')
    const address = `${page('pcl5')}/${row.id}/withdrawal`
    expect((await clinician.post(address, { [`reason-${row.id}`]: '' })).status).toBe(422)
    expect((await clinician.post(`${page('spin')}/${row.id}/withdrawal`, {})).status).toBe(404)
    const done = await clinician.post(address, { [`reason-${row.id}`]: 'Wrong edition' })
    expect(done.status).toBe(303)
    expect((await instrumentIn(service, 'pcl5')).caseness?.verifiedBy).toBe('')
    const { text } = await clinician.get('/instruments/pcl5')
    expect(text).toContain('Withdrawn by Morag Bell')
    expect(text).toContain('Wrong edition')
    expect(await rows('pcl5')).toHaveLength(2)
  })
})

describe('HAI, of which national sources give two forms', () => {
  test('is blocked until somebody has said which form it is', async () => {
    const early = await verify('hai', 'caseness', { value: '18' })
    expect([early.status, early.text.includes('First verify the scoring of HAI')]).toEqual([
      422,
      true,
    ])
    const unsaid = await verify('hai', 'scoring')
    expect([unsaid.status, unsaid.text.includes('Say how many items')]).toEqual([422, true])
    const longer = await verify('hai', 'scoring', { formItems: '18' })
    expect([longer.status, longer.text.includes('form of 14 items')]).toEqual([422, true])
    expect(await rows('hai')).toHaveLength(0)
    expect((await verify('hai', 'scoring', { formItems: '14' })).status).toBe(303)
    expect((await verify('hai', 'caseness', { value: '18' })).status).toBe(303)
    expect(isForPatients(await instrumentIn(service, 'hai'), 'caseness')).toBe(true)
  })
})

describe('a person who filled in PCL-5 twice', () => {
  test('sees its line and what is a real change only once they are verified', async () => {
    const therapist = await aMemberOfStaff(app, other, ['therapist'])
    const patient = await aPatient(app, other)
    const course = await aCourse(app, patient, therapist, { week: 3 })
    for (const [total, at] of [
      [50, '2026-10-20T10:00:00Z'],
      [30, '2026-10-30T10:00:00Z'],
    ] as const) {
      await app.owner.query(
        `insert into instrument_response (service_id, id, course_id, instrument_id,
           instrument_version, instrument_hash, answers, total, entered_by, submitted_at, send_key)
         values ($1, $2, $3, 'pcl5', 1, 'h', '{}', $4, $5, $6, $7)`,
        [other, newId(), course, total, patient.accountId, at, newId()],
      )
    }
    const headers = { host: 'elsewhere.test' }
    const read = async (who: typeof patient | typeof therapist, address: string) =>
      (await (await app.as(who)).get(address, headers)).text
    const before = await read(patient, '/progress')
    expect(before).toContain('PCL-5 was 30 on 30 Oct: 20 points lower than at the start.')
    expect(before).not.toMatch(/dashed line|usually a real change|ordinary ups and downs/)
    const record = await read(therapist, `/people/${course}`)
    expect(record).toContain('cut-off 32 (not verified)')
    expect(record).toContain('reliably better than at the start (not verified)')
    const supervisor = await app.as(await aMemberOfStaff(app, other, ['supervisor']))
    for (const [what, value] of [
      ['caseness', '33'],
      ['reliable_change', '10'],
    ] as const) {
      const fields = {
        op: '>=',
        value,
        source: 'The paper',
        verifiedOn: '2026-11-01',
        validFrom: '2026-11-01',
      }
      const named = Object.entries(fields).map(([name, text]) => [`${name}-${what}`, text])
      const sent = { what, send_key: newId(), ...Object.fromEntries(named) }
      expect((await supervisor.post(page('pcl5'), sent, headers)).status).toBe(303)
    }
    const after = await read(patient, '/progress')
    expect(after).toContain('The dashed line is at 33. Services that use PCL-5 count 33 or more')
    expect(after).toContain('10 points or more is usually a real change')
    expect(await read(therapist, `/people/${course}`)).toContain('cut-off 33')
    // The rule by which its authors sort answers is no number of it, and still says so.
    const rule = /fit the symptom pattern of DSM-5 \(not verified\)/gi
    const numbers = (await read(therapist, `/people/${course}`)).replaceAll(rule, '')
    expect(numbers).not.toContain('(not verified)')
  })
})

describe('wording of a questionnaire whose scoring nobody has verified', () => {
  test('is imported once the administrator has ticked that they know it', async () => {
    const administrator = await app.as(await aMemberOfStaff(app, service, ['administrator']))
    const mi = await instrumentIn(service, 'mi')
    const send = { pack: aWordingPack(mi), confirmedBy: 'Ade Okafor', confirmedOn: '2026-11-01' }
    const before = await administrator.get('/instruments/wording')
    expect(before.text).toContain('Questionnaires whose scoring nobody has verified')
    const asked = await administrator.post('/instruments/wording', send)
    expect(asked.status).toBe(422)
    expect(asked.text).toContain('Nobody has verified how MI is scored. Printings differ')
    expect(asked.html).toContain('Made-up item 1')
    expect((await instrumentIn(service, 'mi')).wording).toBe('missing')
    const ticked = await administrator.post('/instruments/wording', {
      ...send,
      knowsOfScoring: 'yes',
    })
    expect(ticked.status).toBe(303)
    expect((await instrumentIn(service, 'mi')).wording).toBe('pack')
    expect((await administrator.get('/instruments/wording')).text).toContain('Scoring not verified')
  })
})
