import { ContentFaults } from './faults.ts'
import { readContent } from './read-content.ts'
import type { Content } from './types.ts'

/** The checked content of a folder. Throws ContentFaults, with every fault at once. */
export async function loadContent(root: string): Promise<Content> {
  const { content, faults } = await readContent(root)
  if (content === null) throw new ContentFaults(faults.all())
  return content
}
