import { describe, expect, test } from 'vitest'
import { type PasswordFault, passwordFault } from './password-rules.ts'

const patient = {
  isStaff: false,
  email: 'ifeoma.obi@example.org',
  name: 'Ifeoma',
  serviceName: 'Riverside Talking Therapies',
}
const cases: [string, PasswordFault | null][] = [
  ['kettle moss 4 window', null],
  ['correct horse battery', null],
  ['åäö wird schon gut', null],
  ['short', 'too_short'],
  ['x'.repeat(201), 'too_long'],
  ['Password1234', 'common'],
  ['P@ssw0rd2026!', 'common'],
  ['sunshine2024!', 'common'],
  ['letmeinplease', 'common'],
  ['aaaaaaaaaaaa', 'pattern'],
  ['abcabcabcabc', 'pattern'],
  ['1234567890', 'pattern'],
  ['0987654321', 'pattern'],
  ['19041997190', 'pattern'],
  ['qwertyuiopas', 'pattern'],
  ['ifeoma.obi1997', 'about_you'],
  ['Riverside2026', 'about_you'],
]

describe('a password', () => {
  test.each(cases)('"%s" is judged %s', (password, expected) => {
    expect(passwordFault(password, patient)).toBe(expected)
  })

  test('of a member of staff has two more characters', () => {
    expect(passwordFault('kettle moss', { ...patient, isStaff: true })).toBe('too_short')
    expect(passwordFault('kettle moss', patient)).toBe(null)
  })
})
