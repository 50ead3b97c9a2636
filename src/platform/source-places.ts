import { readFileSync } from 'node:fs'
import { type SourceMap, SourceMap as SourceMapReader } from 'node:module'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { repositoryRoot } from './repository-root.ts'

/**
 * The lines of a stack with their places in the source, by the maps beside the bundles. They are
 * read for one error and let go: Node's own way keeps all of them, which takes 40 MB.
 */
export function inSource(frames: readonly string[]): string[] {
  const maps = new Map<string, SourceMap | null>()
  return frames.map((frame) => {
    const found = /(file:\/\/[^()\s]+\.js):(\d+):(\d+)/.exec(frame)
    const [place, url, line, column] = found ?? []
    if (!place || !url) return frame
    const map = maps.get(url) ?? readMap(url)
    maps.set(url, map)
    const origin = map?.findOrigin(Number(line), Number(column))
    if (!origin || !('fileName' in origin)) return frame
    const source = fileURLToPath(new URL(origin.fileName, url))
    const file = path.relative(repositoryRoot(), source)
    return frame.replace(place, `${file}:${origin.lineNumber}:${origin.columnNumber}`)
  })
}

function readMap(url: string): SourceMap | null {
  try {
    return new SourceMapReader(JSON.parse(readFileSync(`${fileURLToPath(url)}.map`, 'utf8')))
  } catch {
    // Without a map, or with one that cannot be read, the place in the bundle has to do.
    return null
  }
}
