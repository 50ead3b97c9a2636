import { globSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { addressOf, ConfigurationFault, environmentSchema, readConfig } from '#app/config.ts'
import { repositoryRoot } from '#platform/repository-root.ts'

const right = { SECRET_KEY: 'a-secret-key-for-tests-only-0123456789' }

function faultsOf(environment: Record<string, string>): string[] {
  try {
    readConfig({ ...right, ...environment })
    return []
  } catch (error) {
    if (error instanceof ConfigurationFault) return error.faults
    throw error
  }
}

test('a setting that is wrong by itself and two that do not go together are told at once', () => {
  const faults = faultsOf({
    PORT: 'eighty',
    LOG_LEVEL: 'loud',
    DATABASE_APP_URL: 'postgres://somewhere/handrail',
    DEMONSTRATION: 'on',
    SMTP_URL: 'smtp://mail.example',
    AUDIT_HEAD_FILE: '/no/such/folder/heads',
    AUDIT_HEAD_MAIL: 'nobody',
  })
  for (const named of [
    /^PORT must be a whole number from 0 to 65535\.$/,
    /^LOG_LEVEL must be debug, info, warn, error or silent\.$/,
    /^DATABASE_APP_URL is set but DATABASE_URL is not/,
    /^DEMONSTRATION is on and SMTP_URL is set/,
    /^AUDIT_HEAD_FILE names a file in a folder that is not there/,
    /^AUDIT_HEAD_MAIL must be one e-mail address\.$/,
  ]) {
    expect(faults).toContainEqual(expect.stringMatching(named))
  }
  expect(faults).toHaveLength(6)
})

test.each([
  [
    'HOST',
    ['localhost', '127.0.0.1', '0.0.0.0', '::', 'care.example.org'],
    ['not a host', '1.2.3.4.5:80'],
  ],
  [
    'MAIL_FROM',
    ['a@b.example', 'Messages <no-reply@localhost>', '"Riverside, team" <a@b.example>'],
    ['nonsense', 'Messages', 'two@a.example, b@b.example', 'Team <a@b.example> and more'],
  ],
])('%s takes what it may be, and nothing else', (name, right, wrong) => {
  for (const value of right) expect(faultsOf({ [name]: value }), value).toEqual([])
  for (const value of wrong) {
    expect(faultsOf({ [name]: value }), value).toEqual([expect.stringMatching(`^${name} must be `)])
  }
})

test('a setting is said once, by what it may be, and never by what was given', () => {
  const given = {
    NODE_ENV: 'live',
    PORT: '70000.5',
    DATABASE_URL: 'mysql://handrail:hidden@somewhere',
    DATABASE_APP_URL: 'hidden',
    DATABASE_POOL_SIZE: '1',
    BASE_URL: 'care.example',
    SECRET_KEY: 'hidden',
    DEMONSTRATION: 'yes',
    RUN: 'both',
    TRUST_PROXY: '1',
    SMTP_URL: 'https://hidden@mail.example',
    WATCHDOG_PARENT: '-1',
    LOG_LEVEL: 'loud',
    AUDIT_HEAD_MAIL: 'hidden',
  }
  const faults = faultsOf(given)
  expect(faults.map((fault) => fault.split(' ')[0])).toEqual(
    expect.arrayContaining(Object.keys(given)),
  )
  expect(faults).toHaveLength(Object.keys(given).length)
  for (const fault of faults) expect(fault).toMatch(/^[A-Z_]+ must be [^:]*(:.*)?\.$/)
  expect(faults.join()).not.toMatch(/hidden|invalid|expected|too (big|small)/i)
})

test('an empty setting is one that was not made', () => {
  expect(faultsOf({ PORT: '', SMTP_URL: '', DATABASE_APP_URL: '', AUDIT_HEAD_FILE: '' })).toEqual(
    [],
  )
})

test('links lead to the address that people use, made of host and port when none is set', () => {
  const address = (given: Record<string, string>) => addressOf(readConfig({ ...right, ...given }))
  expect(address({})).toBe('http://127.0.0.1:3000')
  expect(address({ HOST: '0.0.0.0', PORT: '4000' })).toBe('http://localhost:4000')
  expect(address({ BASE_URL: 'https://care.example/' })).toBe('https://care.example')
})

/** The default of each setting in the tables of README.md, as it is written there. */
function settingsInTheReadme(): Map<string, string> {
  const readme = readFileSync(path.join(repositoryRoot(), 'README.md'), 'utf8')
  const [, section = ''] = /^## Settings$(.*?)^## /ms.exec(readme) ?? []
  const rows = [...section.matchAll(/^\| (`[^|]+) \| ([^|]+) \|/gm)]
  return new Map(
    rows.flatMap(([, names = '', defaults = '']) => {
      const values = defaults.split('`, `').map((one) => one.replaceAll('`', ''))
      const each = [...names.matchAll(/`(\w+)`/g)].map(([, name]) => name ?? '')
      return each.map((name, index): [string, string] => [name, values[index] ?? ''])
    }),
  )
}

test('every setting stands in README.md with its default, and nothing else does', () => {
  const told = settingsInTheReadme()
  const source = globSync('test/support/*.ts', { cwd: repositoryRoot() })
    .map((file) => readFileSync(path.join(repositoryRoot(), file), 'utf8'))
    .join()
  const ofTests = [...source.matchAll(/process\.env\.(\w+)/g)]
    .map(([, name]) => name ?? '')
    // How the projects of one run find its server: nobody sets it.
    .filter((name) => name !== 'TEST_SERVER')
  const read = [...Object.keys(environmentSchema.shape), ...new Set(ofTests)]
  expect([...told.keys()].sort()).toEqual(read.sort())
  // Each command of ours sets this one itself.
  const { NODE_ENV, ...defaults } = environmentSchema.parse({})
  for (const [name, value] of Object.entries(defaults)) {
    expect([name, told.get(name)]).toEqual([name, String(value)])
  }
})
