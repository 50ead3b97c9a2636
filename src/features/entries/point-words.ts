import { fieldAt } from '#content/field-rules.ts'
import type { Worksheet } from '#content/types.ts'
import { displayValue } from '#content/worksheet-display.ts'
import type { ChartPoint } from './repository.ts'

/**
 * What a chart calls the group of a point: the option's own label in its worksheet, never its id.
 * Empty where nothing was chosen, or where it was a field that this worksheet has not.
 */
export function pointWords(
  worksheets: ReadonlyMap<string, Worksheet>,
  point: ChartPoint,
  by: 'kind' | 'slot',
): string {
  const worksheet = worksheets.get(point.worksheetId)
  const field = worksheet ? fieldAt(worksheet, by) : null
  const chosen = point[by]
  return field && chosen !== null ? displayValue(field, chosen) : ''
}
