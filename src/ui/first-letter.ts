/** "Low mood" as it stands inside a sentence; "PHQ-9" and "I" keep their capital. */
export function lowerFirst(text: string): string {
  return /^(?!I\b)\p{Lu}(?![\p{Lu}\d-])/u.test(text)
    ? text.charAt(0).toLowerCase() + text.slice(1)
    : text
}

/** The same words where they begin a sentence. */
export function upperFirst(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
