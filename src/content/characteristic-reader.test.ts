import { describe, expect, it } from 'vitest'
import { smallContent } from './content.fixture.ts'

const gender = 'characteristics/gender-identity.yaml'
const ethnic = 'characteristics/ethnic-category.yaml'

async function faultsOf(file: string, change: readonly [string, string] | null): Promise<string[]> {
  const { faults } = await smallContent(file, change)
  return faults.all().map(({ message }) => message)
}

describe('a list of what people are asked about themselves', () => {
  it('is read with its groups, and with another field behind it where there is one', async () => {
    const { content } = await smallContent()
    expect(content?.characteristics.genderIdentity.fallback.notRecorded.code).toBe('X')
    expect(content?.characteristics.ethnicCategory.fallback).toBeNull()
    expect(content?.characteristics.ethnicCategory.answers.map(({ code }) => code)).toEqual([
      'A',
      'H',
    ])
  })

  it.each([
    ['a code with two meanings', ethnic, ['code: H', 'code: A'], 'has two meanings here'],
    ['declining that looks like not asked', ethnic, ['"99"', 'Z'], '"Z" has two meanings here'],
    ['a group that is not there', ethnic, ['group: asian', 'group: black'], 'no group "black"'],
    ['a group behind it that is not there', gender, ['group: other', 'group: x'], 'no group "x"'],
    [
      'no reason for asking',
      gender,
      [', why: We ask to check that everybody is helped.', ''],
      'why',
    ],
    ['no answer for declining', ethnic, ['declined: { code: Z, label: Declined }', ''], 'declined'],
    ['a code that YAML takes for a number', gender, ['code: "2"', 'code: 2'], 'must be text'],
    ['an unknown key', gender, ['version: 1', 'version: 1\npredicts: true'], 'no key "predicts"'],
  ] as const)('is refused with %s', async (_what, file, change, says) => {
    const faults = await faultsOf(file, change)
    expect(faults.join('\n')).toContain(says)
    expect(faults.join('\n')).toContain(file)
  })

  it('is needed: without it nothing starts', async () => {
    const { content, faults } = await smallContent(ethnic, null)
    expect(content).toBeNull()
    expect(
      faults
        .all()
        .map(({ message }) => message)
        .join(),
    ).toContain('This file is missing')
  })
})
