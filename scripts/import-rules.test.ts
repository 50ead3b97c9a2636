import { globSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { forbiddenImports, showRecords } from './import-rules.ts'
import { parseSource, root } from './source-files.ts'

const neighbours = {
  'src/clinical/scoring.ts': '',
  'src/content/types.ts': '',
  'src/platform/context.ts': '',
  'src/ui/page.tsx': '',
  'src/features/risk/index.ts': '',
  'src/features/risk/raise-alert.ts': '',
  'src/features/measures/index.ts': '',
  'src/features/caseload/index.ts': '',
}

function faultsOf(file: string, text: string, others: Record<string, string> = {}): string[] {
  const files = { ...neighbours, ...others, [file]: text }
  const sources = Object.entries(files).map(([name, code]) => parseSource(name, code))
  return forbiddenImports(sources, new Set(['zod', 'react', '@scope/there']))
}

describe('an import that the house style forbids is found', () => {
  test.each([
    ['a package in the rules', 'src/clinical/x.ts', `import { z } from 'zod'`],
    ['Node in the rules', 'src/clinical/x.ts', `import 'node:fs'`],
    ['content in the rules', 'src/clinical/x.ts', `import '#content/types.ts'`],
    [
      'the running rules in content',
      'src/content/x.ts',
      `import { a } from '#clinical/scoring.ts'`,
    ],
    ['a feature in the platform', 'src/platform/x.ts', `import '#features/risk/index.ts'`],
    ['a page in the platform', 'src/platform/x.ts', `import '#ui/page.tsx'`],
    [
      'the platform in the page frame',
      'src/ui/x.tsx',
      `import type { A } from '#platform/context.ts'`,
    ],
    [
      'the inside of a feature',
      'src/features/measures/x.ts',
      `import '#features/risk/raise-alert.ts'`,
    ],
    [
      'its type',
      'src/features/measures/x.ts',
      `type A = import('#features/risk/raise-alert.ts').A`,
    ],
    [
      'its export',
      'src/features/measures/x.ts',
      `export { a } from '#features/risk/raise-alert.ts'`,
    ],
    [
      'it, loaded late',
      'src/features/measures/x.ts',
      `await import('#features/risk/raise-alert.ts')`,
    ],
    ['what only tests use', 'src/features/measures/x.ts', `import { a } from './y.fixture.ts'`],
    [
      'a package that is there for tests alone',
      'src/features/measures/x.ts',
      `import fhirpath from 'fhirpath/r4'`,
    ],
    ['showing in keeping', 'src/features/risk/x.ts', `import '#features/caseload/index.ts'`],
    [
      'the platform in an island',
      'src/features/risk/islands/x.ts',
      `import '#platform/context.ts'`,
    ],
    ['the feature in its island', 'src/features/risk/islands/x.ts', `import '../raise-alert.ts'`],
    ['a way out by dots', 'src/features/measures/x.ts', `import '../risk/index.ts'`],
    ['a # inside a folder', 'src/features/risk/x.ts', `import '#features/risk/raise-alert.ts'`],
    ['a file that is not there', 'src/features/risk/x.ts', `import './gone.ts'`],
    ['configuration in a feature', 'src/features/risk/x.ts', `import '#app/config.ts'`],
    ['a file in no known folder', 'src/utils/x.ts', `import 'zod'`],
  ])('%s', (_what, file, text) => {
    expect(faultsOf(file, text)).not.toEqual([])
  })

  test('files in a ring', () => {
    const other = { 'src/clinical/b.ts': `import './a.ts'` }
    expect(faultsOf('src/clinical/a.ts', `import './b.ts'`, other)).toEqual([
      expect.stringContaining('Files import each other'),
    ])
  })

  test('features in a ring', () => {
    const other = {
      'src/features/risk/x.ts': `import type { B } from '#features/measures/index.ts'`,
    }
    const text = `import type { A } from '#features/risk/index.ts'`
    expect(faultsOf('src/features/measures/x.ts', text, other)).toEqual([
      expect.stringContaining('Features import each other'),
    ])
  })
})

test.each([
  ['src/content/x.ts', `import type { A } from '#clinical/scoring.ts'; import { z } from 'zod'`],
  ['src/features/measures/x.ts', `import { a } from '#features/risk/index.ts'`],
  ['src/features/caseload/x.ts', `import '#features/risk/index.ts'; import '#ui/page.tsx'`],
  ['src/features/risk/islands/x.ts', `import '#clinical/scoring.ts'`],
  ['src/app.ts', `import '#features/caseload/index.ts'; import '#platform/context.ts'`],
])('%s may do this: %s', (file, text) => {
  expect(faultsOf(file, text)).toEqual([])
})

/** The rows of the map of features, with what it says of each: keeps records, or shows them. */
function mappedFeatures(): { showing: string[]; keeping: string[] } {
  const text = readFileSync(path.join(root, 'ARCHITECTURE.md'), 'utf8')
  const map = text.slice(text.indexOf('### Features'), text.indexOf('## What may import what'))
  const [above = '', below = ''] = map.split('| — | — |')
  const namesIn = (rows: string) =>
    [...rows.matchAll(/^\|((?: `[\w-]+`,?)+) \|/gm)].flatMap(([, names = '']) =>
      [...names.matchAll(/`([\w-]+)`/g)].map(([, name = '']) => name),
    )
  return { showing: namesIn(above), keeping: namesIn(below) }
}

test('the map of ARCHITECTURE.md has every feature once, on the side where the import rules have it', () => {
  const { showing, keeping } = mappedFeatures()
  const features = globSync('src/features/*', { cwd: root }).map((folder) => path.basename(folder))
  expect([...showing, ...keeping].sort()).toEqual(features.sort())
  expect([...showing].sort()).toEqual([...showRecords].sort())
})
