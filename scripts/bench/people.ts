import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import pg from 'pg'
import { formKey } from '#features/instruments/index.ts'
import { Keys } from '#platform/crypto.ts'
import { benchSecret } from './server.ts'

/**
 * Fills a migrated database with a service of any size, quickly: shapes of real records, no real
 * prose.
 */

export interface BenchService {
  serviceId: string
  /** A therapist with about 100 people in treatment. */
  therapist: Visitor
  /** One of their people, with fourteen weeks of records. */
  patient: BenchPatient
  courseId: string
  /** The same therapist's person with the same records and a year of them before. */
  yearCourseId: string
  /** People who may each submit forms, for the test of writing. */
  submitters: BenchPatient[]
}

export interface Visitor {
  cookie: string
  csrf: string
}

export interface BenchPatient extends Visitor {
  accountId: string
  /** Where their own PHQ-9 is. */
  form: string
}

export async function fillBenchDatabase(ownerUrl: string, people: number): Promise<BenchService> {
  const client = new pg.Client({ connectionString: ownerUrl })
  await client.connect()
  try {
    const sql = await readFile(path.join(import.meta.dirname, 'people.sql'), 'utf8')
    await client.query(`begin; set local handrail.people = ${people}; ${sql} commit`)
    await client.query('analyze')
    return await findVisitors(client)
  } finally {
    await client.end()
  }
}

async function findVisitors(client: pg.Client): Promise<BenchService> {
  const uuid = (text: string) => {
    const hex = createHash('md5').update(text).digest('hex')
    return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
  }
  const visitor = (accountId: string): Visitor => ({
    cookie: `handrail=token-${accountId}`,
    csrf: createHash('md5').update(`csrf${accountId}`).digest('hex'),
  })
  const keys = new Keys(benchSecret)
  const patient = (index: number): BenchPatient => ({
    ...visitor(uuid(`account:${index}`)),
    accountId: uuid(`account:${index}`),
    form: `/measures/${formKey({ keys }, uuid(`patient:${index}`), 'phq9')}`,
  })
  const { rows } = await client.query<{ n: number }>(`select count(*) as n from patient`)
  const submitters = Math.min(1500, Number(rows[0]?.n ?? 0) - 2)
  return {
    serviceId: uuid('service'),
    therapist: visitor(uuid('therapist:0')),
    patient: patient(1),
    courseId: uuid('course:1'),
    yearCourseId: uuid('course:2'),
    submitters: Array.from({ length: submitters }, (_, index) => patient(index + 3)),
  }
}
