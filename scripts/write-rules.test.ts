import { describe, expect, test } from 'vitest'
import { parseSource } from './source-files.ts'
import { forbiddenWrites } from './write-rules.ts'

function faultsOf(file: string, text: string): string[] {
  return forbiddenWrites([parseSource(file, text)])
}

describe('a write past transact() is found', () => {
  test.each([
    ['a writing transaction of a feature', `const own = ctx.platform.beginWrite()`],
    ['its reading one', `await ctx.platform.transaction.query('delete from message')`],
    ['by another name', `const { platform } = ctx; platform.beginWrite()`],
    ['taken apart', `function f({ platform: { beginWrite } }) { beginWrite() }`],
    ['by brackets', `ctx['platform'].beginWrite()`],
    ['made by hand', `import { ScopedTransaction } from '#platform/database/database.ts'`],
  ])('%s', (_what, text) => {
    expect(faultsOf('src/features/risk/x.ts', text)).toHaveLength(1)
    expect(faultsOf('cli/x.ts', text)).toHaveLength(1)
    expect(faultsOf('src/worker.ts', text)).toHaveLength(1)
  })
})

test.each([
  ['src/platform/transact.ts', `ctx.platform.beginWrite()`],
  ['src/features/risk/risk.test.ts', `await ctx.platform.transaction.rollback()`],
  ['src/features/risk/x.ts', `if (process.platform !== 'win32') transact(ctx, act)`],
  ['src/features/risk/x.ts', `import type { ReadDatabase } from '#platform/database/database.ts'`],
])('%s may do this: %s', (file, text) => {
  expect(faultsOf(file, text)).toEqual([])
})
