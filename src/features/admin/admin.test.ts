import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Browser, createTestApp, type TestApp } from '#test/support/app.ts'
import { aCourse, aMemberOfStaff, aPatient, aService, type Person } from '#test/support/people.ts'

let app: TestApp
let serviceId: string
let administrator: Person
let therapist: Person
let supervisor: Person
let browser: Browser

beforeAll(async () => {
  app = await createTestApp()
  serviceId = await aService(app)
  administrator = await aMemberOfStaff(app, serviceId, ['administrator'], 'Ade Okafor')
  therapist = await aMemberOfStaff(app, serviceId, ['therapist'])
  supervisor = await aMemberOfStaff(app, serviceId, ['supervisor', 'duty_clinician'], 'Morag Bell')
  browser = await app.as(administrator)
})
afterAll(() => app.close())

const settings = {
  fullName: 'Riverside Talking Service',
  shortName: 'Riverside',
  openingHours: 'Weekdays, 8 to 6',
  workingDays: ['1', '2', '3'],
  workingFrom: '08:30',
  workingTo: '17:00',
  messageReplyWorkingDays: '2',
  writesAfterEndingDays: '90',
  bankHolidays: '2026-12-25\n2026-12-28',
}

describe('staff', () => {
  test('an administrator adds somebody, who is sent a neutral link', async () => {
    const page = await browser.post('/staff', {
      name: 'Tom Ray',
      email: 'T.Ray@example.org',
      roles: ['therapist', 'duty_clinician'],
    })
    expect(page.status).toBe(303)
    expect((await browser.get(page.location ?? '')).text).toContain('Tom Ray has been sent a link')
    const {
      rows: [mail],
    } = await app.owner.query('select recipient, kind from outbox_mail')
    expect(mail).toEqual({ recipient: 't.ray@example.org', kind: 'invitation' })
    const { rows } = await app.owner.query(
      `select role from account_role r
       join account a on a.id = r.account_id where email = 't.ray@example.org'`,
    )
    expect(rows.map(({ role }) => role).sort()).toEqual(['duty_clinician', 'therapist'])
  })

  test('a taken address, no name, the patient role: refused, nothing typed lost', async () => {
    const taken = await browser.post('/staff', {
      name: 'Again',
      email: `${therapist.accountId}@example.org`,
      roles: 'therapist',
    })
    // Not signed in yet: the same person is invited again rather than refused.
    expect(taken.status).toBe(303)
    await app.owner.query(`update account set password_hash = 'x' where id = $1`, [
      therapist.accountId,
    ])
    const used = await browser.post('/staff', {
      name: 'Again',
      email: `${therapist.accountId}@example.org`,
      roles: 'therapist',
    })
    expect([used.status, used.text.includes('already uses this address')]).toEqual([422, true])
    const empty = await browser.post('/staff', { name: '', email: 'x', roles: 'patient' })
    expect(empty.status).toBe(422)
    expect(empty.text).toContain('Tick at least one role')
    expect(empty.html).toContain('value="x"')
  })

  test('changed roles sign the person out', async () => {
    const theirs = await app.as(therapist)
    expect((await theirs.get('/account')).status).toBe(200)
    await browser.post(`/staff/${therapist.accountId}`, {
      name: 'Priya Nair',
      roles: ['therapist', 'supervisor'],
    })
    expect((await theirs.get('/account')).status).toBe(303)
  })

  test('the last administrator cannot be taken away', async () => {
    const page = await browser.post(`/staff/${administrator.accountId}`, {
      name: 'Ade',
      roles: 'therapist',
    })
    expect([page.status, page.text.includes('at least one administrator')]).toEqual([422, true])
  })

  test('a supervisor is linked to a therapist once, and the link can end', async () => {
    const path = `/staff/${supervisor.accountId}/supervision`
    await browser.post(path, { act: 'link', therapist: therapist.accountId })
    await browser.post(path, { act: 'link', therapist: therapist.accountId })
    const open = () => app.owner.query('select 1 from supervision_link where until is null')
    expect((await open()).rowCount).toBe(1)
    await browser.post(path, { act: 'unlink', therapist: therapist.accountId })
    expect((await open()).rowCount).toBe(0)
  })

  test('a reset takes away code and password; disabling ends everything', async () => {
    await app.owner.query(
      `update account set password_hash = 'x', totp_confirmed_at = now(),
       totp_secret_sealed = 's' where id = $1`,
      [therapist.accountId],
    )
    await browser.post(`/staff/${therapist.accountId}/access`, { act: 'reset' })
    const {
      rows: [row],
    } = await app.owner.query(
      'select password_hash, totp_secret_sealed from account where id = $1',
      [therapist.accountId],
    )
    expect(row).toEqual({ password_hash: null, totp_secret_sealed: null })
    const theirs = await app.as(therapist)
    await browser.post(`/staff/${therapist.accountId}/access`, { act: 'disable' })
    expect((await theirs.get('/account')).status).toBe(303)
    expect((await browser.get(`/staff/${therapist.accountId}`)).text).toContain(
      'Open this account again',
    )
  })

  test('nobody is disabled or loses the role while people would be left with nobody', async () => {
    const leaver = await aMemberOfStaff(app, serviceId, ['therapist'], 'Olu Ade')
    const colleague = await aMemberOfStaff(app, serviceId, ['therapist'], 'Mei Lin')
    const courses = [
      await aCourse(app, await aPatient(app, serviceId), leaver, { week: 3 }),
      await aCourse(app, await aPatient(app, serviceId), leaver, { week: 9, state: 'ended' }),
    ]
    const theirs = async () =>
      (
        await app.owner.query('select count(*) as count from course where therapist_id = $1', [
          leaver.accountId,
        ])
      ).rows[0]?.count
    const address = `/staff/${leaver.accountId}`
    const demoted = await browser.post(address, { name: 'Olu Ade', roles: 'supervisor' })
    expect(demoted.status).toBe(422)
    expect(demoted.text).toContain('People are with them')

    const refused = await browser.post(`${address}/access`, {
      act: 'disable',
      disable_reason: 'Left',
    })
    expect(refused.status).toBe(422)
    expect(refused.text).toContain('Choose who takes over')
    expect(refused.html).toContain('value="Left"')
    expect(await theirs()).toBe(courses.length)

    const done = await browser.post(`${address}/access`, {
      act: 'disable',
      disable_to: colleague.accountId,
      disable_reason: 'Left',
    })
    expect(done.location).toBe(`${address}?saved=disabled`)
    expect(await theirs()).toBe(0)
    expect((await browser.get(address)).text).toContain('Open this account again')
    const list = await (await app.as(colleague)).get('/people')
    expect(list.text).toContain('My people (1)')
  })

  test('roles change only after a fresh sign-in, and what was typed is carried along', async () => {
    const late = await app.as(administrator)
    app.clock.advance({ minutes: 12 })
    const page = await late.post('/staff', {
      name: 'Late Person',
      email: 'late@example.org',
      roles: 'therapist',
    })
    expect(page.status).toBe(401)
    expect(page.html).toContain('/sign-in/again')
    expect(page.html).toContain('Late Person')
    browser = await app.as(administrator)
  })

  test("a patient, an unknown id and another service's staff are not found", async () => {
    const patient = await aPatient(app, serviceId)
    const elsewhere = await aService(app, { slug: 'elsewhere', host: 'elsewhere.test' })
    const other = await aMemberOfStaff(app, elsewhere, ['therapist'])
    for (const id of [
      patient.accountId,
      other.accountId,
      'x',
      '00000000-0000-7000-8000-000000000000',
    ]) {
      expect((await browser.get(`/staff/${id}`)).status).toBe(404)
      expect((await browser.post(`/staff/${id}/access`, { act: 'disable' })).status).toBe(404)
    }
  })
})

describe('settings', () => {
  test('are saved and in use at once', async () => {
    const page = await browser.post('/settings', settings)
    expect(page.location).toBe('/settings?saved=yes')
    const shown = await browser.get('/settings')
    expect(shown.html).toContain('value="08:30"')
    expect(shown.text).toContain('Riverside')
  })

  test('of a name: both are changed here, said in the audit, and the short one goes first', async () => {
    const heading = async () => (await app.stranger().get('/sign-in')).text
    const { shortName, ...withoutShort } = settings
    await browser.post('/settings', { ...settings, fullName: '  Riverside and Hill  ' })
    expect(await heading()).toContain(shortName)
    expect(await heading()).not.toContain('Riverside and Hill')
    await browser.post('/settings', { ...withoutShort, fullName: 'Riverside and Hill' })
    expect(await heading()).toContain('Riverside and Hill')
    expect((await browser.get('/settings')).html).toContain('value="Riverside and Hill"')
    await browser.post('/settings', settings)
    const { rows } = await app.owner.query(
      `select detail ->> 'changed' as changed, actor_id as by from audit_event
       where service_id = $1 and action = 'settings.changed' order by id desc limit 3`,
      [serviceId],
    )
    const by = administrator.accountId
    expect(rows).toEqual([
      { changed: 'name shortName', by },
      { changed: 'shortName', by },
      { changed: 'name', by },
    ])
  })

  test.each([
    ['of nothing', '', 'Type the full name of the service'],
    ['of spaces', '   ', 'Type the full name of the service'],
    ['of 121 letters', 'R'.repeat(121), 'Shorten the name to 120 characters'],
  ])('a full name %s is refused, and the one before stays', async (_, fullName, words) => {
    const page = await browser.post('/settings', { ...settings, fullName })
    expect(page.status).toBe(422)
    expect(page.text).toContain(words)
    const { rows } = await app.owner.query('select name from service where id = $1', [serviceId])
    expect(rows[0].name).toBe(settings.fullName)
  })

  test('that cannot be are refused beside the field, with nothing typed lost', async () => {
    const page = await browser.post('/settings', {
      ...settings,
      workingTo: '07:00',
      bankHolidays: 'Christmas',
      messageReplyWorkingDays: 'soon',
      'look-phq9_item9': '1',
      dutyClinicianId: therapist.accountId.replace(/^./, '0'),
      colour: 'red',
    })
    expect(page.status).toBe(422)
    for (const words of [
      'The day must end after it begins',
      'year-month-day',
      'a number from 1 to 5',
      'minutes from 5',
      'Choose somebody',
      'Type a colour',
    ])
      expect(page.text).toContain(words)
    expect(page.html).toContain('Christmas')
    expect(page.html).toContain('value="soon"')
  })

  test('of the safety protocol: what is set is kept, what is emptied is the protocol’s again', async () => {
    const times = {
      'look-phq9_item9': '120',
      'contact-phq9_item9': '3',
      safetyFirstFollowUpHours: '48',
      safetyThenFollowUpDays: '5',
      safetyTries: '3',
      safetyDutyMinutes: '20',
      safetyRepeatHours: '12',
    }
    const stored = async () =>
      (await app.owner.query('select settings from service where id = $1', [serviceId])).rows[0]
        .settings
    await browser.post('/settings', { ...settings, ...times })
    expect(await stored()).toMatchObject({
      safetyLookMinutes: { phq9_item9: 120 },
      safetyContactHours: { phq9_item9: 3 },
      safetyFirstFollowUpHours: 48,
      safetyThenFollowUpDays: 5,
      safetyTries: 3,
      safetyDutyMinutes: 20,
      safetyRepeatHours: 12,
    })
    const shown = await browser.get('/settings')
    expect(shown.html).toMatch(/name="safetyFirstFollowUpHours"[^>]*value="48"/)
    expect(shown.text).toContain('From 1 to 168. The protocol says 72.')
    const wrong = await browser.post('/settings', {
      ...settings,
      ...times,
      safetyTries: '1',
      'contact-phq9_item9': '900',
    })
    expect(wrong.status).toBe(422)
    expect(wrong.text).toContain('Type a number from 2 to 20')
    expect(wrong.text).toContain('Type hours from 1 to 48')
    expect(wrong.html).toContain('value="900"')
    await browser.post('/settings', settings)
    expect(await stored()).not.toHaveProperty('safetyTries')
    expect((await stored()).safetyContactHours).toEqual({})
  })

  test('absurd input is answered, not failed', async () => {
    expect((await browser.post('/settings', {})).status).toBe(422)
    const junk = await browser.post('/settings', {
      ...settings,
      workingDays: ['x', '9', '-1'],
      workingFrom: '99:99',
    })
    expect(junk.status).toBe(422)
  })
})

describe('the outbox', () => {
  test('hides single-use links outside the demonstration', async () => {
    const page = await browser.get('/outbox')
    expect(page.text).toContain('Your sign-in link')
    expect(page.html).not.toMatch(/\/invitation\/[A-Za-z0-9_-]{20,}/)
  })

  test('has links that work in the demonstration', async () => {
    await app.owner.query('update service set is_demonstration = true where id = $1', [serviceId])
    app.runtime.services.forget()
    const page = await browser.get('/outbox')
    expect(page.text).toContain('Not sent: demonstration')
    expect(page.html).toMatch(/href="\/invitation\/[A-Za-z0-9_-]{20,}"/)
  })
})
