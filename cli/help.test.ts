import { spawn, spawnSync } from 'node:child_process'
import path from 'node:path'
import { expect, test } from 'vitest'

const root = path.resolve(import.meta.dirname, '..')

function handrail(...words: string[]) {
  const command = ['--import', 'tsx', path.join(root, 'cli/handrail.ts'), ...words]
  return spawnSync(process.execPath, command, { cwd: root, encoding: 'utf8' })
}

test('the word that several commands begin with has help of its own', () => {
  const { status, stdout } = handrail('wording', '--help')
  expect(status).toBe(0)
  expect(stdout).toContain('wording import')
  expect(stdout).not.toContain('backup')
})

test('a command that is not there fails, and says what there is', () => {
  const { status, stdout, stderr } = handrail('wording', 'burn')
  expect([status, stdout]).toEqual([2, ''])
  expect(stderr).toMatch(/no command "wording burn".*wording withdraw/s)
})

test('the clock of a demonstration moves by days or by hours, and by nothing else', () => {
  for (const by of ['soon', '401d']) {
    const { status, stderr } = handrail('demo', 'advance', by)
    expect([by, status]).toEqual([by, 2])
    expect(stderr).toContain('1d to 400d, or hours as 6h')
  }
})

test('a service is not made with a name that its own page of settings would refuse', () => {
  for (const name of ['R'.repeat(121), ' ']) {
    const { status, stderr } = handrail('service', 'create', '--slug', 'river', '--name', name)
    expect(status).toBe(2)
    expect(stderr).toContain('--name has 1 to 120 characters')
  }
})

test('whoever stops reading, as "head" does, ends a command without a word', async () => {
  const words = [
    '--import',
    'tsx',
    path.join(root, 'cli/handrail.ts'),
    'instrument',
    'export',
    'phq9',
  ]
  const child = spawn(process.execPath, words, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] })
  child.stdout.destroy()
  let said = ''
  child.stderr.on('data', (chunk) => (said += String(chunk)))
  const code = await new Promise((resolve) => child.on('close', resolve))
  expect([code, said]).toEqual([141, ''])
})
