import { randomBytes } from 'node:crypto'
import { inject } from 'vitest'
import { databaseUrl, onServer } from './database-server.ts'

export interface TestDatabase {
  /** As the owner: sees every service. For looking at rows. */
  ownerUrl: string
  /** As the application: row-level security holds. */
  appUrl: string
  drop(): Promise<void>
}

/** A migrated, empty database for one test file, copied from the run's template. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const { ownerUrl, template, appRole, appPassword } = inject('testServer')
  const name = `handrail_test_${randomBytes(6).toString('hex')}`
  await onServer(ownerUrl, `create database ${name} template ${template}`)
  return {
    ownerUrl: databaseUrl(ownerUrl, name),
    appUrl: databaseUrl(ownerUrl, name, { user: appRole, password: appPassword }),
    drop: () => onServer(ownerUrl, `drop database if exists ${name} with (force)`),
  }
}
