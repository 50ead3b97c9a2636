import { spawn } from 'node:child_process'
import path from 'node:path'
import { expect, it } from 'vitest'
import { repositoryRoot } from '#platform/repository-root.ts'

const kills = 3

/** The whole of `npm run chaos`, with few kills: enough to fail when saving is not saving. */
function killAFewTimes(): Promise<{ code: number | null; said: string }> {
  return new Promise((resolve) => {
    const tsx = path.join('node_modules', 'tsx', 'dist', 'cli.mjs')
    const child = spawn(process.execPath, [tsx, 'scripts/chaos.ts', String(kills)], {
      cwd: repositoryRoot(),
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: 170_000,
    })
    let said = ''
    child.stdout.on('data', (chunk) => (said += String(chunk)))
    child.stderr.on('data', (chunk) => (said += String(chunk)))
    child.on('close', (code) => resolve({ code, said }))
  })
}

it('a server that is killed loses nothing it acknowledged, and doubles nothing', async () => {
  const { code, said } = await killAFewTimes()
  expect(said).toContain(`${kills} kills of the server`)
  const lines = [...said.matchAll(/^(.+): (\d+) acknowledged, (\d+) lost, (\d+) doubled/gm)]
  expect(lines.map(([, what]) => what)).toEqual([
    'saved entries',
    'sent messages',
    'sent forms',
    'safety items of answers',
    'presses of the help button',
  ])
  for (const [line, , acknowledged, lost, doubled] of lines) {
    expect(Number(acknowledged), line).toBeGreaterThan(0)
    expect([lost, doubled], line).toEqual(['0', '0'])
  }
  expect(said).toContain('safety items without an owner: 0, without their first event: 0')
  expect(code).toBe(0)
})
