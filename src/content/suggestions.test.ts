import { describe, expect, it } from 'vitest'
import { smallContent } from './content.fixture.ts'

const file = 'programmes/small/programme.yaml'
const written = `- { id: early, offer: small.m1, say: Early, when: { total: { instrument: phq9, op: "<", value: 5, last: 2 } } }`
const withLine = (line: string, more = '') =>
  smallContent(file, [`suggestions:\n  ${written}`, `${more}suggestions:\n  ${line}`])
const profile = 'profiles: { more: { title: More, for: Some, means: [Calls] } }\n'
const after = 'when: { submitted: small.m1 }'

describe('what a programme suggests', () => {
  it('is read with its act, its condition and for whom it is', async () => {
    const { content } = await withLine(
      `- { id: split, only: more, hold: small.m1, say: Slowly, again_after_days: 7, when: { all: [{ submitted: small.m1 }, { calls: { fewer_than: 1, within_days: 7 } }] } }`,
      profile,
    )
    const programme = content?.programmes.get('small')
    expect(programme?.profiles.get('more')).toMatchObject({ title: 'More', means: ['Calls'] })
    expect(programme?.suggestions).toEqual([
      {
        id: 'split',
        act: { kind: 'hold', module: 'small.m1', reopen: null },
        say: 'Slowly',
        only: 'more',
        againAfterDays: 7,
        when: {
          type: 'all',
          of: [
            { type: 'submitted', module: 'small.m1' },
            { type: 'calls', fewerThan: 1, withinDays: 7 },
          ],
        },
      },
    ])
  })

  it.each([
    ['two acts', `- { id: a, offer: small.m1, call: true, say: B, ${after} }`, /one thing/],
    ['no act', `- { id: a, say: B, ${after} }`, /one thing/],
    ['"reopen" alone', `- { id: a, call: true, reopen: small.m1, say: B, ${after} }`, /"hold"/],
    [
      'a module that is nowhere',
      `- { id: a, hold: small.m9, say: B, ${after} }`,
      /"small.m9" is not/,
    ],
    [
      'a module held and opened at once',
      `- { id: a, hold: small.m1, reopen: small.m1, say: B, ${after} }`,
      /cannot be held/,
    ],
    [
      'a hold for a score alone',
      `- { id: a, hold: small.m1, say: B, when: { total: { instrument: phq9, op: ">", value: 9 } } }`,
      /must rest on/,
    ],
    [
      'an unknown profile',
      `- { id: a, only: more, call: true, say: B, ${after} }`,
      /no profile "more"/,
    ],
    ['a move to nowhere', `- { id: a, move_to: more, say: B, ${after} }`, /no profile "more"/],
    [
      'a worksheet that is nowhere',
      `- { id: a, practise: { worksheet: small.x, title: T, tiny: U }, say: B, ${after} }`,
      /no worksheet "small.x"/,
    ],
    [
      'a worksheet that is counted and nowhere',
      `- { id: a, call: true, say: B, when: { done: { worksheet: small.x, since_opened: small.m1, fewer_than: 2 } } }`,
      /no worksheet "small.x"/,
    ],
    [
      'an instrument that is nowhere',
      `- { id: a, call: true, say: B, when: { total: { instrument: zzz, op: ">", value: 9 } } }`,
      /no instrument "zzz"/,
    ],
    [
      'an item that is nowhere',
      `- { id: a, call: true, say: B, when: { item: { instrument: phq9, item: 99, op: ">", value: 1 } } }`,
      /no item 99/,
    ],
  ])('refuses %s, with its line', async (_what, line, says) => {
    const { faults } = await withLine(line)
    expect(faults.all()).toContainEqual(
      expect.objectContaining({ file, sentence: expect.stringMatching(says) }),
    )
    expect(faults.all().every((fault) => fault.line > 20)).toBe(true)
  })

  it('refuses a profile from which nothing follows', async () => {
    const { faults } = await withLine(written, profile)
    expect(faults.all().map(({ sentence }) => sentence)).toEqual([
      'Nothing follows from "more": no suggestion is for it alone.',
    ])
  })
})
