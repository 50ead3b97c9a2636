import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newId } from '#platform/ids.ts'
import { formAddress } from '#test/support/forms.ts'
import { aMemberOfStaff, aSupervisorOf, type Person } from '#test/support/people.ts'
import { givenATherapistWithAPatient, type Pair, worksheetPage } from './steps/pair.ts'

const name = { given: 'عبد الرحمن بن محمد', family: 'الأنصاري الخزرجي المدني' }
const longName = 'Wilhelmina Featherstonehaugh-Llanfairpwllgwyngyll'

/** The colours of the system alone, a narrow screen, and letters of twice the size. */
const narrow = { viewport: { width: 320, height: 640 }, forcedColors: 'active' as const }

describe('in the colours of the system, with letters of twice the size and a long name', () => {
  let pair: Pair
  let supervisor: Person
  let duty: Person

  beforeAll(async () => {
    pair = await givenATherapistWithAPatient()
    const { test, serviceId } = pair.journey
    await test.owner.query(
      'update patient set given_name = $2, family_name = $3, preferred_name = null where id = $1',
      [pair.patient.patientId, name.given, name.family],
    )
    await test.owner.query('update account set display_name = $2 where id = $1', [
      pair.patient.accountId,
      name.given,
    ])
    await test.owner.query('update account set display_name = $2 where id = $1', [
      pair.therapist.accountId,
      longName,
    ])
    supervisor = await aSupervisorOf(test, pair.therapist)
    duty = await aMemberOfStaff(test, serviceId, ['duty_clinician'], 'Joan Okafor')
    const browser = await test.as(pair.patient)
    await browser.post('/messages', { body: 'هل يمكننا التحدث؟ I am free.', send_key: newId() })
    await browser.post('/help/alert', { send_key: newId() })
  })
  afterAll(() => pair?.journey.end())

  async function everyPageHolds(person: Person, places: readonly string[]): Promise<void> {
    const seat = await pair.journey.seat(person, narrow)
    const faults: string[] = []
    for (const place of places) {
      await seat.visit(place)
      const usual = await letterSize(seat.page)
      await seat.page.evaluate(() => {
        document.documentElement.style.fontSize = '200%'
      })
      expect(await letterSize(seat.page), `${place}: letters grow`).toBe(usual * 2)
      const found = {
        'wider than the screen': await widerThanTheScreen(seat.page),
        'words cut off': await cutOff(seat.page),
        'words under a circle': await wordsUnderACircle(seat.page),
        'a name that is not set apart': await namesThatRunIn(seat.page),
        'a button without an edge': await buttonsWithoutEdge(seat.page),
      }
      for (const [what, where] of Object.entries(found)) {
        faults.push(...where.map((one) => `${place}: ${what}: ${one}`))
      }
    }
    expect(faults).toEqual([])
  }

  it('pages of the person hold', () =>
    everyPageHolds(pair.patient, [
      '/',
      formAddress(pair.journey.test, pair.patient, 'phq9'),
      '/messages',
      '/programme/dep.m1',
      worksheetPage,
      '/progress',
      '/help',
    ]))

  it('pages of the therapist hold', () =>
    everyPageHolds(pair.therapist, [
      '/people',
      `/people/${pair.courseId}`,
      `/people/${pair.courseId}/messages`,
      `/people/${pair.courseId}/safety`,
      `/intake/${pair.patient.patientId}`,
      '/intake',
      '/record-openings/new',
    ]))

  it('pages of those who stand behind the therapist hold', async () => {
    await everyPageHolds(supervisor, [
      '/supervision',
      `/supervision/${pair.courseId}`,
      '/supervision/scores',
      '/duty',
    ])
    await everyPageHolds(duty, ['/duty', `/people/${pair.courseId}`])
  })

  it('a name from right to left stands in its own direction, and the page in its own', async () => {
    const therapist = await pair.journey.seat(pair.therapist, narrow)
    await therapist.visit('/people')
    const shown = therapist.page.locator('main').getByText(name.given).first()
    expect(await shown.evaluate((it) => getComputedStyle(it).unicodeBidi)).toBe('isolate')
    expect(await therapist.page.evaluate(() => document.dir || 'ltr')).toBe('ltr')
  })
})

function letterSize(page: Page): Promise<number> {
  return page.evaluate(() => Number.parseFloat(getComputedStyle(document.body).fontSize))
}

/** What makes the page wider than the screen; the screen itself when nothing else is to blame. */
function widerThanTheScreen(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement
    if (scrollWidth <= clientWidth) return []
    const wide = [...document.querySelectorAll('body *')].filter(
      (box) => box.getBoundingClientRect().right > clientWidth + 1,
    )
    const innermost = wide.filter(
      (box) => !wide.some((other) => box !== other && box.contains(other)),
    )
    const names = innermost.slice(0, 6).map((box) => {
      const holders = `${box.parentElement?.className} > ${box.tagName}.${box.className}`
      return `${holders}: ${box.textContent?.slice(0, 40)}`
    })
    return [`${scrollWidth} px`, ...names]
  })
}

/** Boxes that hide a part of their words, sideways. */
function cutOff(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll('main :not(input, textarea, select)')]
      .filter((box) => {
        const { overflowX, position } = getComputedStyle(box)
        const hides = overflowX === 'hidden' || overflowX === 'clip'
        return hides && position !== 'absolute' && box.scrollWidth > box.clientWidth + 1
      })
      .map((box) => `${box.tagName}.${box.className}: ${box.textContent?.slice(0, 40)}`),
  )
}

/** A name in Arabic beside English needs a mark around it, or it takes the words after it along. */
function namesThatRunIn(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    const found: string[] = []
    for (let text = texts.nextNode(); text; text = texts.nextNode()) {
      const element = text.parentElement
      if (!/[\u0600-\u06ff]/.test(text.textContent ?? '') || !element) continue
      if (element.closest('bdi, [dir="auto"], title, script, option')) continue
      found.push(`${element.tagName}.${element.className}: ${text.textContent?.slice(0, 60)}`)
    }
    return found
  })
}

/** Where the system gives the colours, a background shows nothing: the edge says "button". */
function buttonsWithoutEdge(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('main .nhsuk-button')]
      .filter((button) => button.checkVisibility())
      .filter((button) => {
        const { borderTopWidth, borderTopStyle, outlineStyle } = getComputedStyle(button)
        const hasBorder = borderTopStyle !== 'none' && Number.parseFloat(borderTopWidth) > 0
        return !hasBorder && outlineStyle === 'none'
      })
      .map((button) => button.textContent ?? ''),
  )
}

/** The circle of a choice is drawn beside its input, over whatever stands there. */
function wordsUnderACircle(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll('.nhsuk-radios__label, .nhsuk-checkboxes__label')]
      .filter((label) => label.checkVisibility())
      .filter((label) => {
        const item = label.closest('.nhsuk-radios__item, .nhsuk-checkboxes__item')
        const circle = getComputedStyle(label, '::before')
        // Where there is room an answer stands under its circle, not beside it.
        const isUnder =
          Number.parseFloat(getComputedStyle(label).paddingTop) >= Number.parseFloat(circle.height)
        if (!item || circle.content === 'none' || isUnder) return false
        const ends =
          item.getBoundingClientRect().left +
          Number.parseFloat(circle.left) +
          Number.parseFloat(circle.width)
        const begins =
          label.getBoundingClientRect().left +
          Number.parseFloat(getComputedStyle(label).paddingInlineStart)
        return begins < ends - 1
      })
      .map((label) => label.textContent ?? ''),
  )
}
