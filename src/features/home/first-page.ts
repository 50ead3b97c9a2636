import type { Role } from '#platform/permissions.ts'

/** Where each role begins its work; a person of several roles begins at the first of them. */
const firstPages: readonly (readonly [Role, string])[] = [
  ['therapist', '/people'],
  ['duty_clinician', '/duty'],
  ['supervisor', '/supervision'],
  ['administrator', '/intake'],
  ['service_lead', '/outcomes'],
  ['safety_lead', '/adverse-events'],
  ['content_lead', '/programmes'],
]

export function firstPageOf(held: ReadonlySet<Role>): string {
  return firstPages.find(([role]) => held.has(role))?.[1] ?? '/programmes'
}
