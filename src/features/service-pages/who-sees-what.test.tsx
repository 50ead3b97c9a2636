import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import { type Permission, permissions, type Role, roles } from '#platform/permissions.ts'
import { PrivacyPage } from './privacy-page.tsx'
import { readers } from './who-sees-what.ts'

/**
 * Permissions that show staff nothing of a person. A new permission stands here, or in a row of
 * the page for each role that holds it.
 */
const showNobody: ReadonlySet<Permission> = new Set([
  'public.read',
  'session.start',
  'session.own',
  'demonstration.use',
  // The person themselves, by a link; it tells nothing of anybody.
  'answer.by-link',
  'reminders.stop',
  // Staff, and how many people each of them guides.
  'staff.manage',
  'service.settings',
  'programme.read',
  'instrument.read',
  'wording.manage',
  'instrument.verify',
  // Models, tried on scores of many people together.
  'expected-range.read',
  'expected-range.decide',
])

const heldBy = (permission: Permission): readonly Role[] => {
  const held = permissions[permission]
  return held === 'anyone' || held === 'signed-in' ? roles : held
}

describe('"Who can see what"', () => {
  const all = Object.keys(permissions) as Permission[]

  it.each(all.filter((permission) => !showNobody.has(permission)))(
    'has a row for each role that holds %s',
    (permission) => {
      for (const role of heldBy(permission)) {
        const row = readers.find((row) => row.roles.includes(role) && row.by.includes(permission))
        expect(row?.who, `${role} holds ${permission}, and no row says so`).toBeDefined()
      }
    },
  )

  it.each(readers)('says of $who what their permissions allow, and no more', (row) => {
    for (const role of row.roles) {
      for (const permission of row.by) {
        expect(heldBy(permission), `${role} does not hold ${permission}`).toContain(role)
        expect(showNobody.has(permission), `${permission} shows nobody`).toBe(false)
      }
    }
  })

  it.each(readers)('says of $who whether they change anything', (row) => {
    const changes = row.by.filter((permission) => !/\.(read|open)$/.test(permission))
    expect(row.does !== null, changes.join(', ')).toBe(changes.length > 0)
  })

  it('has a row for each role', () => {
    expect(new Set(readers.flatMap((row) => row.roles))).toEqual(new Set(roles))
  })

  it('shows every row, what they see and what they change', () => {
    const html = renderToStaticMarkup(<PrivacyPage isPatient={true} />)
    for (const { who, sees, does } of readers) {
      expect(html).toContain(who)
      expect(html).toContain(sees)
      if (does) expect(html).toContain(does)
    }
  })
})
