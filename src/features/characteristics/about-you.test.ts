import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newId } from '#platform/ids.ts'
import { type Browser, createTestApp, type TestApp } from '#test/support/app.ts'
import {
  aCourse,
  aMemberOfStaff,
  aPatient,
  aService,
  aSupervisorOf,
  type Patient,
  type Person,
} from '#test/support/people.ts'

let test: TestApp
let service: string
let priya: Person
let administrator: Browser
let therapist: Browser
let patient: Patient
let own: Browser

beforeAll(async () => {
  test = await createTestApp()
  service = await aService(test)
  priya = await aMemberOfStaff(test, service, ['therapist'])
  administrator = await test.as(await aMemberOfStaff(test, service, ['administrator'], 'Ann Admin'))
  therapist = await test.as(priya)
  patient = await aPatient(test, service)
  await aCourse(test, patient, priya, { week: 2 })
  own = await test.as(patient)
})
afterAll(() => test.close())

async function rowsOf(query: string, ...values: unknown[]) {
  return (await test.owner.query(query, values)).rows
}

async function codesOf(patientId: string) {
  const [row] = await rowsOf(
    'select gender_identity, stated_gender, ethnic_category from patient where id = $1',
    patientId,
  )
  return `${row.gender_identity} ${row.stated_gender} ${row.ethnic_category}`
}

const changesOf = async (patientId: string) =>
  rowsOf(
    `select actor_role, detail from audit_event
     where patient_id = $1 and action = 'person.details-changed' order by id`,
    patientId,
  )

/** The details of Ifeoma Obi as the form holds them. */
const detailsOfIfeoma = {
  given_name: 'Ifeoma',
  family_name: 'Obi',
  'date_of_birth-day': '4',
  'date_of_birth-month': '3',
  'date_of_birth-year': '1997',
  email: 'someone@example.org',
  phone: '07700 900123',
  gp_practice: 'Park Road Surgery',
  emergency_contact_name: 'Chidi',
  emergency_contact_phone: '07700 900456',
}

describe('a person is asked about themselves', () => {
  it('with nothing chosen for them, why it is asked and who sees it', async () => {
    const page = await own.get('/about-you')
    expect(page.status).toBe(200)
    expect(page.html).not.toContain('checked')
    expect(page.text).toContain("You don't have to answer either of them")
    const { genderIdentity, ethnicCategory } = test.runtime.content.characteristics
    for (const { ask, answers } of [genderIdentity, ethnicCategory]) {
      expect(page.text).toContain(ask.question)
      expect(page.text).toContain(ask.why)
      for (const { label } of answers) expect(page.text).toContain(label)
    }
    expect(page.html.match(/I&#x27;d rather not say/g)).toHaveLength(2)
    expect(page.text).not.toContain('Not asked yet')
  })

  it('on the way in, and in their account later', async () => {
    expect((await own.get('/welcome')).html).toContain('href="/about-you"')
    expect((await own.get('/account')).html).toContain('href="/about-you"')
    expect((await therapist.get('/account')).html).not.toContain('href="/about-you"')
  })

  it('may answer one question and leave the other as it is', async () => {
    const saved = await own.post('/about-you', { ethnic_category: 'N' })
    expect(saved.location).toBe('/about-you?saved=yes')
    expect(await codesOf(patient.patientId)).toBe('X X N')
    const page = await own.get('/about-you?saved=yes')
    expect(page.text).toContain('Saved')
    expect(page.html.match(/checked=""/g)).toHaveLength(1)
  })

  it('may decline, change and take back, and the audit says what changed and never to what', async () => {
    await own.post('/about-you', { gender_identity: '3', ethnic_category: 'N' })
    await own.post('/about-you', { gender_identity: '3', ethnic_category: 'N' })
    await own.post('/about-you', { gender_identity: 'Z', ethnic_category: 'N' })
    expect(await codesOf(patient.patientId)).toBe('Z X N')
    const changes = await changesOf(patient.patientId)
    expect(changes.map(({ detail }) => detail.fields)).toEqual([
      'ethnicCategory',
      'genderIdentity',
      'genderIdentity',
    ])
    expect(new Set(changes.map(({ actor_role }) => actor_role))).toEqual(new Set(['patient']))
    expect(Object.keys(changes[0].detail)).toEqual(['fields'])
  })

  it.each([
    ['gender_identity', 'X'],
    ['gender_identity', '9'],
    ['ethnic_category', '99'],
    ['ethnic_category', 'Q'],
    ['ethnic_category', 'White British'],
  ])('cannot send what is no answer of theirs: %s %s', async (name, code) => {
    const before = await codesOf(patient.patientId)
    const page = await own.post('/about-you', { gender_identity: '1', [name]: code })
    expect(page.status).toBe(422)
    expect(page.text).toContain('Choose one of the answers')
    expect(await codesOf(patient.patientId)).toBe(before)
  })

  it('is told what the referral says, since figures go by it', async () => {
    await test.owner.query(`update patient set stated_gender = '2' where id = $1`, [
      patient.patientId,
    ])
    expect((await own.get('/about-you')).text).toContain('Your referral says “Female”')
  })

  it('takes it away with what they wrote', async () => {
    const file = JSON.parse((await own.get('/entries/export')).html)
    expect(file.aboutMe).toEqual([
      { question: 'Gender identity', answer: 'Asked, and did not want to say', code: 'Z' },
      { question: 'Gender on the referral', answer: 'Female', code: '2' },
      { question: 'Ethnic category', answer: 'African', code: 'N' },
    ])
  })
})

describe('staff ask', () => {
  it('and see in the details what was said, declined and not asked', async () => {
    const other = await aPatient(test, service, { given: 'Dean', family: 'Archer' })
    const fresh = await administrator.get(`/intake/${other.patientId}`)
    expect(fresh.text).toMatch(/Gender identity\s*Not asked yet/)
    expect(fresh.text).toMatch(/Ethnic category\s*Not asked yet/)
    const asked = await administrator.get(`/intake/${patient.patientId}`)
    expect(asked.text).toMatch(
      /Gender identity\s*Asked, and did not want to say; the referral says: Female/,
    )
    expect(asked.html).toContain('<dd dir="auto">African</dd>')
  })

  it('with the words to read out, and write down what they say', async () => {
    const id = newId()
    const page = await administrator.get('/intake/new')
    const { ethnicCategory } = test.runtime.content.characteristics
    expect(page.text).toContain(ethnicCategory.ask.question)
    expect(page.text).toContain(ethnicCategory.ask.why)
    const added = await administrator.post('/intake/new', {
      ...detailsOfIfeoma,
      email: 'another@example.org',
      given_name: 'Ada',
      send_key: id,
      source: 'gp',
      'received_on-day': '20',
      'received_on-month': '10',
      'received_on-year': '2026',
      gender_identity: 'Z',
      stated_gender: '2',
      ethnic_category: 'G',
    })
    expect(added.location).toBe(`/intake/${id}`)
    expect(await codesOf(id)).toBe('Z 2 G')
  })

  it('optionally: a form without the answers is whole, and they stand as not asked', async () => {
    const id = newId()
    await administrator.post('/intake/new', {
      ...detailsOfIfeoma,
      email: 'third@example.org',
      given_name: 'Bea',
      send_key: id,
      source: 'self',
      'received_on-day': '20',
      'received_on-month': '10',
      'received_on-year': '2026',
    })
    expect(await codesOf(id)).toBe('X X 99')
  })

  it('and change it, on record by name of the field alone', async () => {
    await therapist.post(`/intake/${patient.patientId}/details`, {
      ...detailsOfIfeoma,
      gender_identity: '2',
      gender_identity_shown: 'Z',
      ethnic_category: 'N',
      ethnic_category_shown: 'N',
    })
    expect(await codesOf(patient.patientId)).toBe('2 2 N')
    const last = (await changesOf(patient.patientId)).at(-1)
    expect(last.detail).toEqual({ fields: 'genderIdentity' })
    expect(last.actor_role).toBe('therapist')
  })

  it('without undoing what the person answered while the form was open', async () => {
    const page = await therapist.get(`/intake/${patient.patientId}`)
    expect(page.html).toContain('name="gender_identity_shown" value="2"')
    await own.post('/about-you', { gender_identity: '3', ethnic_category: 'D' })
    await therapist.post(`/intake/${patient.patientId}/details`, {
      ...detailsOfIfeoma,
      pronouns: 'they/them',
      gender_identity: '2',
      gender_identity_shown: '2',
      ethnic_category: 'N',
      ethnic_category_shown: 'N',
      stated_gender: '2',
      stated_gender_shown: '2',
    })
    expect(await codesOf(patient.patientId)).toBe('3 2 D')
    const [row] = await rowsOf('select pronouns from patient where id = $1', patient.patientId)
    expect(row.pronouns).toBe('they/them')
  })

  it('and cannot save a code that no list has; what was chosen besides is kept', async () => {
    const page = await administrator.post(`/intake/${patient.patientId}/details`, {
      ...detailsOfIfeoma,
      gender_identity: '7',
      ethnic_category: 'K',
      ethnic_category_shown: 'D',
    })
    expect(page.status).toBe(422)
    expect(page.text).toContain('Choose one of the answers')
    expect(page.html).toMatch(/<option value="K" selected="">Bangladeshi/)
    expect(await codesOf(patient.patientId)).toBe('3 2 D')
  })
})

describe('who sees it', () => {
  it('is the care team and the administrators, and nobody else', async () => {
    const path = `/intake/${patient.patientId}`
    const said = 'Mixed White and Black Caribbean</dd>'
    const supervisor = await test.as(await aSupervisorOf(test, priya))
    for (const browser of [therapist, administrator, supervisor]) {
      expect((await browser.get(path)).html).toContain(said)
    }
    const colleague = await aMemberOfStaff(test, service, ['therapist'], 'Colin Reid')
    expect((await (await test.as(colleague)).get(path)).status).toBe(404)
    for (const role of ['duty_clinician', 'service_lead', 'content_lead', 'safety_lead'] as const) {
      const browser = await test.as(await aMemberOfStaff(test, service, [role], `A ${role}`))
      expect((await browser.get(path)).status).toBe(403)
    }
    const supervisors = await supervisor.post(`${path}/details`, detailsOfIfeoma)
    expect(supervisors.status).toBe(403)
  })

  it('is only the person themselves on their own page', async () => {
    expect((await therapist.get('/about-you')).status).toBe(403)
    expect((await therapist.post('/about-you', { gender_identity: '1' })).status).toBe(403)
    expect((await test.stranger().get('/about-you')).location).toContain('/sign-in')
    const neighbour = await aPatient(test, service, { given: 'Nell', family: 'Hope' })
    const page = await (await test.as(neighbour)).get('/about-you')
    expect(page.html).not.toContain('checked')
    await (await test.as(neighbour)).post('/about-you', { ethnic_category: 'A' })
    expect(await codesOf(neighbour.patientId)).toBe('X X A')
    expect(await codesOf(patient.patientId)).toBe('3 2 D')
  })

  it('is said where people read who can see what', async () => {
    expect((await own.get('/privacy')).text).toContain(
      'what you said about your gender and ethnic background',
    )
  })
})

describe('the record', () => {
  it.each([
    ['gender_identity', '9'],
    ['stated_gender', '3'],
    ['ethnic_category', 'Y'],
  ])('refuses a code that is none: %s %s', async (column, code) => {
    await expect(
      test.owner.query(`update patient set ${column} = $1 where id = $2`, [
        code,
        patient.patientId,
      ]),
    ).rejects.toThrow(/check constraint/)
  })

  it('takes every code of the lists', async () => {
    const { genderIdentity, ethnicCategory } = test.runtime.content.characteristics
    const { fallback } = genderIdentity
    const lists = {
      gender_identity: [
        ...genderIdentity.answers,
        genderIdentity.declined,
        genderIdentity.notAsked,
      ],
      stated_gender: [...fallback.answers, fallback.notRecorded],
      ethnic_category: [
        ...ethnicCategory.answers,
        ethnicCategory.declined,
        ethnicCategory.notAsked,
      ],
    }
    const someone = await aPatient(test, service, { given: 'Code', family: 'Holder' })
    for (const [column, list] of Object.entries(lists)) {
      for (const { code } of list) {
        await test.owner.query(`update patient set ${column} = $1 where id = $2`, [
          code,
          someone.patientId,
        ])
      }
    }
  })
})
