import { sql } from 'kysely'
import type { Context } from '#platform/context.ts'
import { type Role, roleNames, roles } from '#platform/permissions.ts'

/** Someone who opened a person's record, once a day however often they looked. */
export interface Reader {
  readonly name: string
  readonly role: string
  readonly at: Date
}

/**
 * Who opened the signed-in person's own record. Reads the audit, which no other page does: the
 * record of who looked
 * is the patient's too, and a second copy of it could come to differ.
 */
export async function listRecordReaders(ctx: Context): Promise<Reader[]> {
  if (ctx.actor.kind !== 'patient') return []
  const rows = await ctx.rows(sql<{ name: string; actor_role: string; at: Date }>`
    select a.display_name as name, e.actor_role, max(e.at) as at
    from audit_event e join account a on a.service_id = e.service_id and a.id = e.actor_id
    where e.service_id = ${ctx.service.id} and e.patient_id = ${ctx.actor.patientId}
      and a.is_staff and e.action like '%.viewed'
    group by a.display_name, e.actor_role, (e.at at time zone ${ctx.service.timeZone})::date
    order by max(e.at) desc limit 100`)
  return rows.map(({ name, actor_role, at }) => ({ name, at, role: roleWords(actor_role) }))
}

function roleWords(held: string): string {
  const names = held.split('+').flatMap((part) => {
    const role = roles.find((known: Role) => known === part)
    return role ? [roleNames[role]] : []
  })
  return names.join(', ') || 'Member of staff'
}
