/** "three in four": the share of people as it is said. */
export function shareWords(share: number | null): string {
  const known = new Map([
    [0.5, 'half of'],
    [0.75, 'three in four'],
    [0.8, 'four in five'],
    [0.9, 'nine in ten'],
  ])
  const percent = Math.round((share ?? 0) * 100)
  return known.get(percent / 100) ?? `${percent} in 100`
}
