import { existsSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

/**
 * The folder that holds `content/` and `db/`, found from wherever this code runs (source or
 * build).
 */
export function repositoryRoot(): string {
  let folder = path.dirname(fileURLToPath(import.meta.url))
  while (!existsSync(path.join(folder, 'db', 'migrations'))) {
    const parent = path.dirname(folder)
    if (parent === folder) throw new Error('Handrail cannot find its own content/ and db/ folders.')
    folder = parent
  }
  return folder
}
