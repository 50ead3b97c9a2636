import { expect, test } from 'vitest'
import { addressOf, ConfigurationFault, readConfig } from '#app/config.ts'

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
    /^PORT: /,
    /^LOG_LEVEL: /,
    /^DATABASE_APP_URL is set but DATABASE_URL is not/,
    /^DEMONSTRATION is on and SMTP_URL is set/,
    /^AUDIT_HEAD_FILE names a file in a folder that is not there/,
    /^AUDIT_HEAD_MAIL: /,
  ]) {
    expect(faults).toContainEqual(expect.stringMatching(named))
  }
  expect(faults).toHaveLength(6)
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
