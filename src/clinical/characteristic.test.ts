import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Characteristic, groupOf, groupsAsked, wordsFor } from './characteristic.ts'

const gender: Characteristic = {
  title: 'Gender identity',
  groups: [
    { id: 'male', title: 'Male' },
    { id: 'female', title: 'Female' },
    { id: 'non_binary', title: 'Non-binary' },
    { id: 'other', title: 'Other' },
    { id: 'indeterminate', title: 'Indeterminate' },
  ],
  unknownGroup: 'Not known',
  answers: [
    { code: '1', label: 'Male', group: 'male' },
    { code: '2', label: 'Female', group: 'female' },
    { code: '3', label: 'Non-binary', group: 'non_binary' },
    { code: '4', label: 'Other', group: 'other' },
  ],
  declined: { code: 'Z', label: 'Declined' },
  notAsked: { code: 'X', label: 'Not asked' },
  fallback: {
    answers: [
      { code: '1', label: 'Male', group: 'male' },
      { code: '2', label: 'Female', group: 'female' },
      { code: '9', label: 'Indeterminate', group: 'indeterminate' },
    ],
    notRecorded: { code: 'X', label: 'Not recorded' },
  },
}

describe('the group that figures count a person in', () => {
  // Each line of V007 of the monthly metadata, and what lies between them.
  it.each([
    ['1', 'X', 'Male'],
    ['1', '2', 'Male'],
    ['2', '1', 'Female'],
    ['3', '1', 'Non-binary'],
    ['4', '9', 'Other'],
    ['X', '1', 'Male'],
    ['X', '2', 'Female'],
    ['X', '9', 'Indeterminate'],
    ['Z', '2', 'Female'],
    ['X', 'X', 'Not known'],
    ['Z', 'X', 'Not known'],
    ['', '', 'Not known'],
  ])('identity %s beside stated gender %s is %s', (identity, stated, group) => {
    expect(groupOf(gender, identity, stated)).toBe(group)
  })

  it('is that of the unknown where no other field stands in', () => {
    const alone = { ...gender, fallback: null }
    expect(groupOf(alone, 'X', '1')).toBe('Not known')
    expect(groupOf(alone, 'Z')).toBe('Not known')
    expect(groupOf(alone, '3')).toBe('Non-binary')
  })

  it('is always one of the list, whatever stands in the record', () => {
    const titles = [...gender.groups.map(({ title }) => title), gender.unknownGroup]
    const any = fc.oneof(fc.constantFrom('1', '2', '3', '4', '9', 'X', 'Z'), fc.string())
    fc.assert(
      fc.property(any, any, (code, stated) => {
        expect(titles).toContain(groupOf(gender, code, stated))
      }),
    )
  })

  it('never depends on the other field once there is an answer of their own', () => {
    for (const { code } of gender.answers) {
      const found = ['1', '2', '9', 'X', ''].map((stated) => groupOf(gender, code, stated))
      expect(new Set(found).size).toBe(1)
    }
  })
})

describe('the lines that figures have', () => {
  it('are those of every answer and of the unknown, last', () => {
    expect(groupsAsked(gender)).toEqual(['Male', 'Female', 'Non-binary', 'Other', 'Not known'])
  })

  it('have the group of each answer, and of declining and of not being asked', () => {
    const codes = [...gender.answers, gender.declined, gender.notAsked].map(({ code }) => code)
    for (const code of codes) expect(groupsAsked(gender)).toContain(groupOf(gender, code))
  })
})

describe('the words for a code', () => {
  it('keep having declined and not having been asked apart', () => {
    expect(wordsFor(gender, 'Z')).toBe('Declined')
    expect(wordsFor(gender, 'X')).toBe('Not asked')
    expect(wordsFor(gender, '4')).toBe('Other')
  })
})
