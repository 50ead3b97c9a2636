import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, expect, it, vi } from 'vitest'
import { socketFolder, startServer } from './embedded-database-cluster.ts'

afterEach(() => {
  vi.useRealTimers()
})

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

it('ends a PostgreSQL that is not ready in time, which would come up with nobody to stop it', async () => {
  const directory = await mkdtemp(path.join(tmpdir(), 'handrail-slow-'))
  const pidFile = path.join(directory, 'pid')
  await mkdir(path.join(directory, 'cluster'))
  await writeFile(path.join(directory, 'cluster/PG_VERSION'), '18\n')
  const slow = `#!/bin/sh
[ "$1" = --version ] && echo 'postgres (PostgreSQL) 18.1' && exit
echo $$ > '${pidFile}.new' && mv '${pidFile}.new' '${pidFile}'
exec sleep 60
`
  await writeFile(path.join(directory, 'postgres'), slow, { mode: 0o755 })

  vi.useFakeTimers({ toFake: ['Date'] })
  const start = startServer({ directory, binaries: directory, user: {} })
  const refused = expect(start).rejects.toThrow('PostgreSQL did not start')
  const pid = await vi.waitFor(async () => Number(await readFile(pidFile, 'utf8')), 10_000)
  vi.setSystemTime(Date.now() + 3_600_000)
  await refused
  await vi.waitFor(() => expect(() => process.kill(pid, 0)).toThrow('ESRCH'), 10_000)
  await rm(directory, { recursive: true })
})
