import type { Content } from '#content/types.ts'

/** The name by which staff know an instrument. */
export function shortNameOf(content: Content, instrumentId: string): string {
  return content.instruments.get(instrumentId)?.shortName ?? instrumentId
}
