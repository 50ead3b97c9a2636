import path from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { loadContent } from '#content/load-content.ts'
import type { Content, Values, Worksheet } from '#content/types.ts'
import { repositoryRoot } from '#platform/repository-root.ts'
import { stagedDays, stagedFields, stagedPlanOf } from './staged-plan.ts'

let content: Content
beforeAll(async () => {
  content = await loadContent(path.join(repositoryRoot(), 'content'))
})

const timeZone = 'Europe/London'
const sheet = (id: string): Worksheet => {
  const found = content.worksheets.get(id)
  if (!found) throw new Error(`no worksheet ${id}`)
  return found
}
const ask = (worksheet: Worksheet, values: Values, now: string) =>
  stagedPlanOf(worksheet, values, { now: new Date(now), timeZone })

const walk = { what: 'Walk to the library with Ada', day: '2026-11-03' }
const walkAt = (now: string, values: Values = walk) => {
  const found = ask(sheet('common.week_plan'), values, now)
  return found && [found.state, found.stageId]
}

describe('a plan with a day', () => {
  it.each([
    ['2026-11-01T23:59:00Z', null],
    ['2026-11-02T00:00:00Z', ['ahead', 'plan']],
    ['2026-11-03T19:59:00Z', ['ahead', 'plan']],
    // The worksheet asks 20 hours into the day: at 8 pm.
    ['2026-11-03T20:00:00Z', ['asked', 'after']],
    ['2026-11-10T19:59:00Z', ['asked', 'after']],
    ['2026-11-10T20:00:00Z', null],
  ])('at %s is %j', (now, expected) => expect(walkAt(now)).toEqual(expected))

  it('asks how it went in the words of the worksheet, and shows what was planned', () => {
    expect(ask(sheet('common.week_plan'), walk, '2026-11-04T09:00:00Z')).toMatchObject({
      words: 'Walk to the library with Ada',
      question: 'How did it go?',
      hasTime: false,
    })
  })

  it('is over once how it went was written, in full or in part', () => {
    expect(walkAt('2026-11-04T09:00:00Z', { ...walk, done: 'partly' })).toBeNull()
    expect(walkAt('2026-11-04T09:00:00Z', { ...walk, learned: 'It rained' })).toBeNull()
  })

  it('counts days on the person’s own clock, summer time included', () => {
    const summer = { ...walk, day: '2026-07-10' }
    expect(walkAt('2026-07-08T22:59:00Z', summer)).toBeNull()
    expect(walkAt('2026-07-08T23:00:00Z', summer)).toEqual(['ahead', 'plan'])
    expect(walkAt('2026-07-10T19:00:00Z', summer)).toEqual(['asked', 'after'])
  })

  it.each([undefined, '', 'soon', '2026-02-30'])('that is no day (%s) asks for nothing', (day) => {
    const { day: _day, ...rest } = walk
    expect(walkAt('2026-11-03T12:00:00Z', day === undefined ? rest : { ...rest, day })).toBeNull()
  })
})

describe('a forecast with a time', () => {
  const values = { activity: 'Phone Lou', when: '2026-11-03T23:00' }

  it('is asked about three hours later, past midnight', () => {
    const forecast = sheet('dep.forecast')
    expect(ask(forecast, values, '2026-11-04T01:59:00Z')?.state).toBe('ahead')
    expect(ask(forecast, values, '2026-11-04T02:00:00Z')).toMatchObject({
      state: 'asked',
      stageId: 'result',
      hasTime: true,
    })
  })

  it('is read for as long as it can be shown', () => {
    const { from, until } = stagedDays(new Date('2026-11-11T01:59:00Z'), timeZone)
    expect(ask(sheet('dep.forecast'), values, '2026-11-11T01:59:00Z')?.state).toBe('asked')
    expect(from <= '2026-11-03' && '2026-11-12' <= until).toBe(true)
  })
})

describe('an experiment', () => {
  const values = {
    belief: 'She will be cross',
    situation: 'Ring her',
    when: '2026-11-03T10:00',
    prediction: 'She hangs up',
    belief_before: 80,
  }

  it('without a name shows none: never the thought that it tests', () => {
    expect(ask(sheet('common.experiment'), values, '2026-11-03T09:00:00Z')?.words).toBeNull()
  })

  it('asks what was learned as soon as what happened is written', () => {
    const result = { ...values, title: 'Ringing my sister', done: 'as_planned' }
    expect(ask(sheet('common.experiment'), result, '2026-11-03T14:00:00Z')).toMatchObject({
      words: 'Ringing my sister',
      state: 'asked',
      stageId: 'learn',
      question: 'What I learned',
    })
  })
})

it('a sensitive worksheet shows no words', () => {
  const sensitive: Worksheet = { ...sheet('common.week_plan'), privacy: 'sensitive' }
  const found = ask(sensitive, walk, '2026-11-03T12:00:00Z')
  expect(found?.state).toBe('ahead')
  expect(JSON.stringify(found)).not.toContain('Ada')
})

it('knows each worksheet that asks again, and a record of thoughts is none', () => {
  const ids = stagedFields(content.worksheets.values()).map(({ worksheetId }) => worksheetId)
  expect(ids.toSorted()).toEqual(['common.experiment', 'common.week_plan', 'dep.forecast'])
  const thoughts = { when: '2026-11-03T09:00', situation: 'Kitchen' }
  expect(ask(sheet('common.thought_record'), thoughts, '2026-11-03T09:00:00Z')).toBeNull()
})
