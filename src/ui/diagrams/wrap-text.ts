/** Lines of at most `width` characters; what is beyond `lines` is cut, with an ellipsis. */
export function wrapText(text: string, width: number, lines: number): readonly string[] {
  const wrapped: string[] = []
  let line = ''
  for (const word of text.split(/\s+/).flatMap((each) => pieces(each, width))) {
    if (line === '') line = word
    else if (line.length + 1 + word.length <= width) line += ` ${word}`
    else {
      wrapped.push(line)
      line = word
    }
  }
  if (line !== '') wrapped.push(line)
  if (wrapped.length <= lines) return wrapped
  const last = wrapped[lines - 1] ?? ''
  return [...wrapped.slice(0, lines - 1), `${last.slice(0, width - 1).trimEnd()}…`]
}

/** A word that is longer than a line is broken; each piece is whole characters. */
function pieces(word: string, width: number): readonly string[] {
  const letters = [...word]
  if (letters.length <= width) return word === '' ? [] : [word]
  const parts: string[] = []
  for (let at = 0; at < letters.length; at += width) {
    parts.push(letters.slice(at, at + width).join(''))
  }
  return parts
}
