import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

const folder = new URL('../../content/instruments/', import.meta.url)
const text = readdirSync(folder)
  .filter((file) => file.endsWith('.yaml'))
  .map((file) => readFileSync(new URL(file, folder), 'utf8'))
  .join('\n')

/** How the digits of a pentagon multiply: the group behind Verhoeff's check digit. */
function together(a: number, b: number): number {
  if (a < 5) return b < 5 ? (a + b) % 5 : 5 + ((a + b) % 5)
  return b < 5 ? 5 + ((a - b) % 5) : (a - b + 5) % 5
}

const turn = [1, 5, 7, 6, 2, 8, 3, 0, 9, 4]

function turned(digit: number, times: number): number {
  return times === 0 ? digit : turned(turn[digit] ?? 0, times - 1)
}

function isSnomed(code: string): boolean {
  const digits = [...code].map(Number).reverse()
  return digits.reduce((sum, digit, at) => together(sum, turned(digit, at % 8)), 0) === 0
}

/** Modulus 10 over all digits but the last, doubling every other one from the right. */
function isLoinc(code: string): boolean {
  const [body = '', check] = code.split('-')
  const sum = [...body].reverse().reduce((total, digit, at) => {
    const value = Number(digit) * (at % 2 === 0 ? 2 : 1)
    return total + (value > 9 ? value - 9 : value)
  }, 0)
  return (10 - (sum % 10)) % 10 === Number(check)
}

function codes(pattern: RegExp): string[] {
  return [...text.matchAll(pattern)].map((match) => match[1] ?? '')
}

test('no SNOMED CT code has a slip in it', () => {
  const found = codes(/snomed[a-z_]*: "?(\d+)/g)
  expect(found.length).toBeGreaterThan(30)
  expect(found.filter((code) => !isSnomed(code))).toEqual([])
  expect(isSnomed('720433001')).toBe(false)
})

test('no LOINC code has a slip in it', () => {
  const found = codes(/loinc[a-z_]*: "?(\d+-\d)/g)
  expect(found.length).toBeGreaterThan(35)
  expect(found.filter((code) => !isLoinc(code))).toEqual([])
  expect(isLoinc('44250-8')).toBe(false)
})
