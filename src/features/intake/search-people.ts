import { sql } from 'kysely'
import { courseOfPerson, maySeePerson, nameOfPerson } from '#features/referrals/index.ts'
import type { CourseState } from '#features/treatment/index.ts'
import type { Context } from '#platform/context.ts'

/** Somebody who was looked for by name: enough to tell two of one name apart. */
export interface FoundPerson {
  readonly id: string
  readonly name: string
  readonly bornOn: string | null
  /** Null while nobody has made a course for them. */
  readonly state: CourseState | null
  readonly therapistName: string | null
}

export const mostFound = 50

/** Everybody whom this member of staff may see and whose name holds these letters, at any stage. */
export async function searchPeople(ctx: Context, name: string): Promise<FoundPerson[]> {
  const letters = name.trim().replace(/\s+/g, ' ').toLowerCase()
  if (letters === '') return []
  return ctx.rows(sql<FoundPerson>`
    select p.id, ${nameOfPerson} as name, p.date_of_birth as "bornOn", c.state,
      t.display_name as "therapistName"
    from patient p
      left join lateral ${courseOfPerson} c on true
      left join account t on t.service_id = p.service_id and t.id = c.therapist_id
    where p.service_id = ${ctx.service.id}
      and position(${letters} in lower(concat_ws(' ', p.preferred_name, p.given_name,
        p.family_name) || ' ' || concat_ws(' ', p.preferred_name, p.family_name))) > 0
      and ${maySeePerson(ctx)}
    order by p.family_name, p.given_name, p.id limit ${mostFound}`)
}
