import { existsSync, globSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'

const root = path.resolve(import.meta.dirname, '../..')

/** What is read to find one's way; decisions are of their day, and files move after it. */
const documents = [
  'ARCHITECTURE.md',
  'CONTRIBUTING.md',
  'README.md',
  ...globSync('docs/*.md', { cwd: root }),
]

/** From where a document may name a file: `risk/escalate-overdue.ts` is one of a feature. */
const places = ['', 'src', 'src/features', 'docs', 'content']

test.each(documents)('every file that %s names is there', (document) => {
  const text = readFileSync(path.join(root, document), 'utf8')
  const named = [...text.matchAll(/`([\w./-]+\/[\w.-]+\.(?:tsx?|mjs|sql|yaml|md|json))`/g)].map(
    ([, file]) => file ?? '',
  )
  // `00NN_what.sql` is a pattern, not a file.
  const missing = named.filter(
    (file) =>
      !file.includes('NN') && !places.some((place) => existsSync(path.join(root, place, file))),
  )
  expect(missing).toEqual([])
})
