/** A pivot smaller than this share of its column is a column that says nothing new. */
const singular = 1e-10

/**
 * Gives the coefficients with the smallest sum of squared differences between rows × coefficients
 * and the values, or null when the rows do not settle them (fewer independent rows than columns),
 * by the normal equations with pivoting (Gauss); rows are of one length.
 */
export function leastSquares(
  rows: readonly (readonly number[])[],
  values: readonly number[],
): number[] | null {
  const width = rows[0]?.length ?? 0
  if (rows.length < width || width === 0) return null
  const equations = Array.from({ length: width }, (_, i) => [
    ...Array.from({ length: width }, (_, j) => sumOf(rows, (row) => at(row, i) * at(row, j))),
    sumOf(rows, (row, index) => at(row, i) * at(values, index)),
  ])
  return solve(equations)
}

/**
 * Gives the value at or below which a share (0 to 1) of the values lies, between two values in
 * proportion; 0 of no values.
 */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  const place = (sorted.length - 1) * Math.min(1, Math.max(0, share))
  const below = Math.floor(place)
  const [low, high] = [at(sorted, below), at(sorted, Math.min(below + 1, sorted.length - 1))]
  return low + (place - below) * (high - low)
}

/** Gauss: the largest entry of a column first, then upwards from the last line. */
function solve(equations: number[][]): number[] | null {
  const size = equations.length
  const largest = equations.map((line) => Math.max(...line.slice(0, size).map(Math.abs)))
  for (let column = 0; column < size; column++) {
    const below = equations.slice(column).map((line) => Math.abs(at(line, column)))
    const pivot = column + below.indexOf(Math.max(...below))
    const [top, chosen] = [equations[column], equations[pivot]]
    if (!top || !chosen) return null
    equations[column] = chosen
    equations[pivot] = top
    if (Math.abs(at(chosen, column)) <= singular * Math.max(...largest)) return null
    for (const line of equations.slice(column + 1)) {
      const factor = at(line, column) / at(chosen, column)
      for (let place = column; place <= size; place++) {
        line[place] = at(line, place) - factor * at(chosen, place)
      }
    }
  }
  const found: number[] = new Array(size).fill(0)
  for (let row = size - 1; row >= 0; row--) {
    const line = equations[row] ?? []
    const known = found.reduce((sum, value, place) => sum + value * at(line, place), 0)
    found[row] = (at(line, size) - known) / at(line, row)
  }
  return found
}

function sumOf(
  rows: readonly (readonly number[])[],
  of: (row: readonly number[], index: number) => number,
): number {
  return rows.reduce((sum, row, index) => sum + of(row, index), 0)
}

function at(list: readonly number[], place: number): number {
  return list[place] ?? 0
}
