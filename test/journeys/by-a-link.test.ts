import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { linksOf } from '#features/notices/index.ts'
import { expectNoSidewaysScroll } from '#test/support/accessible.ts'
import type { Seat } from '#test/support/journey.ts'
import { givenATherapistWithAPatient, type Pair } from './steps/pair.ts'

const phone = { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true }

describe('answering by a link on somebody’s phone, without scripts and without signing in', () => {
  let pair: Pair
  let therapist: Seat
  let nobody: Seat
  let link = ''

  beforeAll(async () => {
    pair = await givenATherapistWithAPatient()
    therapist = await pair.journey.seat(pair.therapist)
    nobody = await pair.journey.seat(null, { ...phone, javaScriptEnabled: false })
  })
  afterAll(() => pair?.journey.end())

  it('the therapist sends it from the record', async () => {
    await therapist.visit(`/people/${pair.courseId}`)
    await therapist.follow('Send a link to answer without signing in')
    await therapist.sees('It would ask PHQ-9')
    await therapist.lookOver('/people/:courseId/answer-link')
    await therapist.press('Send the link')
    await therapist.sees('The link is on its way')
    const [mail] = await pair.journey.rows<{ body: string }>(
      `select body from outbox_mail where kind = 'answer_link'`,
    )
    link = linksOf(mail?.body ?? '')[0] ?? ''
  })

  it('its first page says nothing of what it is about', async () => {
    await nobody.visit(link)
    await nobody.lookOver('/answer/:token')
    expect(await nobody.words()).not.toMatch(/PHQ|mood|Ifeoma|Priya/)
    await nobody.follow('Start')
    await nobody.sees('Little interest or pleasure')
    await nobody.lookOver('/answer/:token/questions')
    await expectNoSidewaysScroll(nobody.page)
  })

  it('a safety answer brings help at once, and the rest is still there', async () => {
    await answerAll(nobody, 'PHQ-9', 1)
    await nobody.sees('Are you safe right now?')
    await nobody.sees('116 123')
    await nobody.lookOver('/answer/:token/safety/:itemId')
    await nobody.follow('Carry on with the questions')
    await nobody.sees('One more question')
    await nobody.page.locator('main input[type=radio]').first().check()
    await moveOn(nobody)
    await answerAll(nobody, 'GAD-7', 0)
    await nobody.follow('See what happens next')
    await nobody.sees('Thank you, that is sent')
    await nobody.lookOver('/answer/:token/sent')
  })

  it('is over then, and the therapist sees the answers and how they came', async () => {
    await nobody.page.goto(link)
    await nobody.sees('This link cannot be used any more')
    await nobody.lookOver('a link that is over')
    await therapist.visit(`/people/${pair.courseId}/responses`)
    await therapist.sees('PHQ-9, 9, by a link')
    await therapist.follow('PHQ-9')
    await therapist.sees('Total 9.')
    await therapist.lookOver('/people/:courseId/responses/:responseId')
  })
})

/** Every question of the form that is open, with one answer to all. */
async function answerAll(seat: Seat, form: string, value: number): Promise<void> {
  await seat.sees(`(${form}): form`)
  for (const radio of await seat.page.locator(`.hr-item input[value="${value}"]`).all()) {
    await radio.check()
  }
  await moveOn(seat)
}

async function moveOn(seat: Seat): Promise<void> {
  const left = seat.page.waitForEvent('domcontentloaded')
  await seat.page.locator('.hr-measure form button.nhsuk-button').first().click()
  await left
}
