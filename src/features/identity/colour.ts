/** Text needs this much against its ground (WCAG 2.2, 1.4.3). */
export const leastContrast = 4.5

/** How far a colour, "#005eb8", stands out from white: 1 to 21 (WCAG 2.2, relative luminance). */
export function contrastOnWhite(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5]
    .map((at) => Number.parseInt(colour.slice(at, at + 2), 16) / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4))
  return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)
}

/** The service's colour where words in it can be read; null for none, or one that is too light. */
export function readableColour(colour: string | undefined): string | null {
  return colour && contrastOnWhite(colour) >= leastContrast ? colour.toLowerCase() : null
}

/** The same colour with a share of its light, 0 to 1: it stands out from white the more. */
export function darkened(colour: string, share: number): string {
  const parts = [1, 3, 5].map((at) =>
    Math.round(Number.parseInt(colour.slice(at, at + 2), 16) * share)
      .toString(16)
      .padStart(2, '0'),
  )
  return `#${parts.join('')}`
}
