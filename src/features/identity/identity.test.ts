import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type Browser, createTestApp, type TestApp } from '#test/support/app.ts'
import { aCourse, aMemberOfStaff, aPatient, aService, type Person } from '#test/support/people.ts'
import { aPng } from './pictures.fixture.ts'

let test: TestApp
let serviceId: string
let therapist: Person
let administrator: Browser
let services = 0

beforeAll(async () => {
  test = await createTestApp()
})
afterAll(() => test.close())
beforeEach(async () => {
  services += 1
  await test.owner.query(`update service set host = slug || '.elsewhere' where host is null`)
  serviceId = await aService(test, { slug: `identity-${services}` })
  therapist = await aMemberOfStaff(test, serviceId, ['therapist'])
  administrator = await test.as(await aMemberOfStaff(test, serviceId, ['administrator'], 'Ade'))
})

const send = (bytes: Buffer, fields: Record<string, string> = {}, browser = administrator) => {
  const form = new FormData()
  form.set('csrf', browser.csrfToken)
  for (const [name, value] of Object.entries(fields)) form.set(name, value)
  form.set('logo', new Blob([new Uint8Array(bytes)], { type: 'image/png' }), 'logo.png')
  return browser.send('POST', '/settings/logo', form, {})
}
const srcIn = (html: string) => /src="(\/identity\/logo\/[^"]+)"/.exec(html)?.[1] ?? ''

describe('the logo of a service', () => {
  it('stands on the pages of people and of staff, and at the head of paper', async () => {
    const patient = await aPatient(test, serviceId)
    await aCourse(test, patient, therapist)
    expect((await send(aPng(240, 60), { logo_alt: 'Riverside' })).status).toBe(303)
    for (const browser of [test.stranger(), await test.as(patient), await test.as(therapist)]) {
      const page = await browser.get('/help')
      expect(page.html).toMatch(
        /<img class="hr-service-name__logo" src="[^"]+" alt="Riverside" width="240" height="60"/,
      )
      expect(page.html).toContain('hr-print-only hr-printed-logo')
      expect(page.html).not.toContain('hr-service-name__mark')
      expect(page.html).toContain('</a>')
    }
  })

  it('is served from here as what it is, kept by the browser, and by nobody’s name of a file', async () => {
    await send(aPng(240, 60))
    const src = srcIn((await test.stranger().get('/help')).html)
    const file = await test.stranger().get(src)
    expect(file.status).toBe(200)
    expect(file.headers.get('content-type')).toBe('image/png')
    expect(file.headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
    expect(file.headers.get('x-content-type-options')).toBe('nosniff')
    expect(file.headers.get('content-security-policy')).toContain("default-src 'none'")
    const kept = await test.owner.query('select bytes from service_logo where service_id = $1', [
      serviceId,
    ])
    expect(kept.rows[0].bytes.equals(aPng(240, 60))).toBe(true)
  })

  it('may stand for the name, and then says it', async () => {
    const bare = await send(aPng(240, 60), { logo_replaces_name: 'yes' })
    expect(bare.status).toBe(422)
    expect(bare.text).toContain('Write what the picture says')
    expect(bare.html).toMatch(/id="logo_replaces_name"[^>]*checked/)
    await send(aPng(240, 60), { logo_replaces_name: 'yes', logo_alt: 'Riverside' })
    const page = await test.stranger().get('/help')
    expect(/<a class="hr-service-name"[^>]*>(.*?)<\/a>/s.exec(page.html)?.[1]).not.toContain(
      '<span',
    )
  })

  it.each([
    [
      'an SVG called .png',
      Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'),
      /PNG, JPEG or/,
    ],
    [
      'a large file',
      Buffer.concat([aPng(240, 60), Buffer.alloc(30_000)]),
      /smaller file.*20 at most/,
    ],
    ['a dot', aPng(1, 1), /larger picture: this one is 1 by 1/],
    ['a poster', aPng(1601, 20), /at most 1600 by 800/],
    ['nothing', Buffer.alloc(0), /Choose the file/],
  ])('refuses %s beside the field, and keeps what was typed', async (_what, bytes, says) => {
    const refused = await send(bytes, { logo_alt: 'Riverside & co' })
    expect(refused.status).toBe(422)
    expect(refused.text).toMatch(says)
    expect(refused.html).toContain('value="Riverside &amp; co"')
    const { rows } = await test.owner.query('select 1 from service_logo where service_id = $1', [
      serviceId,
    ])
    expect(rows).toEqual([])
  })

  it('is taken away again, and then not served any more; settings leave it alone', async () => {
    await send(aPng(240, 60), { logo_alt: 'Riverside' })
    const src = srcIn((await test.stranger().get('/help')).html)
    const settings = {
      fullName: 'Riverside Talking Service',
      openingHours: 'Weekdays',
      workingDays: ['1'],
      workingFrom: '08:30',
      workingTo: '17:00',
      messageReplyWorkingDays: '2',
      writesAfterEndingDays: '90',
    }
    expect((await administrator.post('/settings', settings)).status).toBe(303)
    expect(srcIn((await test.stranger().get('/help')).html)).toBe(src)
    expect((await administrator.post('/settings/logo/removal')).status).toBe(303)
    expect(srcIn((await test.stranger().get('/help')).html)).toBe('')
    expect((await test.stranger().get(src)).status).toBe(404)
    const { rows } = await test.owner.query(
      `select action from audit_event where service_id = $1 and action like 'logo.%' order by at, id`,
      [serviceId],
    )
    expect(rows.map(({ action }) => action)).toEqual(['logo.changed', 'logo.removed'])
  })

  it('is changed by who holds the settings, and by nobody else', async () => {
    const other = await test.as(therapist)
    expect((await send(aPng(240, 60), {}, other)).status).toBe(403)
  })
})

describe('the colour of a service', () => {
  const settings = {
    fullName: 'Riverside Talking Service',
    openingHours: 'Weekdays',
    workingDays: ['1'],
    workingFrom: '08:30',
    workingTo: '17:00',
    messageReplyWorkingDays: '2',
    writesAfterEndingDays: '90',
  }

  it('comes in a style sheet of its own, since pages hold no style', async () => {
    await administrator.post('/settings', { ...settings, colour: '#7A1FA2' })
    const page = await test.stranger().get('/help')
    expect(page.html).toContain('<link rel="stylesheet" href="/identity/colour/7a1fa2.css"/>')
    const sheet = await test.stranger().get('/identity/colour/7a1fa2.css')
    expect(sheet.html).toBe(
      ':root{--hr-own:#7a1fa2;--hr-accent:#7a1fa2;--hr-accent-dark:#551671;--hr-link:#681a8a}',
    )
    expect(sheet.headers.get('content-type')).toBe('text/css; charset=utf-8')
    expect((await test.stranger().get('/identity/colour/000000.css')).status).toBe(404)
  })

  it('is refused when words in it could not be read', async () => {
    const page = await administrator.post('/settings', { ...settings, colour: '#ffd700' })
    expect(page.status).toBe(422)
    expect(page.text).toContain('stands out from white by 1.4 to 1, and words need 4.5')
  })
})
