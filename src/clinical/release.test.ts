import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type ModuleEvent, type ModuleEventType, moduleStates } from './release.ts'

const types: readonly ModuleEventType[] = [
  'released',
  'held',
  'reopened',
  'skipped',
  'offered',
  'accepted',
  'declined',
  'started',
  'submitted',
  'reviewed',
]

function moduleAfter(...happened: ModuleEventType[]) {
  const events = happened.map((type, index) => ({ type, moduleId: 'm1', at: index + 1 }))
  const progress = moduleStates(['m1'], events).get('m1')
  if (!progress) throw new Error('the module was asked for')
  return progress
}

const anyHistory = fc.array(fc.constantFrom(...types), { maxLength: 12 })

describe('the state of a module', () => {
  it.each<[ModuleEventType[], string, boolean]>([
    [[], 'locked', false],
    [['released'], 'available', true],
    [['released', 'started'], 'in_progress', true],
    [['released', 'started', 'submitted'], 'submitted', true],
    [['released', 'submitted'], 'submitted', true],
    [['released', 'started', 'submitted', 'reviewed'], 'reviewed', true],
    [['released', 'submitted', 'reviewed', 'reopened'], 'in_progress', true],
    [['released', 'submitted', 'reviewed', 'reopened', 'submitted'], 'submitted', true],
    [['held'], 'held', false],
    [['held', 'released'], 'available', true],
    [['skipped'], 'skipped', false],
    [['skipped', 'reopened'], 'available', true],
    [['released', 'skipped'], 'skipped', true],
    [['released', 'skipped', 'reopened'], 'available', true],
    [['offered'], 'offered', false],
    [['offered', 'accepted'], 'available', true],
    [['offered', 'declined'], 'declined', false],
    [['offered', 'declined', 'offered', 'accepted'], 'available', true],
    [['offered', 'declined', 'released'], 'available', true],
  ])('after %j is %s, open: %s', (happened, state, isOpen) => {
    expect(moduleAfter(...happened)).toMatchObject({ state, isOpen })
  })

  it.each<[ModuleEventType[], string]>([
    [['started'], 'locked'],
    [['submitted'], 'locked'],
    [['reviewed'], 'locked'],
    [['accepted'], 'locked'],
    [['declined'], 'locked'],
    [['reopened'], 'locked'],
    [['offered', 'declined', 'accepted'], 'declined'],
    [['held', 'started'], 'held'],
    [['skipped', 'started'], 'skipped'],
  ])('after %j is not unlocked', (happened, state) => {
    expect(moduleAfter(...happened)).toMatchObject({ state, isOpen: false, openedAt: null })
  })

  it.each<[ModuleEventType[], string]>([
    [['released', 'held'], 'available'],
    [['released', 'started', 'held'], 'in_progress'],
    [['released', 'submitted', 'offered'], 'submitted'],
    [['released', 'submitted', 'skipped'], 'submitted'],
    [['released', 'started', 'released'], 'in_progress'],
    [['released', 'skipped', 'held'], 'skipped'],
  ])('after %j does not lock again', (happened, state) => {
    expect(moduleAfter(...happened)).toMatchObject({ state, isOpen: true })
  })

  it('keeps when it opened, was submitted and was reviewed', () => {
    expect(moduleAfter('released', 'started', 'submitted', 'reviewed', 'reopened')).toEqual({
      moduleId: 'm1',
      state: 'in_progress',
      isOpen: true,
      openedAt: 1,
      submittedAt: 3,
      reviewedAt: 4,
      since: 5,
    })
  })

  it('once open stays open, whatever happens after', () => {
    fc.assert(
      fc.property(anyHistory, anyHistory, (before, later) => {
        fc.pre(moduleAfter(...before).isOpen)
        const now = moduleAfter(...before, ...later)
        expect(now.isOpen).toBe(true)
        expect(['locked', 'held', 'offered', 'declined']).not.toContain(now.state)
        expect(now.openedAt).toBe(moduleAfter(...before).openedAt)
      }),
    )
  })

  it('is never opened without an act of the therapist', () => {
    const byPatient = ['accepted', 'declined', 'started', 'submitted'] as const
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...byPatient)), (happened) => {
        expect(moduleAfter(...happened).isOpen).toBe(false)
      }),
    )
  })

  it('does not depend on the order in which events are read', () => {
    const aHistory = fc.uniqueArray(
      fc.record({
        type: fc.constantFrom(...types),
        moduleId: fc.constantFrom('m1', 'm2'),
        at: fc.integer({ min: 0, max: 1000 }),
      }),
      { selector: ({ at }) => at, maxLength: 15 },
    )
    fc.assert(
      fc.property(aHistory, (events: ModuleEvent[]) => {
        const backwards = [...events].reverse()
        expect(moduleStates(['m1', 'm2'], backwards)).toEqual(moduleStates(['m1', 'm2'], events))
      }),
    )
  })

  it('is not touched by events of other modules or of unknown kinds', () => {
    const unknown: ModuleEvent = JSON.parse('{"type":"unlocked","moduleId":"m1","at":1}')
    const other: ModuleEvent = { type: 'released', moduleId: 'm9', at: 1 }
    const states = moduleStates(['m1'], [unknown, other])
    expect([...states.values()].map(({ state }) => state)).toEqual(['locked'])
  })
})
