import { spawnSync } from 'node:child_process'
import { repositoryRoot } from '#platform/repository-root.ts'

/**
 * What is served must be what the source says. Once, before the first journey, and built again
 * only when the source has changed.
 */
export default function setUp(): void {
  const work = "import('./scripts/prepare.mjs').then((prepare) => prepare.build())"
  const done = spawnSync(process.execPath, ['--input-type=module', '--eval', work], {
    cwd: repositoryRoot(),
    encoding: 'utf8',
  })
  if (done.status !== 0) throw new Error(`Handrail could not be built:\n${done.stderr}`)
}
