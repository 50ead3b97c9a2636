import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type ModuleEvent, type ModuleEventType, moduleStates } from './release.ts'
import { type ReleaseQuestion, suggestRelease } from './release-suggestion.ts'

const at = (text: string) => Date.parse(`${text}Z`)
const track = ['m1', 'm2', 'm3']

function event(type: ModuleEventType, moduleId: string, when: string): ModuleEvent {
  return { type, moduleId, at: at(when) }
}

function ask(now: string, events: ModuleEvent[], changes: Partial<ReleaseQuestion> = {}) {
  return suggestRelease({
    now: at(now),
    timeZone: 'Europe/London',
    track,
    states: moduleStates(track, events),
    rules: { afterPrevious: 'submitted', notBeforeDays: 5, mostCoreModulesAWeek: 1 },
    pausedRanges: [],
    ...changes,
  })
}

// Opened on Wednesday 4 November 2026, finished the day after.
const firstDone = [
  event('released', 'm1', '2026-11-04T10:00'),
  event('submitted', 'm1', '2026-11-05T10:00'),
]

describe('which module to open next', () => {
  it('is the first one at the start', () => {
    expect(ask('2026-11-04T09:00', [])).toEqual({
      suggestion: 'open',
      moduleId: 'm1',
      previousId: null,
      reason: 'first_module',
    })
  })

  it('waits while the one before is not finished', () => {
    expect(ask('2026-11-20T09:00', firstDone.slice(0, 1))).toEqual({
      suggestion: 'wait',
      moduleId: 'm2',
      previousId: 'm1',
      reason: 'previous_not_finished',
      until: null,
    })
  })

  it.each([
    [
      'the day after: one a week, and five days',
      '2026-11-05T11:00',
      'enough_this_week',
      '2026-11-09',
    ],
    ['on the Sunday', '2026-11-08T23:59', 'enough_this_week', '2026-11-09'],
  ])('waits %s', (_name, now, reason, until) => {
    expect(ask(now, firstDone)).toMatchObject({ suggestion: 'wait', reason, until })
  })

  it('opens on the fifth day, a new week', () => {
    expect(ask('2026-11-09T00:00', firstDone)).toEqual({
      suggestion: 'open',
      moduleId: 'm2',
      previousId: 'm1',
      reason: 'previous_submitted',
    })
  })

  it.each([
    [
      'four days',
      '2026-11-10T23:59',
      { suggestion: 'wait', reason: 'too_soon', until: '2026-11-11' },
    ],
    ['five days', '2026-11-11T00:00', { suggestion: 'open', reason: 'previous_submitted' }],
    ['six days', '2026-11-12T00:00', { suggestion: 'open', reason: 'previous_submitted' }],
  ])('in a new week, %s after a Friday opening', (_name, now, expected) => {
    const fridays = [
      event('released', 'm1', '2026-11-06T18:00'),
      event('submitted', 'm1', '2026-11-07T10:00'),
    ]
    expect(ask(now, fridays)).toMatchObject(expected)
  })

  it('waits for the review of the one before where the programme asks for it', () => {
    const rules = { afterPrevious: 'reviewed', notBeforeDays: 5, mostCoreModulesAWeek: 1 } as const
    const now = '2026-11-12T10:00'
    expect(ask(now, firstDone, { rules })).toMatchObject({ reason: 'previous_not_finished' })
    const reviewed = [...firstDone, event('reviewed', 'm1', '2026-11-10T10:00')]
    expect(ask(now, reviewed, { rules })).toMatchObject({ reason: 'previous_reviewed' })
  })

  it('passes over a module that was skipped', () => {
    const events = [...firstDone, event('skipped', 'm2', '2026-11-10T10:00')]
    expect(ask('2026-11-12T10:00', events)).toMatchObject({
      suggestion: 'open',
      moduleId: 'm3',
      previousId: 'm1',
    })
  })

  it.each(['held', 'offered'] as const)('waits for a person when the next one is %s', (type) => {
    const events = [...firstDone, event(type, 'm2', '2026-11-10T10:00')]
    const expected = { suggestion: 'wait', moduleId: 'm2', reason: type, until: null }
    expect(ask('2026-11-12T10:00', events)).toMatchObject(expected)
  })

  it('waits during a pause', () => {
    const pausedRanges = [{ from: at('2026-11-10T00:00'), to: null }]
    expect(ask('2026-11-12T10:00', firstDone, { pausedRanges })).toMatchObject({ reason: 'paused' })
  })

  it('is none when all were opened', () => {
    const events = track.map((moduleId) => event('released', moduleId, '2026-11-04T10:00'))
    expect(ask('2026-11-12T10:00', events)).toEqual({ suggestion: 'none', reason: 'all_opened' })
    expect(ask('2026-11-12T10:00', [], { track: [] })).toMatchObject({ suggestion: 'none' })
  })

  it('waits when nothing is known of a module: unknown never unlocks', () => {
    expect(ask('2026-11-12T10:00', firstDone, { states: new Map() })).toMatchObject({
      suggestion: 'wait',
      moduleId: 'm1',
      reason: 'unknown',
    })
  })

  it('is never one that is open, held or skipped, nor before its predecessor is finished', () => {
    const anyEvent = fc.record({
      type: fc.constantFrom<ModuleEventType>('released', 'submitted', 'held', 'skipped', 'offered'),
      moduleId: fc.constantFrom(...track),
      at: fc.integer({ min: at('2026-11-02T00:00'), max: at('2026-11-30T00:00') }),
    })
    fc.assert(
      fc.property(fc.array(anyEvent, { maxLength: 10 }), (events) => {
        const states = moduleStates(track, events)
        const found = ask('2026-11-30T12:00', events)
        if (found.suggestion !== 'open') return
        expect(states.get(found.moduleId)?.state).toBe('locked')
        const previous =
          found.previousId === null ? 'submitted' : states.get(found.previousId)?.state
        expect(previous).toBe('submitted')
      }),
    )
  })
})
