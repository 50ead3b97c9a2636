import { describe, expect, test } from 'vitest'
import type { DueMeasure } from '#clinical/measure-points.ts'
import { nothingDue } from '#clinical/measure-schedule.ts'
import type { ModuleProgress, ModuleState } from '#clinical/release.ts'
import type { Module, Section } from '#content/types.ts'
import type { PracticeTask } from '#features/treatment/index.ts'
import { firstPageOf } from './first-page.ts'
import { aboutMinutes, beforeDay, greeting, onDayAt, weekWords } from './near-words.ts'
import { resumePlace } from './resume-place.ts'
import { type TodayFacts, today } from './today.ts'

const at = new Date('2026-11-24T19:00:00Z')
const timeZone = 'Europe/London'
const day = 86_400_000

const aForm: DueMeasure = {
  instrumentId: 'phq9',
  pointId: 'weekly',
  kind: 'weekly',
  questionCount: 9,
  openedAt: 0,
  dueBefore: null,
  isAskedAgain: false,
  remindAt: null,
}

function section(id: string, minutes: number, path: string | null = null): Section {
  return { id, title: `About ${id}`, minutes, path, blocks: [] }
}

function aModule(id: string, sections: Section[] = [section('a', 8), section('b', 6)]): Module {
  return { id, title: `Module ${id}`, kind: 'core', minutes: 14, summary: 's', aims: [], sections }
}

function progress(states: Record<string, ModuleState>): Map<string, ModuleProgress> {
  const blank = { isOpen: true, openedAt: 0, submittedAt: null, reviewedAt: null, since: 0 }
  return new Map(
    Object.entries(states).map(([moduleId, state]) => [moduleId, { ...blank, moduleId, state }]),
  )
}

function aTask(dueOn: string | null): PracticeTask {
  return {
    id: `task ${dueOn}`,
    origin: 'module',
    moduleId: null,
    title: 'Walk',
    instruction: '',
    tiny: null,
    worksheetId: null,
    times: 1,
    dueOn,
    setAt: at,
    timesDone: 0,
    lastEvent: null,
    lastEventAt: null,
    lastReason: null,
  }
}

const quiet: TodayFacts = {
  state: 'active',
  endedAt: null,
  at,
  timeZone,
  hasConsent: true,
  safetyItemId: null,
  unread: { count: 0, hasReview: null },
  measures: nothingDue,
  begunForms: [],
  modules: [aModule('m1'), aModule('m2')],
  progress: progress({ m1: 'submitted', m2: 'available' }),
  visits: [],
  openPractice: [],
}

function dueIn(days: number) {
  const dueBefore = at.getTime() + days * day
  const due = { ...aForm, dueBefore }
  return { ...nothingDue, due: [due, { ...due, instrumentId: 'gad7', questionCount: 7 }] }
}

describe('the one thing to do now', () => {
  test('an unanswered safety page comes before everything else', () => {
    const facts = { ...quiet, safetyItemId: 'x', unread: { count: 2, hasReview: true } }
    expect(today(facts).now).toEqual({ kind: 'safety', itemId: 'x' })
  })

  test('an unread message comes before forms and modules', () => {
    const facts = { ...quiet, unread: { count: 1, hasReview: true }, measures: dueIn(0) }
    expect(today(facts).now.kind).toBe('message')
  })

  test('forms wanted by tomorrow come before the module', () => {
    expect(today({ ...quiet, measures: dueIn(0.8) }).now.kind).toBe('forms')
  })

  test('forms wanted later in the week wait below the module', () => {
    const begun = today({ ...quiet, measures: dueIn(3), begunForms: ['phq9'] })
    expect(begun.forms?.isStarted).toBe(true)
    const { now, forms } = today({ ...quiet, measures: dueIn(3) })
    expect(now.kind).toBe('module')
    expect(forms?.count).toBe(2)
  })

  test('the module begun last is the one to carry on with', () => {
    const facts = { ...quiet, progress: progress({ m1: 'available', m2: 'in_progress' }) }
    const { now } = today(facts)
    expect(now.kind === 'module' && now.module.id).toBe('m2')
  })

  test('with no module open, practice is the thing to do', () => {
    const facts = {
      ...quiet,
      progress: progress({ m1: 'submitted' }),
      openPractice: [aTask('2026-11-26')],
    }
    expect(today(facts).now.kind).toBe('practice')
  })

  test('with nothing open it says so', () => {
    expect(today({ ...quiet, progress: progress({ m1: 'reviewed' }) }).now.kind).toBe('nothing')
  })

  test('a paused person is asked for nothing, but a message still reaches them', () => {
    expect(today({ ...quiet, state: 'paused' }).now.kind).toBe('paused')
    const withMessage = {
      ...quiet,
      state: 'paused' as const,
      unread: { count: 1, hasReview: null },
    }
    expect(today(withMessage).now.kind).toBe('message')
  })

  const over = { state: 'ended' as const, endedAt: new Date(at.getTime() - 30 * day) }

  test('a module that was opened again after the end is asked for, as a booster', () => {
    const states = progress({ m1: 'in_progress', m2: 'in_progress' })
    const m2 = states.get('m2')
    if (!m2) throw new Error('m2')
    const facts = { ...quiet, ...over, progress: states }
    expect(today(facts).now.kind).toBe('ended')
    const again = new Map([...states, ['m2', { ...m2, since: at.getTime() - day }] as const])
    expect(today({ ...facts, progress: again }).now).toMatchObject({
      kind: 'module',
      module: { id: 'm2' },
    })
  })

  test('after the end only a follow-up is still asked for', () => {
    const ended = today({ ...quiet, ...over, openPractice: [aTask('2026-11-26')] })
    expect([ended.now.kind, ended.practice]).toEqual(['ended', []])
    const followUp: Module = { ...aModule('f1'), kind: 'followup' }
    const facts = {
      ...quiet,
      ...over,
      modules: [followUp],
      progress: progress({ f1: 'available' }),
    }
    expect(today(facts).now.kind).toBe('module')
  })
})

describe('forms about the treatment, and not about how somebody is', () => {
  const about: DueMeasure = { ...aForm, kind: 'once', dueBefore: at.getTime() }

  test('wait until the module that is open has been worked on', () => {
    const { now, forms } = today({ ...quiet, measures: { ...nothingDue, due: [about] } })
    expect(now.kind).toBe('module')
    expect(forms?.isAboutTreatment).toBe(true)
  })

  test('come first where no module waits', () => {
    const facts = { ...quiet, progress: progress({ m1: 'submitted' }) }
    const { now } = today({ ...facts, measures: { ...nothingDue, due: [about] } })
    expect(now.kind).toBe('forms')
  })

  test('come with the others where a weekly one is due too', () => {
    const weekly = { ...about, kind: 'weekly' as const }
    const { now } = today({ ...quiet, measures: { ...nothingDue, due: [weekly, about] } })
    expect(now).toMatchObject({ kind: 'forms', forms: { count: 2, isAboutTreatment: false } })
  })
})

describe('what was missed', () => {
  test('practice whose day has passed moves quietly to when you can', () => {
    const facts = {
      ...quiet,
      openPractice: [aTask('2026-11-23'), aTask('2026-11-24'), aTask(null)],
    }
    const { practice, whenYouCan } = today(facts)
    expect(whenYouCan.practice.map(({ dueOn }) => dueOn)).toEqual(['2026-11-23'])
    expect(practice.map(({ dueOn }) => dueOn)).toEqual(['2026-11-24', null])
  })

  test('missed forms wait without a date', () => {
    const missed: DueMeasure = { ...aForm, kind: 'missed' }
    const { whenYouCan, forms } = today({
      ...quiet,
      measures: { ...nothingDue, due: [missed] },
    })
    expect(whenYouCan.forms).toMatchObject({ count: 1, minutes: 2, dueBefore: null })
    expect(forms).toBeNull()
  })
})

describe('where to carry on', () => {
  const visit = (sectionId: string, minute: number, isDone: boolean) => ({
    moduleId: 'm1',
    sectionId,
    lastAt: new Date(at.getTime() + minute * 60_000),
    isDone,
  })

  test('an untouched module begins at its first section', () => {
    expect(resumePlace(aModule('m1'), [])).toMatchObject({
      href: '/programme/m1/a',
      isStarted: false,
      minutesLeft: 14,
      sectionTitle: null,
    })
  })

  test('a person comes back to the section they left', () => {
    const place = resumePlace(aModule('m1'), [visit('a', 0, true), visit('b', 5, false)])
    expect(place).toMatchObject({
      href: '/programme/m1/b',
      minutesLeft: 6,
      sectionTitle: 'About b',
    })
  })

  test('with every section done it leads to the module itself', () => {
    const place = resumePlace(aModule('m1'), [visit('a', 0, true), visit('b', 5, true)])
    expect(place).toMatchObject({ href: '/programme/m1', isAllRead: true, minutesLeft: 0 })
  })

  test('a path that was not taken is not counted', () => {
    const module = aModule('m1', [section('a', 8), section('b', 7, 'x'), section('c', 9, 'y')])
    expect(resumePlace(module, []).minutesLeft).toBe(8)
    expect(resumePlace(module, [visit('b', 1, false)]).minutesLeft).toBe(15)
  })
})

describe('the words of time', () => {
  test('the greeting follows the service’s own clock, in summer too', () => {
    expect(greeting(new Date('2026-07-01T11:30:00Z'), timeZone)).toBe('Good afternoon')
    expect(greeting(new Date('2026-11-24T11:30:00Z'), timeZone)).toBe('Good morning')
    expect(greeting(new Date('2026-11-24T02:00:00Z'), timeZone)).toBe('Good evening')
  })

  test('a week past the plan is a week, and nothing to be behind of', () => {
    expect(weekWords(3, '8-10')).toBe('Week 3 of about 8 to 10')
    expect(weekWords(11, '8-10')).toBe('Week 11')
    expect(weekWords(2, '6')).toBe('Week 2 of about 6')
  })

  test('forms are wanted before a day, and on the day before an hour', () => {
    expect(beforeDay(new Date('2026-11-24T21:00:00Z'), at, timeZone)).toBe('before 9 pm today')
    expect(beforeDay(new Date('2026-11-25T17:00:00Z'), at, timeZone)).toBe('before tomorrow')
  })

  test('minutes are about, and hours as people say them', () => {
    expect(aboutMinutes(17)).toBe('about 15 minutes')
    expect(aboutMinutes(1)).toBe('about 1 minute')
    expect(onDayAt(new Date('2026-11-25T09:30:00Z'), at, timeZone)).toBe('tomorrow at 9:30 am')
    expect(onDayAt(new Date('2026-11-27T12:00:00Z'), at, timeZone)).toBe('on Friday at midday')
  })
})

test('each role begins at its own work', () => {
  expect(firstPageOf(new Set(['therapist', 'supervisor']))).toBe('/people')
  expect(firstPageOf(new Set(['duty_clinician']))).toBe('/duty')
  expect(firstPageOf(new Set(['supervisor']))).toBe('/supervision')
  expect(firstPageOf(new Set(['administrator']))).toBe('/intake')
  expect(firstPageOf(new Set(['service_lead']))).toBe('/outcomes')
  expect(firstPageOf(new Set(['content_lead']))).toBe('/programmes')
})
