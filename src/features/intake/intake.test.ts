import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newId } from '#platform/ids.ts'
import { type Browser, createTestApp, type Page, type TestApp } from '#test/support/app.ts'
import {
  aCourse,
  aMemberOfStaff,
  aPatient,
  aRecordedProblem,
  aService,
  aSupervisorOf,
  type Person,
} from '#test/support/people.ts'

let test: TestApp
let service: string
let administrator: Browser
let priya: Person
let therapist: Browser
let colleague: Browser
let supervisor: Browser

beforeAll(async () => {
  test = await createTestApp()
  service = await aService(test)
  administrator = await test.as(await aMemberOfStaff(test, service, ['administrator'], 'Ann Admin'))
  priya = await aMemberOfStaff(test, service, ['therapist'])
  therapist = await test.as(priya)
  colleague = await test.as(await aMemberOfStaff(test, service, ['therapist'], 'Colin Reid'))
  supervisor = await test.as(await aSupervisorOf(test, priya))
})
afterAll(() => test.close())

let counter = 0

function filledIn(change: Record<string, string> = {}): Record<string, string> {
  counter += 1
  return {
    send_key: newId(),
    given_name: 'Dean',
    family_name: `Archer ${counter}`,
    'date_of_birth-day': '4',
    'date_of_birth-month': '3',
    'date_of_birth-year': '1990',
    email: `dean${counter}@example.org`,
    phone: '07700 900123',
    source: 'self',
    'received_on-day': '20',
    'received_on-month': '10',
    'received_on-year': '2026',
    ...change,
  }
}

async function aNewPerson(change: Record<string, string> = {}): Promise<string> {
  const fields = filledIn(change)
  const page = await administrator.post('/intake/new', fields)
  expect(page.location).toBe(`/intake/${fields.send_key}`)
  return fields.send_key ?? ''
}

const anOffer = () => ({
  send_key: newId(),
  decision: 'offer_programme',
  programme_id: 'dep',
  problem_descriptor: 'F32',
  reasons: 'Low mood since the redundancy',
  safety_summary: 'No thoughts of suicide, asked twice',
  alternatives_discussed: 'Counselling, medication',
  'decided_on-day': '1',
  'decided_on-month': '11',
  'decided_on-year': '2026',
})

const aPlan = () => ({
  therapist_id: priya.accountId,
  track: 'full',
  profile: 'step3',
  weekday: '2',
  time: '17:00',
})

async function rowsOf(query: string, ...values: unknown[]) {
  return (await test.owner.query(query, values)).rows
}

async function agreeing(send_key = newId()): Promise<Record<string, string>> {
  const { statements } = test.runtime.content.protocols.consent
  return {
    send_key,
    ...Object.fromEntries(statements.map(({ id }) => [`statement-${id}`, 'yes'])),
  }
}

describe('somebody asks for help', () => {
  it('appears in the list with what is missing first, and whose turn it is', async () => {
    await aNewPerson({ family_name: 'Longwait', 'received_on-month': '1' })
    const page = await administrator.get('/intake')
    expect(page.status).toBe(200)
    expect(page.text).toContain('Dean Longwait')
    expect(page.text).toContain('Assessment that offers a programme')
    expect(page.text).toContain('A therapist, since Tuesday 20 January')
  })

  it('is one person when the button is pressed twice', async () => {
    const fields = filledIn()
    await administrator.post('/intake/new', fields)
    const again = await administrator.post('/intake/new', fields)
    expect(again.location).toBe(`/intake/${fields.send_key}`)
    expect(
      await rowsOf('select id from referral where patient_id = $1', fields.send_key),
    ).toHaveLength(1)
  })

  it('keeps all that was typed when something is wrong, and says what', async () => {
    const page = await administrator.post(
      '/intake/new',
      filledIn({
        given_name: '',
        email: 'not an address',
        'date_of_birth-month': '14',
        contact_notes: 'ring after <b>six</b>',
        phone: 'ask her',
      }),
    )
    expect(page.status).toBe(422)
    expect(page.text).toContain('Enter the first name')
    expect(page.text).toContain('Enter an e-mail address, like')
    expect(page.text).toContain('The date of birth must be a real day')
    expect(page.html).toContain('ring after &lt;b&gt;six&lt;/b&gt;')
    expect(page.html).toContain('value="not an address"')
    expect(page.html).toContain('href="#date_of_birth-day"')
  })

  it('warns of somebody with the same e-mail before a second record is made', async () => {
    const first = await aNewPerson({ email: 'twice@example.org' })
    const fields = filledIn({ email: 'Twice@example.org', family_name: 'Bell' })
    const warned = await administrator.post('/intake/new', fields)
    expect(warned.status).toBe(422)
    expect(warned.text).toContain('This may be somebody who is here already')
    expect(warned.html).toContain(`/intake/${first}`)
    expect(warned.html).toContain('value="Bell"')
    const sure = await administrator.post('/intake/new', { ...fields, is_somebody_else: 'yes' })
    expect(sure.location).toBe(`/intake/${fields.send_key}`)
  })

  it("warns of the same name and birth date, without naming a colleague's patient", async () => {
    const patient = await aPatient(test, service, { given: 'Zadie', family: 'Quill' })
    await aCourse(test, patient, priya)
    const page = await colleague.post(
      '/intake/new',
      filledIn({
        given_name: 'zadie',
        family_name: 'QUILL',
        'date_of_birth-year': '1997',
      }),
    )
    expect(page.status).toBe(422)
    expect(page.text).toContain("A person in a colleague's care")
    expect(page.html).not.toContain(patient.patientId)
  })

  it('survives absurd input', async () => {
    const long = 'x'.repeat(50_000)
    const page = await administrator.post('/intake/new', {
      send_key: newId(),
      given_name: long,
      family_name: '\u0000\uD800',
      source: 'moon',
      'received_on-day': '99',
      'date_of_birth-day': '-1',
      email: `${long}@x`,
    })
    expect(page.status).toBe(422)
    expect((await administrator.post('/intake/new', {})).status).toBe(400)
    expect((await administrator.post('/intake/not-an-id/details', {})).status).toBe(404)
  })
})

describe('an assessment', () => {
  it('is read by clinicians and not by an administrator', async () => {
    const id = await aNewPerson()
    const posted = await therapist.post(`/intake/${id}/assessment`, anOffer())
    expect(posted.location).toBe(`/intake/${id}?saved=assessment`)
    expect((await therapist.get(`/intake/${id}`)).text).toContain('Low mood since the redundancy')
    const seen = await administrator.get(`/intake/${id}`)
    expect(seen.text).toContain('Offer a programme')
    expect(seen.html).not.toContain('redundancy')
    expect(seen.html).not.toContain('thoughts of suicide')
    expect((await administrator.post(`/intake/${id}/assessment`, anOffer())).status).toBe(403)
  })

  it('shows whom the programme suits, what to mind and that nobody has signed it off', async () => {
    const id = await aNewPerson()
    const page = await therapist.get(`/intake/${id}`)
    const programme = test.runtime.content.programmes.get('dep')
    expect(page.text).toContain(programme?.indication)
    expect(page.text).toContain('Not yet clinically signed off')
    expect(page.text).toContain('Not verified by a clinician')
  })

  it('of a problem that the programme is not made for is an offer only when that is said', async () => {
    const id = await aNewPerson()
    const offer = { ...anOffer(), problem_descriptor: 'F401' }
    const refused = await therapist.post(`/intake/${id}/assessment`, offer)
    expect(refused.status).toBe(422)
    expect(refused.text).toContain('Step by Step is not made for this problem')
    expect(refused.html).toContain('<option value="F401" selected="">F401, Social phobias')
    expect(refused.html).toContain('Low mood since the redundancy')
    const ticked = { ...offer, outside_programme: 'yes' }
    expect((await therapist.post(`/intake/${id}/assessment`, ticked)).status).toBe(303)
    const { text } = await therapist.get(`/intake/${id}`)
    expect(text).toContain('F401, Social phobias: GAD-7 (no SPIN yet)')
    expect(text).toContain('Step by Step is not made for it, and is offered all the same')
  })

  it('in treatment can name another main problem, whose measure is asked from then on', async () => {
    const patient = await aPatient(test, service)
    const courseId = await aCourse(test, patient, priya)
    await aRecordedProblem(test, patient, priya, 'F32')
    const page = await therapist.get(`/intake/${patient.patientId}`)
    expect(page.text).toContain('Record another main problem')
    const change = {
      send_key: newId(),
      new_problem: 'F431',
      problem_reasons: 'The accident, told in the second call',
      problem_safety: 'Asked again, no thoughts of suicide',
    }
    const address = `/intake/${patient.patientId}/problem`
    const refused = await therapist.post(address, { ...change, problem_reasons: '' })
    expect(refused.status).toBe(422)
    expect(refused.text).toContain('Say what you heard or saw')
    expect(refused.html).toContain('Asked again, no thoughts of suicide')
    const same = await therapist.post(address, { ...change, new_problem: 'F32' })
    expect(same.text).toContain('This problem is on record already')
    await Promise.all([1, 2].map(() => therapist.post(address, change)))
    const again = await therapist.post(address, change)
    expect((await therapist.get(again.location ?? '')).text).toContain('The problem is on record')
    const recorded = await rowsOf(
      `select problem_descriptor, programme_id, reasons from assessment where patient_id = $1
       order by recorded_at, id`,
      patient.patientId,
    )
    expect(recorded).toMatchObject([
      { problem_descriptor: 'F32' },
      { problem_descriptor: 'F431', programme_id: 'dep', reasons: change.problem_reasons },
    ])
    expect((await therapist.get(`/people/${courseId}/measures`)).text).toContain(
      'PCL-5 is the measure of their own problem (Post-traumatic stress disorder)',
    )
  })

  it('names no other problem before treatment or after it, nor by somebody else', async () => {
    const patient = await aPatient(test, service)
    await aCourse(test, patient, priya, { state: 'preparing', modules: [] })
    const change = { send_key: newId(), new_problem: 'F431', problem_reasons: 'x' }
    const fields = { ...change, problem_safety: 'x' }
    const address = `/intake/${patient.patientId}/problem`
    expect((await therapist.post(address, fields)).status).toBe(409)
    expect((await colleague.post(address, fields)).status).toBe(404)
    expect((await administrator.post(address, fields)).status).toBe(403)
    expect((await therapist.get(`/intake/${patient.patientId}`)).text).not.toContain(
      'Record another main problem',
    )
  })

  it('of an offer needs the programme, the reasons, safety and the alternatives', async () => {
    const id = await aNewPerson()
    const page = await therapist.post(`/intake/${id}/assessment`, {
      send_key: newId(),
      decision: 'offer_programme',
      reasons: 'Typed with care',
    })
    expect(page.status).toBe(422)
    for (const said of [
      'Choose the programme',
      'Say what you asked about safety',
      'Say which other kinds of care',
      'Enter the date of the decision',
    ]) {
      expect(page.text).toContain(said)
    }
    expect(page.html).toContain('Typed with care')
    expect(await rowsOf('select id from assessment where patient_id = $1', id)).toHaveLength(0)
  })

  it('sent twice is one, and a later one that declines takes the person off the list', async () => {
    const id = await aNewPerson({ family_name: 'Elsewhere' })
    const offer = anOffer()
    await therapist.post(`/intake/${id}/assessment`, offer)
    await therapist.post(`/intake/${id}/assessment`, offer)
    expect(await rowsOf('select id from assessment where patient_id = $1', id)).toHaveLength(1)
    test.clock.advance({ minutes: 1 })
    await therapist.post(`/intake/${id}/assessment`, { ...anOffer(), decision: 'other_care' })
    expect((await therapist.get('/intake')).text).toContain('Not starting here: 1')
    const plan = await administrator.post(`/intake/${id}/course`, aPlan())
    expect(plan.status).toBe(409)
  })

  it('takes a problem from the list alone, also where no programme is offered', async () => {
    const id = await aNewPerson()
    const other = { ...anOffer(), decision: 'other_care', problem_descriptor: 'F401' }
    expect((await therapist.post(`/intake/${id}/assessment`, other)).status).toBe(303)
    const made = { ...anOffer(), problem_descriptor: 'F99', outside_programme: 'yes' }
    const refused = await therapist.post(`/intake/${id}/assessment`, made)
    expect(refused.text).toContain('Choose a problem from the list, or leave it empty')
    const [row] = await rowsOf(
      'select problem_descriptor from assessment where patient_id = $1',
      id,
    )
    expect(row).toEqual({ problem_descriptor: 'F401' })
  })

  it("is refused when its key belongs to another person's assessment", async () => {
    const [one, other] = [await aNewPerson(), await aNewPerson()]
    const offer = anOffer()
    await therapist.post(`/intake/${one}/assessment`, offer)
    expect((await therapist.post(`/intake/${other}/assessment`, offer)).status).toBe(409)
  })
})

describe('the way to the start', () => {
  it('goes from referral to the first module, what is missing named until then', async () => {
    const id = await aNewPerson({ email: 'whole.way@example.org' })
    await therapist.post(`/intake/${id}/assessment`, anOffer())
    await administrator.post(`/intake/${id}/course`, aPlan())
    const early = await therapist.post(`/intake/${id}/start`)
    expect(early.status).toBe(422)
    for (const missing of [
      'GP practice',
      'Emergency contact',
      'Invitation to sign in',
      'Consent',
    ]) {
      expect(early.text).toContain(missing)
    }
    await administrator.post(`/intake/${id}/details`, {
      ...filledIn({ email: 'whole.way@example.org' }),
      gp_practice: 'Park Road Surgery',
      emergency_contact_name: 'Sam',
      emergency_contact_phone: '07700 900456',
    })
    const invited = await administrator.post(`/intake/${id}/invite`)
    expect(invited.location).toBe(`/intake/${id}?saved=sign-in`)
    await administrator.post(`/intake/${id}/consent`, await agreeing())
    expect((await administrator.get(`/intake/${id}`)).text).toContain('Priya Nair starts it')
    expect((await administrator.post(`/intake/${id}/start`)).status).toBe(403)

    const started = await therapist.post(`/intake/${id}/start`)
    const [course] = await rowsOf('select * from course where patient_id = $1', id)
    expect(started.location).toBe(`/people/${course.id}`)
    expect(course.state).toBe('active')
    expect(course.next_review_at).not.toBeNull()
    const again = await therapist.post(`/intake/${id}/start`)
    expect(again.location).toBe(`/people/${course.id}`)
    expect(await rowsOf('select kind from module_event where course_id = $1', course.id)).toEqual([
      { kind: 'released' },
    ])
    expect((await therapist.get('/intake')).html).not.toContain(id)
  })

  it('makes one course and one account however often a button is pressed', async () => {
    const id = await aNewPerson()
    await therapist.post(`/intake/${id}/assessment`, anOffer())
    await Promise.all([1, 2, 3].map(() => administrator.post(`/intake/${id}/course`, aPlan())))
    expect(await rowsOf('select id from course where patient_id = $1', id)).toHaveLength(1)
    await administrator.post(`/intake/${id}/invite`)
    await administrator.post(`/intake/${id}/invite`)
    const [{ account_id }] = await rowsOf('select account_id from patient where id = $1', id)
    const links = await rowsOf(
      'select used_at from invitation where account_id = $1 order by created_at',
      account_id,
    )
    expect(links).toHaveLength(2)
  })

  it('says so when somebody else signs in with the e-mail, or there is none', async () => {
    const first = await aNewPerson({ email: 'shared@example.org' })
    await administrator.post(`/intake/${first}/invite`)
    const second = await aNewPerson({ email: 'shared@example.org', is_somebody_else: 'yes' })
    const page = await administrator.post(`/intake/${second}/invite`)
    expect(page.status).toBe(422)
    expect(page.text).toContain('Somebody else signs in with this e-mail address')
    const third = await aNewPerson({ email: '' })
    expect((await administrator.post(`/intake/${third}/invite`)).status).toBe(422)
  })

  it('leads the therapist, and nobody else, to the forms of the assessment', async () => {
    const id = await aNewPerson()
    await therapist.post(`/intake/${id}/assessment`, anOffer())
    expect((await therapist.get(`/intake/${id}`)).text).not.toContain('All forms')
    await administrator.post(`/intake/${id}/course`, aPlan())
    const page = await therapist.get(`/intake/${id}`)
    const [address = ''] = /\/people\/[0-9a-f-]{36}\/responses/.exec(page.html) ?? []
    expect((await therapist.get(address)).status).toBe(200)
    const entering = address.replace('responses', 'measures/new')
    expect(page.html).toContain(`href="${entering}"`)
    expect((await therapist.get(entering)).status).toBe(200)
    expect((await administrator.get(`/intake/${id}`)).text).not.toContain('All forms')
  })

  it('books the first call for a time that is still to come', async () => {
    const id = await aNewPerson()
    await therapist.post(`/intake/${id}/assessment`, anOffer())
    await administrator.post(`/intake/${id}/course`, aPlan())
    const call = (day: string) => ({
      send_key: newId(),
      call_time: '10:30',
      call_minutes: '30',
      call_how: 'video',
      'call_day-day': day,
      'call_day-month': '11',
      'call_day-year': '2026',
    })
    expect((await therapist.post(`/intake/${id}/first-call`, call('1'))).text).toContain(
      'The call must be today or later',
    )
    const booked = await therapist.post(`/intake/${id}/first-call`, call('5'))
    expect(booked.location).toBe(`/intake/${id}?saved=first-call`)
    const [row] = await rowsOf(
      'select starts_at from appointment a join course c on c.id = course_id where patient_id = $1',
      id,
    )
    expect(row.starts_at.toISOString()).toBe('2026-11-05T10:30:00.000Z')
    expect((await therapist.get(`/intake/${id}`)).text).toContain('30 minutes')
    const { text } = await administrator.get(`/intake/${id}`)
    expect(text).toContain('Only their therapist sees when the call is.')
    expect(text).not.toContain('No call is booked yet')
  })
})

describe('who sees whom', () => {
  it("another therapist's person is not found, for reading or changing", async () => {
    const id = await aNewPerson()
    await therapist.post(`/intake/${id}/assessment`, anOffer())
    expect((await colleague.get(`/intake/${id}`)).status).toBe(200)
    await administrator.post(`/intake/${id}/course`, aPlan())
    for (const part of ['details', 'assessment', 'course', 'invite', 'consent', 'start']) {
      expect((await colleague.post(`/intake/${id}/${part}`, anOffer())).status).toBe(404)
    }
    expect((await colleague.get(`/intake/${id}`)).status).toBe(404)
    expect((await colleague.get('/intake')).html).not.toContain(id)
  })

  it("a supervisor reads their therapist's people and changes no details", async () => {
    const id = await aNewPerson()
    await therapist.post(`/intake/${id}/assessment`, anOffer())
    await administrator.post(`/intake/${id}/course`, aPlan())
    const page: Page = await supervisor.get(`/intake/${id}`)
    expect(page.text).toContain('Low mood since the redundancy')
    expect(page.text).not.toContain('Change details')
    expect((await supervisor.post(`/intake/${id}/details`, filledIn())).status).toBe(403)
  })

  it('each look at a person is on record, and so is which details were changed', async () => {
    const id = await aNewPerson()
    await administrator.get(`/intake/${id}`)
    await administrator.post(`/intake/${id}/details`, filledIn({ pronouns: 'he/him' }))
    const audit = await rowsOf(
      'select action, detail from audit_event where patient_id = $1 order by id',
      id,
    )
    expect(audit.map(({ action }) => action)).toEqual([
      'referral.recorded',
      'person.viewed',
      'person.details-changed',
    ])
    expect(audit[2].detail.fields).toContain('pronouns')
    expect(JSON.stringify(audit)).not.toContain('he/him')
  })
})

describe('consent', () => {
  it('is asked line by line, nothing ticked beforehand, and a missing yes is named', async () => {
    const patient = await aPatient(test, service)
    const browser = await test.as(patient)
    const page = await browser.get('/consent')
    expect(page.html).not.toContain('checked')
    const { send_key = '' } = await agreeing()
    const refused = await browser.post('/consent', {
      send_key,
      'statement-understand_treatment': 'yes',
    })
    expect(refused.status).toBe(422)
    expect(refused.text).toContain('Not ticked yet: I understand who may read what I write')
    expect(refused.html.match(/checked=""/g)).toHaveLength(1)
    expect(
      await rowsOf('select id from consent where patient_id = $1', patient.patientId),
    ).toHaveLength(0)
  })

  it('keeps the version and every answer, and a no to a voicemail counts', async () => {
    const patient = await aPatient(test, service)
    const browser = await test.as(patient)
    const fields = await agreeing()
    delete fields['statement-agree_voicemail']
    await browser.post('/consent', fields)
    await browser.post('/consent', fields)
    const rows = await rowsOf('select * from consent where patient_id = $1', patient.patientId)
    expect(rows).toHaveLength(1)
    expect(rows[0].consent_version).toBe(test.runtime.content.protocols.consent.version)
    expect(rows[0].statements).toMatchObject({ agree_start: true, agree_voicemail: false })
    const page = await browser.get('/consent')
    expect(page.text).toContain('You have agreed')
    expect(page.text).toContain('No : You may leave a neutral voicemail')
    expect(page.text).not.toContain('These words have changed')
  })

  it('says to whoever agreed to earlier words what was added, and does not ask again', async () => {
    const patient = await aPatient(test, service)
    const browser = await test.as(patient)
    await browser.post('/consent', await agreeing())
    await test.owner.query('update consent set consent_version = 1 where patient_id = $1', [
      patient.patientId,
    ])
    const page = await browser.get('/consent')
    expect(page.text).toContain('These words have changed since you agreed')
    expect(page.text).toContain('staff can open your record in an emergency')
    expect(page.text).toContain('Version 1 (the words are now version 2)')
    expect(page.text).toContain('You have agreed')
    expect(page.html).not.toContain('statement-understand_who_reads')
  })

  it('taken back, it tells the therapist in a message that waits for an answer', async () => {
    const patient = await aPatient(test, service)
    const courseId = await aCourse(test, patient, priya)
    const browser = await test.as(patient)
    await browser.post('/consent', await agreeing())
    const fields = { send_key: newId(), said: 'It is too much just now' }
    await browser.post('/consent/withdrawal', fields)
    await browser.post('/consent/withdrawal', fields)
    const messages = await rowsOf('select body from message where course_id = $1', courseId)
    expect(messages).toHaveLength(1)
    expect(messages[0].body).toContain('taken back my agreement')
    expect(messages[0].body).toContain('too much just now')
    expect((await browser.get('/consent')).text).toContain('You took back your agreement')
    const [course] = await rowsOf('select state from course where id = $1', courseId)
    expect(course.state).toBe('active')
  })
})

describe('welcome', () => {
  it('says what a week is like, who reads and on which day, and what comes next', async () => {
    const patient = await aPatient(test, service)
    await aCourse(test, patient, priya, { state: 'preparing', modules: [] })
    const page = await (await test.as(patient)).get('/welcome')
    expect(page.text).toContain('What happens in a week')
    expect(page.text).toContain('Your therapist is Priya Nair')
    expect(page.text).toContain('Tuesday , by 5 pm')
    expect(page.html).toContain('href="/consent"')
  })

  it('is for patients: staff have no such page', async () => {
    expect((await therapist.get('/welcome')).status).toBe(403)
    expect((await test.stranger().get('/consent')).location).toContain('/sign-in')
  })
})

describe('looking for somebody by name', () => {
  const look = (browser: Browser, name: string) => browser.post('/intake/search', { name })

  it('finds a person at any stage, with what tells two of one name apart', async () => {
    const patient = await aPatient(test, service, { given: 'Zuleika', family: 'Quill' })
    await aCourse(test, patient, priya, { week: 3 })
    const id = await aNewPerson({ given_name: 'Zuleika', family_name: 'Quillan' })
    const page = await look(administrator, ' ZULEIKA  qui ')
    expect(page.text).toContain('2 people called “ZULEIKA qui”')
    expect(page.text).toContain('Zuleika Quill , born 4 March 1997 in treatment, with Priya Nair')
    expect(page.html).toContain(`href="/intake/${id}"`)
    const opened = await administrator.get(`/intake/${patient.patientId}`)
    expect(opened.text).toContain('07700 900123')
  })

  it('finds nobody whom whoever looks may not see', async () => {
    const patient = await aPatient(test, service, { given: 'Hidden', family: 'Vale' })
    await aCourse(test, patient, priya, { week: 3 })
    expect((await look(colleague, 'hidden')).text).toContain('Nobody here is called “hidden”')
    expect((await look(therapist, 'hidden')).text).toContain('1 person called “hidden”')
    expect((await look(supervisor, 'hidden')).text).toContain('1 person called “hidden”')
  })

  it('takes letters as letters, and nothing as nothing', async () => {
    expect((await look(administrator, '%')).text).toContain('Nobody here is called “%”')
    expect((await look(administrator, ' ')).text).toContain('The longest waiting stand first')
    expect((await administrator.get('/intake/search')).location).toBe('/intake')
  })
})
