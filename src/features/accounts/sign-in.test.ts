import { generate } from 'otplib'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { asSystem } from '#platform/runtime.ts'
import { transact } from '#platform/transact.ts'
import { createTestApp, type TestApp } from '#test/support/app.ts'
import {
  aMemberOfStaff,
  aPatient,
  aService,
  type Patient,
  type Person,
} from '#test/support/people.ts'
import { inviteAccount, sendInvitation } from './invite-account.ts'
import { hashPassword } from './passwords.ts'

const good = 'kettle moss 4 window'
let app: TestApp
let serviceId: string
let patient: Patient
let therapist: Person
let goodHash: string

beforeAll(async () => {
  app = await createTestApp()
  goodHash = await hashPassword(good)
})
afterAll(() => app.close())

beforeEach(async () => {
  serviceId = await nextService()
  patient = await aPatient(app, serviceId)
  therapist = await aMemberOfStaff(app, serviceId, ['therapist'])
  await givePassword(patient)
  await givePassword(therapist)
})
let count = 0

function nextService(): Promise<string> {
  count += 1
  return aService(app, { slug: `s${count}`, host: `h${count}.test` })
}

async function givePassword(person: Person): Promise<void> {
  await app.owner.query('update account set password_hash = $2 where id = $1', [
    person.accountId,
    goodHash,
  ])
}

const emailOf = (person: Person) => `${person.accountId}@example.org`

/** A browser that keeps its cookie, as people's do. */
class Visitor {
  cookie = ''

  async get(path: string, headers: Record<string, string> = {}): Promise<Answer> {
    return this.ask(path, { headers })
  }

  async post(path: string, fields: Record<string, string>): Promise<Answer> {
    return this.ask(path, {
      method: 'POST',
      body: new URLSearchParams(fields),
      headers: { 'sec-fetch-site': 'same-origin' },
    })
  }

  signIn(person: Person, more: Record<string, string> = {}): Promise<Answer> {
    return this.post('/sign-in', { email: emailOf(person), password: good, ...more })
  }

  private async ask(path: string, init: RequestInit): Promise<Answer> {
    const headers = new Headers(init.headers)
    headers.set('host', `h${count}.test`)
    if (this.cookie) headers.set('cookie', this.cookie)
    const response = await app.app.request(`http://h${count}.test${path}`, { ...init, headers })
    const set = response.headers.get('set-cookie')
    if (set) this.cookie = set.split(';')[0] ?? ''
    const html = await response.text()
    return {
      status: response.status,
      location: response.headers.get('location'),
      refresh: response.headers.get('refresh'),
      html,
      set,
    }
  }
}

interface Answer {
  status: number
  refresh: string | null
  location: string | null
  html: string
  set: string | null
}

function hidden(html: string, name: string): string {
  const found = new RegExp(`name="${name}" value="([^"]*)"`).exec(html)?.[1] ?? ''
  return found.replaceAll('&quot;', '"').replaceAll('&amp;', '&').replaceAll('&#x27;', "'")
}

async function withSecondFactor(person: Person, visitor: Visitor): Promise<string> {
  await visitor.signIn(person)
  const page = await visitor.get('/sign-in/set-up')
  const secret = /hr-secret">([^<]+)</.exec(page.html)?.[1]?.replaceAll(' ', '') ?? ''
  const code = await codeFor(secret)
  await visitor.post('/sign-in/set-up', { sealed: hidden(page.html, 'sealed'), code })
  return secret
}

function codeFor(secret: string): Promise<string> {
  return generate({ secret, epoch: Math.floor(app.clock.now().getTime() / 1000) })
}

describe('signing in', () => {
  test('a patient signs in with e-mail and password, and sees their account', async () => {
    const visitor = new Visitor()
    const answer = await visitor.signIn(patient, { next: '/account' })
    expect([answer.status, answer.location]).toEqual([303, '/account'])
    expect(answer.set).toMatch(/HttpOnly; SameSite=Lax/)
    expect((await visitor.get('/account')).html).toContain('Your account')
  })

  test('wrong password, unknown address and disabled account get one answer', async () => {
    const wrong = await new Visitor().post('/sign-in', { email: emailOf(patient), password: 'no' })
    const unknown = await new Visitor().post('/sign-in', {
      email: 'who@example.org',
      password: good,
    })
    await app.owner.query('update account set disabled_at = now() where id = $1', [
      patient.accountId,
    ])
    const disabled = await new Visitor().signIn(patient)
    for (const answer of [wrong, unknown, disabled]) {
      expect(answer.status).toBe(422)
      expect(answer.html).toContain('One of them is not right')
      expect(answer.set).toBe(null)
    }
  })

  test('after eight wrong tries even the right password waits 15 minutes', async () => {
    const visitor = new Visitor()
    const tries = await Promise.all(
      Array.from({ length: 8 }, () =>
        visitor.post('/sign-in', { email: emailOf(patient), password: 'wrong' }),
      ),
    )
    expect(tries.map(({ status }) => status)).toEqual(Array(8).fill(422))
    const ninth = await visitor.signIn(patient)
    expect(ninth.status).toBe(429)
    expect(ninth.html).toContain('Wait 15 minutes')
    app.clock.advance({ minutes: 16 })
    expect((await visitor.signIn(patient)).status).toBe(303)
  })

  test('an address that never existed is slowed down in the same way', async () => {
    const visitor = new Visitor()
    for (let n = 0; n < 8; n += 1)
      await visitor.post('/sign-in', { email: 'a@b.org', password: 'x' })
    expect((await visitor.post('/sign-in', { email: 'a@b.org', password: 'x' })).status).toBe(429)
  })

  test('the token changes at every sign-in and the earlier one is worth nothing', async () => {
    const visitor = new Visitor()
    await visitor.signIn(patient)
    const first = visitor.cookie
    const csrf = hidden((await visitor.get('/account')).html, 'csrf')
    await visitor.signIn(patient, { csrf })
    expect(visitor.cookie).not.toBe(first)
    visitor.cookie = first
    expect((await visitor.get('/account')).location).toMatch(/^\/sign-in/)
  })

  test('"next" leads only to our own pages', async () => {
    for (const next of ['https://evil.example', '//evil.example', '/\\evil.example', '/sign-in']) {
      expect((await new Visitor().signIn(patient, { next })).location).toBe('/')
    }
  })

  test("another service's person cannot sign in here", async () => {
    const elsewhere = patient
    serviceId = await nextService()
    expect((await new Visitor().signIn(elsewhere)).status).toBe(422)
  })

  test('absurd input is answered, not failed', async () => {
    const long = 'x'.repeat(50_000)
    const absurd: Record<string, string>[] = [
      {},
      { email: long, password: long },
      { email: '\u0000', password: '💥', kept: '{' },
    ]
    for (const fields of absurd) {
      expect((await new Visitor().post('/sign-in', fields)).status).toBe(422)
    }
  })
})

describe('the second step of staff', () => {
  test('a password alone opens nothing', async () => {
    const visitor = new Visitor()
    const answer = await visitor.signIn(therapist)
    expect(answer.location).toBe('/sign-in/set-up')
    expect((await visitor.get('/account')).location).toMatch(/^\/sign-in/)
  })

  test('a code sets it up, signs in, and works once', async () => {
    const visitor = new Visitor()
    const secret = await withSecondFactor(therapist, visitor)
    expect((await visitor.get('/account')).status).toBe(200)

    const again = new Visitor()
    expect((await again.signIn(therapist)).location).toBe('/sign-in/code')
    expect((await again.post('/sign-in/code', { code: await codeFor(secret) })).status).toBe(422)
    app.clock.advance({ minutes: 1 })
    expect((await again.post('/sign-in/code', { code: await codeFor(secret) })).location).toBe('/')
    expect((await again.get('/account')).status).toBe(200)
  })

  test('guessing codes is stopped', async () => {
    const secret = await withSecondFactor(therapist, new Visitor())
    const visitor = new Visitor()
    await visitor.signIn(therapist)
    for (let n = 0; n < 6; n += 1) await visitor.post('/sign-in/code', { code: '000000' })
    app.clock.advance({ minutes: 1 })
    expect((await visitor.post('/sign-in/code', { code: await codeFor(secret) })).status).toBe(429)
  })

  test('the step between password and code lasts ten minutes', async () => {
    const secret = await withSecondFactor(therapist, new Visitor())
    const visitor = new Visitor()
    await visitor.signIn(therapist)
    app.clock.advance({ minutes: 11 })
    expect((await visitor.post('/sign-in/code', { code: await codeFor(secret) })).status).toBe(401)
  })
})

describe('a session', () => {
  test('of a patient ends after 30 minutes without activity, and activity keeps it', async () => {
    const visitor = new Visitor()
    await visitor.signIn(patient)
    app.clock.advance({ minutes: 29 })
    expect((await visitor.get('/account')).status).toBe(200)
    app.clock.advance({ minutes: 29 })
    expect((await visitor.get('/account')).status).toBe(200)
    app.clock.advance({ minutes: 31 })
    expect((await visitor.get('/account')).location).toMatch(/^\/sign-in/)
  })

  test('of a patient ends after 12 hours however busy they are', async () => {
    const visitor = new Visitor()
    await visitor.signIn(patient)
    for (let n = 0; n < 35; n += 1) {
      app.clock.advance({ minutes: 20 })
      expect((await visitor.get('/session', { accept: 'application/json' })).status).toBe(200)
    }
    app.clock.advance({ minutes: 21 })
    expect((await visitor.get('/account')).location).toMatch(/^\/sign-in/)
  })

  test('of staff ends after 15 minutes, on a shared device after 10', async () => {
    const staff = new Visitor()
    await withSecondFactor(therapist, staff)
    const shared = new Visitor()
    await shared.signIn(patient, { shared: 'yes' })
    app.clock.advance({ minutes: 11 })
    expect((await shared.get('/account')).location).toMatch(/^\/sign-in/)
    app.clock.advance({ minutes: 5 })
    expect((await staff.get('/account')).location).toMatch(/^\/sign-in/)
  })

  test('sign-out ends it on the server', async () => {
    const visitor = new Visitor()
    await visitor.signIn(patient)
    const { cookie } = visitor
    const page = await visitor.get('/account')
    await visitor.post('/sign-out', { csrf: hidden(page.html, 'csrf') })
    visitor.cookie = cookie
    expect((await visitor.get('/account')).location).toMatch(/^\/sign-in/)
  })

  test('"leave quickly" ends it and shows a page that names no service', async () => {
    const visitor = new Visitor()
    await visitor.signIn(patient)
    const { cookie } = visitor
    expect((await visitor.get('/leave')).location).toBe('/left')
    const left = await visitor.get('/left')
    expect(left.html).not.toMatch(/Riverside|Therap|sign in/i)
    expect(left.refresh).toBe('0; url=https://www.bbc.co.uk/weather')
    visitor.cookie = cookie
    expect((await visitor.get('/account')).location).toMatch(/^\/sign-in/)
  })

  test('a disabled account is nobody at once', async () => {
    const visitor = new Visitor()
    await visitor.signIn(patient)
    await app.owner.query('update account set disabled_at = now() where id = $1', [
      patient.accountId,
    ])
    expect((await visitor.get('/account')).location).toMatch(/^\/sign-in/)
  })

  test('signing out everywhere else leaves this browser signed in', async () => {
    const [here, there] = [new Visitor(), new Visitor()]
    await here.signIn(patient)
    await there.signIn(patient)
    const page = await here.get('/account')
    await here.post('/account/sign-out-everywhere', { csrf: hidden(page.html, 'csrf') })
    expect((await here.get('/account')).status).toBe(200)
    expect((await there.get('/account')).location).toMatch(/^\/sign-in/)
  })
})

describe('what was written when a session ran out', () => {
  const path = '/messages'
  const words = 'I walked to the library with Ada and it was all right.'

  async function writesTooLate(): Promise<{ visitor: Visitor; refused: Answer }> {
    const visitor = new Visitor()
    await visitor.signIn(patient)
    const page = await visitor.get('/account')
    app.clock.advance({ minutes: 45 })
    const refused = await visitor.post(path, { csrf: hidden(page.html, 'csrf'), body: words })
    return { visitor, refused }
  }

  test('is carried through the sign-in, and the button says what one press does', async () => {
    const { visitor, refused } = await writesTooLate()
    expect(refused.status).toBe(401)
    const again = await visitor.signIn(patient, { kept: hidden(refused.html, 'kept') })
    expect(again.status).toBe(200)
    expect(again.html).toContain('Send your message')
    expect(again.html).toContain('with Ada')
    expect(again.html).toContain(`action="${path}"`)
    expect(hidden(again.html, 'csrf')).not.toBe('')
  })

  test('is dropped when somebody else signs in', async () => {
    const { refused } = await writesTooLate()
    const other = await aPatient(app, serviceId, { given: 'Dean', family: 'Hall' })
    await givePassword(other)
    const answer = await new Visitor().signIn(other, { kept: hidden(refused.html, 'kept') })
    expect([answer.status, answer.location]).toEqual([303, '/'])
    expect(answer.html).not.toContain('Ada')
  })

  test('is carried on when the sign-in takes longer than the step of the code', async () => {
    const staff = await aMemberOfStaff(app, serviceId, ['therapist'])
    await givePassword(staff)
    const visitor = new Visitor()
    const secret = await withSecondFactor(staff, visitor)
    const page = await visitor.get('/account')
    app.clock.advance({ minutes: 20 })
    const signal = 'phq9 worse_than_start 1796111160268'
    const late = { csrf: hidden(page.html, 'csrf'), body: words, signal }
    const refused = await visitor.post('/people/1/answer', late)
    const asked = await visitor.signIn(staff, { kept: hidden(refused.html, 'kept') })
    app.clock.advance({ minutes: 11 })
    const code = { kept: hidden(asked.html, 'kept'), code: await codeFor(secret) }
    const tooLate = await visitor.post('/sign-in/code', code)
    expect(tooLate.status).toBe(401)
    const again = await visitor.signIn(staff, { kept: hidden(tooLate.html, 'kept') })
    const right = { kept: hidden(again.html, 'kept'), code: await codeFor(secret) }
    const carriedOn = await visitor.post('/sign-in/code', right)
    expect(carriedOn.html).toContain('Put it back into your answer')
    expect(carriedOn.html).toContain('with Ada')
    // It is carried along, and not shown as if somebody had written it.
    expect(carriedOn.html).toContain(`value="${signal}"`)
    expect(carriedOn.html).not.toContain(`>${signal}<`)
  })

  test('posted by another site is not kept', async () => {
    const response = await app.app.request(`http://h${count}.test/account/shared-device`, {
      method: 'POST',
      body: new URLSearchParams({ note: words }),
      headers: { host: `h${count}.test`, 'sec-fetch-site': 'cross-site' },
    })
    expect(await response.text()).not.toContain('Ada')
  })
})

describe('an invitation', () => {
  async function invite(roles: ('patient' | 'therapist')[], email: string): Promise<string> {
    const entry = await app.runtime.services.byId(serviceId)
    if (!entry) throw new Error('no service')
    return asSystem(app.runtime, entry, (ctx) =>
      transact(
        ctx,
        async (ctx) =>
          (await inviteAccount(ctx, { email, displayName: 'New', roles, purpose: 'invite' })).link,
      ),
    )
  }

  test('lets a new member of staff choose a password and set up a code, once', async () => {
    const link = await invite(['therapist'], 'New@Example.org')
    const visitor = new Visitor()
    expect((await visitor.get(link)).html).toContain('At least 12 characters')
    expect((await visitor.post(link, { password: 'kettle moss' })).status).toBe(422)
    expect((await visitor.post(link, { password: good })).location).toBe('/sign-in/set-up')
    expect((await visitor.post(link, { password: good })).status).toBe(404)
  })

  test('runs out after three days for staff', async () => {
    const link = await invite(['therapist'], 'late@example.org')
    app.clock.advance({ days: 3, minutes: 1 })
    const page = await new Visitor().get(link)
    expect([page.status, page.html.includes('This link no longer works')]).toEqual([404, true])
  })

  test('sent again makes the earlier link useless', async () => {
    const first = await invite(['therapist'], 'twice@example.org')
    const second = await invite(['therapist'], 'twice@example.org')
    expect((await new Visitor().get(first)).status).toBe(404)
    expect((await new Visitor().get(second)).status).toBe(200)
  })

  test('pressed twice at the same moment sets one password', async () => {
    const link = await invite(['therapist'], 'double@example.org')
    const answers = await Promise.all([
      new Visitor().post(link, { password: good }),
      new Visitor().post(link, { password: good }),
    ])
    expect(answers.map(({ status }) => status).sort()).toEqual([303, 404])
  })

  test('its e-mail names nobody and no condition', async () => {
    await invite(['patient'], 'someone.else@example.org')
    const {
      rows: [mail],
    } = await app.owner.query('select subject, body from outbox_mail where service_id = $1', [
      serviceId,
    ])
    expect(`${mail.subject} ${mail.body}`).not.toMatch(/therap|depress|riverside|New\b/i)
    expect(mail.body).toContain('{origin}/invitation/')
  })

  test('forgotten: one page for everybody, and a link only for those who exist', async () => {
    const known = await new Visitor().post('/forgotten', { email: emailOf(patient) })
    const unknown = await new Visitor().post('/forgotten', { email: 'nobody@example.org' })
    expect(known.html.length).toBe(unknown.html.length)
    const { rows } = await app.owner.query(
      'select recipient from outbox_mail where service_id = $1',
      [serviceId],
    )
    expect(rows).toEqual([{ recipient: emailOf(patient) }])
  })

  test('a reset signs out everywhere', async () => {
    const visitor = new Visitor()
    await visitor.signIn(patient)
    const entry = await app.runtime.services.byId(serviceId)
    if (!entry) throw new Error('no service')
    const link = await asSystem(app.runtime, entry, (ctx) =>
      transact(
        ctx,
        async (ctx) =>
          (await sendInvitation(ctx, { id: patient.accountId, isStaff: false }, 'reset')).link,
      ),
    )
    expect((await new Visitor().post(link, { password: 'another moss kettle' })).location).toBe('/')
    expect((await visitor.get('/account')).location).toMatch(/^\/sign-in/)
    expect((await new Visitor().signIn(patient)).status).toBe(422)
  })
})

describe('the account page', () => {
  test("a patient sees who read their record, and staff do not see another's", async () => {
    await app.owner.query(
      `insert into audit_event (service_id, at, actor_id, actor_role, action, patient_id)
       values ($1, $2, $3, 'therapist', 'record.viewed', $4)`,
      [serviceId, app.clock.now(), therapist.accountId, patient.patientId],
    )
    const visitor = new Visitor()
    await visitor.signIn(patient)
    expect((await visitor.get('/account')).html).toContain('Priya Nair')
    const other = await aPatient(app, serviceId, { given: 'Dean', family: 'Hall' })
    await givePassword(other)
    const stranger = new Visitor()
    await stranger.signIn(other)
    expect((await stranger.get('/account')).html).not.toContain('Priya Nair')
  })

  test('changing the password asks for the present one, and gives a new token', async () => {
    const visitor = new Visitor()
    await visitor.signIn(patient)
    const { cookie } = visitor
    const csrf = hidden((await visitor.get('/account')).html, 'csrf')
    const wrong = await visitor.post('/account/password', {
      csrf,
      'current-password': 'no',
      password: 'moss moss kettle',
    })
    expect(wrong.status).toBe(422)
    const right = await visitor.post('/account/password', {
      csrf,
      'current-password': good,
      password: 'moss moss kettle',
    })
    expect(right.location).toBe('/account?saved=password')
    expect(visitor.cookie).not.toBe(cookie)
    expect((await visitor.get('/account')).status).toBe(200)
  })
})
