import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, expect, test } from 'vitest'
import { repositoryRoot } from './repository-root.ts'
import { inSource } from './source-places.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'handrail-map-'))
afterAll(() => rmSync(folder, { recursive: true }))

const bundle = path.join(folder, 'main.js')
const url = pathToFileURL(bundle).href

test('a line of a stack names its place in the source', () => {
  // Line 1, column 1 of the bundle is line 3, column 1 of the source.
  const map = { version: 3, sources: ['../src/save.ts'], names: [], mappings: 'AAEA' }
  writeFileSync(`${bundle}.map`, JSON.stringify(map))
  const file = path.relative(repositoryRoot(), path.resolve(folder, '../src/save.ts'))
  expect(inSource([`    at save (${url}:1:1)`])).toEqual([`    at save (${file}:3:1)`])
})

test('a line without a map stays as it is', () => {
  const lines = [`    at save (${url}x.js:1:1)`, '    at node:internal/timers:605:17', '']
  expect(inSource(lines)).toEqual(lines)
})
