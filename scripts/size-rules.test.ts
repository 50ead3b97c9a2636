import { expect, test } from 'vitest'
import { oversized } from './size-rules.ts'
import { parseSource } from './source-files.ts'

const faultsOf = (files: Record<string, string>) =>
  oversized(Object.entries(files).map(([file, text]) => parseSource(file, text)))

const lines = (count: number) => 'export {}\n'.repeat(count)
const aFunction = (count: number) =>
  `export function long() {\n${'  void 0\n'.repeat(count - 2)}}\n`

/** A feature as it lies on the disk: index.ts and a test are files of it too. */
const aFeature = (files: number) =>
  Object.fromEntries([
    ['src/features/risk/index.ts', 'export {}'],
    ['src/features/risk/risk.test.ts', ''],
    ['src/features/risk/islands/clock.ts', ''],
    ...Array.from({ length: files - 3 }, (_, number) => [`src/features/risk/act-${number}.ts`, '']),
  ])

test.each([
  ['a line', { 'src/app.ts': `// ${'x'.repeat(98)}` }],
  ['a file', { 'src/app.ts': lines(401) }],
  ['an island', { 'src/features/risk/islands/clock.ts': lines(121) }],
  ['a function', { 'src/app.ts': aFunction(71) }],
  ['the function of a page', { 'src/features/risk/item-page.tsx': aFunction(101) }],
  ['a feature', aFeature(26)],
])('%s that is too long or too full is found', (_what, files) => {
  expect(faultsOf(files)).toEqual([expect.stringContaining('at most')])
})

test.each([
  ['a line', { 'src/app.ts': `// ${'x'.repeat(97)}` }],
  ['a file', { 'src/app.ts': lines(400) }],
  ['a test of any length', { 'src/app.test.ts': lines(1000) }],
  ['a function', { 'src/app.ts': aFunction(70) }],
  ['a feature', aFeature(25)],
  ['a feature beside another', { ...aFeature(25), 'src/features/help/index.ts': '' }],
])('%s at its limit may be', (_what, files) => {
  expect(faultsOf(files)).toEqual([])
})
