import { expect, it } from 'vitest'
import { socketFolder } from './embedded-database-cluster.ts'

it('reaches PostgreSQL by a socket in its own folder', () => {
  expect(socketFolder('/srv/hand rail/cluster')).toBe('/srv/hand rail/cluster')
})

it.each([
  ['holds a comma, which divides folders', '/srv/a,b/cluster'],
  ['holds a quotation mark', '/srv/a"b/cluster'],
  ['is too long for a socket', `/srv/${'a'.repeat(90)}/cluster`],
])('and by its port alone where the path %s', (_why, folder) => {
  expect(socketFolder(folder)).toBe('')
})
