import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { newId } from '#platform/ids.ts'
import { createTestApp, type TestApp } from '#test/support/app.ts'
import {
  aCourse,
  aMemberOfStaff,
  aPatient,
  aService,
  type Patient,
  type Person,
} from '#test/support/people.ts'

let app: TestApp
let serviceId: string
let therapist: Person

beforeAll(async () => {
  app = await createTestApp()
  serviceId = await aService(app)
  therapist = await aMemberOfStaff(app, serviceId, ['therapist'])
})

afterAll(() => app.close())

const daysAgo = (days: number) => new Date(app.clock.now().getTime() - days * 86_400_000)

async function aPersonInTreatment(name = { given: 'Ifeoma', family: 'Obi' }) {
  const patient = await aPatient(app, serviceId, name)
  const courseId = await aCourse(app, patient, therapist, { week: 5 })
  return { patient, courseId }
}

async function progressOf(patient: Patient) {
  return (await app.as(patient)).get('/progress')
}

async function insert(table: string, row: Record<string, unknown>): Promise<void> {
  const full: Record<string, unknown> = { service_id: serviceId, ...row }
  const names = Object.keys(full)
  const places = names.map((_, index) => `$${index + 1}`).join(', ')
  await app.owner.query(
    `insert into ${table} (${names.join(', ')}) values (${places})`,
    Object.values(full),
  )
}

async function scores(
  courseId: string,
  by: Patient,
  totals: readonly (readonly [number, number])[],
) {
  for (const [days, total] of totals) {
    await insert('instrument_response', {
      id: newId(),
      course_id: courseId,
      instrument_id: 'phq9',
      instrument_version: 1,
      instrument_hash: 'h',
      answers: '{}',
      total,
      entered_by: by.accountId,
      submitted_at: daysAgo(days),
      send_key: newId(),
    })
  }
}

async function anEntry(
  courseId: string,
  worksheetId: string,
  content: object,
  points: readonly { series: string; days: number; value: number }[],
) {
  const id = newId()
  await insert('entry', {
    id,
    course_id: courseId,
    worksheet_id: worksheetId,
    worksheet_version: 1,
    status: 'done',
    content: JSON.stringify(content),
    version: 1,
    created_at: daysAgo(20),
    updated_at: daysAgo(1),
  })
  for (const { series, days, value } of points) {
    await insert('series_point', {
      course_id: courseId,
      series,
      entry_id: id,
      field_path: `x@${days}`,
      at: daysAgo(days),
      value,
    })
  }
}

describe('a person’s own graphs', () => {
  test('before the first form there are words, and no empty drawing', async () => {
    const { patient } = await aPersonInTreatment()
    const page = await progressOf(patient)
    expect(page.status).toBe(200)
    expect(page.text).toContain('There is nothing here yet.')
    expect(page.html).not.toContain('role="img"')
  })

  test('one form is a point and a start', async () => {
    const { patient, courseId } = await aPersonInTreatment()
    await scores(courseId, patient, [[1, 17]])
    const page = await progressOf(patient)
    expect(page.text).toContain('Your first PHQ-9 was 17')
    expect(page.html.match(/<circle/g)).toHaveLength(2)
    expect(page.html).not.toContain('NaN')
  })

  test('number, direction, line and ordinary ups and downs are in plain words', async () => {
    const { patient, courseId } = await aPersonInTreatment()
    await scores(courseId, patient, [
      [15, 17],
      [8, 15],
      [1, 12],
    ])
    const { text } = await progressOf(patient)
    expect(text).toContain('5 points lower than at the start, and 3 points lower than last time')
    expect(text).toContain('from 0 to 27. A lower number means that it bothered you less.')
    expect(text).toContain('The dashed line is at 10.')
    expect(text).toContain('6 points or more is usually a real change.')
    expect(text).toContain('Opened “')
    expect(text).not.toMatch(/severe|moderate|well done/i)
  })

  test('when it went up, nobody is alarmed and nobody is left alone', async () => {
    const { patient, courseId } = await aPersonInTreatment()
    await scores(courseId, patient, [
      [8, 12],
      [1, 16],
    ])
    const page = await progressOf(patient)
    expect(page.text).toContain('Scores go up and down')
    expect(page.text).toContain('Priya Nair reads what you send on Tuesdays, by 5 pm.')
    expect(page.html).toContain('<a href="/help">Help now</a>')
  })

  test('goals show where they began and where they are', async () => {
    const { patient, courseId } = await aPersonInTreatment()
    await anEntry(courseId, 'common.goal', { goal: 'Half a game of five-a-side', now_rating: 3 }, [
      { series: 'goal_rating', days: 2, value: 3 },
      { series: 'goal_rating', days: 20, value: 1 },
    ])
    const page = await progressOf(patient)
    expect(page.text).toMatch(/Half a game of five-a-side 1 3/)
  })

  test('the diary shows mood by what the person was doing', async () => {
    const { patient, courseId } = await aPersonInTreatment()
    for (const mood of [2, 4]) {
      await anEntry(courseId, 'dep.activity_diary', { kind: 'rest', mood }, [
        { series: 'diary_mood', days: mood, value: mood },
      ])
    }
    await anEntry(courseId, 'dep.activity_diary', { kind: { other: 'x' }, mood: 9 }, [
      { series: 'diary_mood', days: 1, value: 9 },
    ])
    const page = await progressOf(patient)
    expect(page.text).toContain('Rest I chose (2)')
    expect(page.text).toContain('From 2 moments in your diary.')
  })

  test('weekly answers each have their own scale', async () => {
    const { patient, courseId } = await aPersonInTreatment()
    await anEntry(courseId, 'dep.weekly', {}, [
      { series: 'days_mattered', days: 9, value: 1 },
      { series: 'days_mattered', days: 2, value: 4 },
      { series: 'critic', days: 2, value: 80 },
    ])
    const { text } = await progressOf(patient)
    expect(text).toContain('1 at first, 4 now, on a scale from 0 to 7.')
    expect(text).toContain('80 so far, on a scale from 0 to 100.')
  })

  test('what happened and pauses stand in every drawing, for the person and their therapist', async () => {
    const { patient, courseId } = await aPersonInTreatment()
    await scores(courseId, patient, [
      [15, 17],
      [2, 12],
    ])
    await anEntry(courseId, 'dep.weekly', {}, [{ series: 'days_mattered', days: 2, value: 4 }])
    await anEntry(courseId, 'common.goal', { goal: 'Walk', now_rating: 3 }, [
      { series: 'goal_rating', days: 2, value: 3 },
    ])
    for (const [kind, days] of [
      ['paused', 9],
      ['resumed', 5],
    ] as const) {
      await insert('course_event', {
        id: newId(),
        course_id: courseId,
        kind,
        at: daysAgo(days),
        by: therapist.accountId,
      })
    }
    const pages = [
      await progressOf(patient),
      await (await app.as(therapist)).get(`/people/${courseId}`),
    ]
    for (const { html } of pages) {
      const figures = html
        .split('<figure')
        .slice(1)
        .filter((figure) => /PHQ-9|days|Goals/.test(figure.slice(0, 400)))
      expect(figures).toHaveLength(3)
      for (const figure of figures) {
        expect(figure).toContain('class="hr-chart__mark"')
        expect(figure).toContain('class="hr-chart__span"')
      }
    }
  })

  test('beliefs before and after stand on the axis, for the person and their therapist', async () => {
    const { patient, courseId } = await aPersonInTreatment()
    const browser = await app.as(patient)
    const rows = [
      ['30', '60'],
      ['70', '20'],
    ] as const
    for (const [friend, critic] of rows) {
      const sent = await browser.post('/entries', {
        worksheet_id: 'dep.kind_voice',
        save_key: newId(),
        'f.situation': 'A late reply',
        'f.critic_says': 'Nobody wants to hear from you',
        'f.critic_belief': critic,
        'f.friend_says': 'It has been a hard week. They wrote back last time.',
        'f.friend_belief': friend,
      })
      expect(sent.status).toBe(303)
    }
    const found = await app.owner.query(
      'select series, value::int from series_point where course_id = $1 order by series, value',
      [courseId],
    )
    expect(found.rows.map(({ series, value }) => [series, value])).toEqual([
      ['critic_voice', 20],
      ['critic_voice', 60],
      ['friend_voice', 30],
      ['friend_voice', 70],
    ])
    const pages = [
      await progressOf(patient),
      await (await app.as(therapist)).get(`/people/${courseId}`),
    ]
    for (const { text } of pages) {
      expect(text).toContain('The critic and the friend: how much I believed it')
      expect(text).toContain('The critic and the friend: how much I believe the friend')
      expect(text).toContain('on a scale from 0 to 100')
    }
  })

  test('a rating in a table is read with what the table is of', async () => {
    const { patient, courseId } = await aPersonInTreatment()
    await anEntry(courseId, 'common.experiment', {}, [
      { series: 'safety_behaviours', days: 9, value: 8 },
      { series: 'safety_behaviours', days: 2, value: 3 },
    ])
    expect((await progressOf(patient)).text).toContain(
      'Experiment: things I did to stay safe: how much I did it',
    )
  })

  test('practice is counted as planned and done', async () => {
    const { patient, courseId } = await aPersonInTreatment()
    const taskId = newId()
    await insert('practice_task', {
      id: taskId,
      course_id: courseId,
      origin: 'therapist',
      title: 'Walk',
      times: 2,
      set_at: daysAgo(3),
      set_by: therapist.accountId,
    })
    await insert('practice_event', {
      id: newId(),
      task_id: taskId,
      kind: 'did',
      at: daysAgo(1),
      by: patient.accountId,
      send_key: newId(),
    })
    expect((await progressOf(patient)).text).toContain(
      'Done once so far, of 2 that were suggested.',
    )
  })
})

test('nobody sees another person’s numbers', async () => {
  const ifeoma = await aPersonInTreatment()
  await scores(ifeoma.courseId, ifeoma.patient, [[1, 23]])
  const dean = await aPersonInTreatment({ given: 'Dean', family: 'Ward' })
  expect((await progressOf(dean.patient)).text).not.toContain('23')
  expect((await (await app.as(therapist)).get('/progress')).status).toBe(403)
  expect((await app.stranger().get('/progress')).location).toBe('/sign-in?next=%2Fprogress')
})

test('somebody without a course has no page of numbers', async () => {
  const patient = await aPatient(app, serviceId)
  expect((await progressOf(patient)).status).toBe(404)
})

describe('goals are rated by the person, week by week', () => {
  async function aPersonWithGoals() {
    const { patient, courseId } = await aPersonInTreatment()
    const browser = await app.as(patient)
    const ids = [newId(), newId()]
    for (const [index, goal] of ['Walk the dog', 'Open the post'].entries()) {
      await browser.post('/entries', {
        worksheet_id: 'common.goal',
        save_key: ids[index] ?? '',
        'f.goal': goal,
        'f.now_rating': '2',
      })
    }
    const found = await app.owner.query(
      'select id, content from entry where course_id = $1 order by created_at, id',
      [courseId],
    )
    return { patient, browser, courseId, entries: found.rows as { id: string; content: object }[] }
  }

  const pointsOf = async (courseId: string) => {
    const found = await app.owner.query(
      'select value::int from series_point where course_id = $1 order by at, value',
      [courseId],
    )
    return found.rows.map(({ value }) => value)
  }

  test('in their own words, from 0 to 10, with the last rating beside', async () => {
    const { browser, entries } = await aPersonWithGoals()
    expect(entries).toHaveLength(2)
    const page = await browser.get('/goals')
    expect(page.text).toContain('Walk the dog')
    expect(page.text).toContain('Last: 2')
    expect(page.html.match(/type="radio"/g)).toHaveLength(22)
    expect(page.html).not.toContain('checked')
  })

  test('a rating a week later is another point of the same line, and one left out is none', async () => {
    const { patient, courseId, entries } = await aPersonWithGoals()
    app.clock.set(new Date(app.clock.now().getTime() + 7 * 86_400_000).toISOString())
    const browser = await app.as(patient)
    const rating = { [`goal-${entries[0]?.id}`]: '6', send_key: newId() }
    expect((await browser.post('/goals', rating)).location).toBe('/progress#goals')
    await browser.post('/goals', rating)
    expect(await pointsOf(courseId)).toEqual([2, 2, 6])
    expect((await browser.get('/progress')).text).toMatch(/: 2 at first, 6 now\./)
  })

  test('nothing chosen, or a number off the scale, comes back with its fault', async () => {
    const { browser, courseId, entries } = await aPersonWithGoals()
    const empty = await browser.post('/goals', { send_key: newId() })
    expect(empty.status).toBe(422)
    expect(empty.text).toContain('Rate at least one goal, or go back')
    const wrong = await browser.post('/goals', { [`goal-${entries[0]?.id}`]: '11' })
    expect(wrong.text).toContain('Choose a number from 0 to 10')
    expect(await pointsOf(courseId)).toEqual([2, 2])
  })

  test('before the first goal the page says what one is', async () => {
    const { patient } = await aPersonInTreatment()
    expect((await (await app.as(patient)).get('/goals')).text).toContain('not written a goal yet')
  })
})
