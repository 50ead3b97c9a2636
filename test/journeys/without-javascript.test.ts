import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { formAddress } from '#test/support/forms.ts'
import type { Seat } from '#test/support/journey.ts'
import { aCourse, aPatient } from '#test/support/people.ts'
import {
  whenThePatientAnswers,
  whenThePatientDoesTheWeeklyForms,
  whenThePatientOpensTheForms,
} from './steps/measures.ts'
import {
  givenATherapistWithAPatient,
  mainThing,
  type Pair,
  password,
  storedWords,
  worksheetPage,
} from './steps/pair.ts'
import { saveIn, whenThePatientWorksThrough } from './steps/reading.ts'

describe('without JavaScript', () => {
  let pair: Pair
  let patient: Seat
  let therapist: Seat

  beforeAll(async () => {
    pair = await givenATherapistWithAPatient()
    patient = await pair.journey.seat(pair.patient, { javaScriptEnabled: false })
    therapist = await pair.journey.seat(pair.therapist, { javaScriptEnabled: false })
  })
  afterAll(() => pair?.journey.end())

  const formWith = (field: string) =>
    patient.page.locator('form.hr-entry-form', { has: patient.page.locator(`[name="${field}"]`) })

  it('Today says what to do now, and the press leads there', async () => {
    await patient.visit('/')
    await patient.sees('Now')
    await patient.page.locator('.hr-home__primary').click()
    await patient.arrives(/\/programme\/dep.m1/)
  })

  it('the weekly forms are sent', async () => {
    await whenThePatientDoesTheWeeklyForms(patient, { phq9: 2, gad7: 1 })
    const sent = await pair.journey.rows(
      'select id from instrument_response where course_id = $1',
      pair.courseId,
    )
    expect(sent).toHaveLength(2)
  })

  it('a form with answers left out says which, and keeps the others', async () => {
    await pair.journey.later({ days: 7 })
    await patient.visit(formAddress(pair.journey.test, pair.patient, 'phq9'))
    await patient.page.locator('input[name="item_1"][value="3"]').check()
    await patient.page.locator('.hr-measure form button').first().click()
    await patient.sees('8 answers are missing')
    expect(await patient.page.locator('input[name="item_1"][value="3"]').isChecked()).toBe(true)
    await patient.lookOver('a form with answers left out')
  })

  it('a check in a module answers back', async () => {
    await patient.visit('/programme/dep.m1/four-front-doors')
    const check = patient.page.locator('form[action$="/answer"]').first()
    await check.locator('input[type=radio], input[type=checkbox]').first().check()
    await check.locator('button').click()
    await patient.page.locator('.hr-feedback').first().waitFor()
    await patient.page.locator('form[action$="/next"] button').click()
    await patient.arrives(/what-it-does$/)
  })

  it('a worksheet is saved with its button, and grows by a line with another', async () => {
    await patient.visit(worksheetPage)
    await patient.write(mainThing, 'I stay in bed until noon')
    await saveIn(patient, formWith('f.problem'))
    await patient.sees('Saved')
    expect(await storedWords(pair, 'problem')).toBe('I stay in bed until noon')
    await patient.visit('/programme/dep.m1/how-it-goes-round')
    await patient.write(/^What I do more of, line 1/, 'Telly until two')
    await patient.page.locator('button[value=add-do_more]').click()
    await patient.page.getByLabel(/^What I do more of, line 2/).waitFor()
    expect(await storedWords(pair, 'do_more')).toEqual(['Telly until two'])
  })

  it('a diary entry is added', async () => {
    await patient.visit('/diary?worksheet=dep.activity_diary')
    const form = patient.page.locator('form.hr-entry-form').first()
    await form
      .locator('textarea:visible, input[type=text]:visible')
      .first()
      .fill('Tea with my sister')
    await form.locator('label.hr-scale__number').nth(6).click()
    await saveIn(patient, form)
    await patient.visit('/entries')
    await patient.sees('Tea with my sister')
  })

  it('what was written can be read, changed and brought back', async () => {
    await patient.visit('/entries')
    await patient.follow(/I stay in bed until noon/)
    await patient.arrives(/\/entries\/[0-9a-f-]{36}$/)
    await patient.write(mainThing, 'I stay in bed until ten')
    await saveIn(patient, formWith('f.problem'))
    await patient.visit(`${new URL(patient.page.url()).pathname}/history`)
    await patient.press(/^Bring this version back/)
    await patient.arrives(/\/entries\/[0-9a-f-]{36}$/)
    expect(await storedWords(pair, 'problem')).toBe('I stay in bed until noon')
  })

  it('a message is sent, and help is one press away', async () => {
    await patient.visit('/messages')
    await patient.write(/^Write to/, 'Is it all right to skip the diary on Sunday?')
    await patient.press('Send')
    await patient.sees('Sent.')
    await patient.follow('Help now')
    await patient.sees('116 123')
    await patient.lookOver('/help')
  })

  it('the therapist finds the person, writes the review, reads it over and sends it', async () => {
    await therapist.visit('/people')
    await therapist.sees('Is it all right to skip the diary')
    await therapist.follow(/Open Ifeoma Obi/)
    await therapist.sees('Your answer')
    await therapist.lookOver('/people/:courseId')
    await therapist.page.locator('button[name=do][value=send]').click()
    await therapist.sees('Write something before you send it')
    await therapist.sees('Say how you dealt with this message')
    await therapist.lookOver('/people/:courseId/answer with faults')
    await therapist.write(/^What you write to/, 'Yes: three days show as much as four.')
    await therapist.page.locator('.hr-handled input[value=answered]').check()
    await therapist.page.locator('button[name=do][value=preview]').click()
    await therapist.sees('As they will see it')
    await therapist.press('Send and log minutes')
    await therapist.sees('all of it is saved')
  })

  it('and the person reads it', async () => {
    await patient.visit('/messages')
    await patient.sees('Yes: three days show as much as four.')
  })

  it('an answer above 0 to item 9 leads to words of help, and "I need help now" is one press', async () => {
    await pair.journey.later({ days: 7 })
    await whenThePatientOpensTheForms(patient)
    await whenThePatientAnswers(patient, 'phq9', [2, 2, 2, 2, 2, 1, 1, 1, 1])
    await patient.arrives(/\/safety\//)
    await patient.sees('Are you safe right now?')
    await patient.sees('116 123')
    await patient.lookOver('/safety/:itemId')
    await patient.press('I need help now')
    await patient.sees('999')
    await patient.lookOver('/safety/:itemId when help is needed now')
    const items = await pair.journey.rows<{ trigger: string; due_at: Date }>(
      'select trigger, due_at from safety_item where course_id = $1 order by due_at',
      pair.courseId,
    )
    expect(items.map(({ trigger }) => trigger).sort()).toEqual(['patient_need_help', 'phq9_item9'])
    await patient.follow(/^Carry on/)
    await patient.arrives(/\/measures\/\d{14}\/more$/)
  })

  it('a module is read to its end, with its checks and worksheets, and finished', async () => {
    await whenThePatientWorksThrough(patient, {
      moduleId: 'dep.m1',
      words: 'A walk to the end of the road',
      usefulness: 7,
      tell: 'The drawing helped',
    })
    const finished = await pair.journey.rows(
      `select kind from module_event where course_id = $1 and module_id = 'dep.m1'
       and kind = 'submitted'`,
      pair.courseId,
    )
    expect(finished).toHaveLength(1)
  })

  it('the other pages of a person stand as they are', async () => {
    for (const place of ['/programme', '/progress', '/blueprint', '/goals', '/calls', '/week']) {
      await patient.visit(place)
    }
    await patient.visit('/progress')
    await patient.sees('PHQ-9')
  })

  it('a person signs in, and a wrong password keeps the address they wrote', async () => {
    const visitor = await pair.journey.seat(null, { javaScriptEnabled: false })
    await visitor.visit('/sign-in')
    await visitor.write('E-mail address', 'ifeoma@example.org')
    await visitor.write('Password', 'not this one at all')
    await visitor.press('Sign in')
    await visitor.sees('One of them is not right')
    await visitor.lookOver('/sign-in with a fault')
    expect(await visitor.page.getByLabel('E-mail address').inputValue()).toBe('ifeoma@example.org')
    await visitor.write('Password', password)
    await visitor.press('Sign in')
    await visitor.arrives(/\/$/)
    await visitor.sees('Now')
  })

  it('an invitation is taken up', async () => {
    const { test, serviceId } = pair.journey
    const newcomer = await aPatient(test, serviceId, { given: 'Rowan', family: 'Hale' })
    await test.owner.query('update patient set account_id = null, email = $2 where id = $1', [
      newcomer.patientId,
      'rowan@example.org',
    ])
    await aCourse(test, newcomer, pair.therapist, { state: 'preparing' })
    await therapist.visit(`/intake/${newcomer.patientId}`)
    await therapist.press('Send the invitation')
    await therapist.sees('A sign-in link is on its way.')
    const [mail] = await pair.journey.rows<{ body: string }>(
      "select body from outbox_mail where kind = 'invitation' and recipient = 'rowan@example.org'",
    )
    const link = /\/invitation\/[\w-]+/.exec(mail?.body ?? '')?.[0] ?? 'no link in the mail'
    const visitor = await pair.journey.seat(null, { javaScriptEnabled: false })
    await visitor.visit(link)
    await visitor.write('New password', 'short')
    await visitor.press('Save password')
    await visitor.sees('Use at least')
    await visitor.lookOver('/invitation/:token with a fault')
    await visitor.write('New password', 'nine otters under a slow lamp')
    await visitor.press('Save password')
    await visitor.arrives(/\/welcome$/)
    await visitor.lookOver('/welcome')
  })

  it('leaving quickly ends the session', async () => {
    await patient.visit('/')
    await patient.page.route('**/*', (route) =>
      route.request().url().startsWith(pair.journey.address) ? route.continue() : route.abort(),
    )
    await patient.page
      .getByText('Leave quickly')
      .click({ noWaitAfter: true })
      .catch(() => undefined)
    await expect.poll(async () => (await patient.context.cookies()).length).toBe(0)
  })
})
