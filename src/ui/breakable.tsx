import { Fragment } from 'react'

/** After an underscore, and before a capital after that. */
const seam = /(?<=_)|(?<=_\w*[a-z\d])(?=[A-Z])/
const mark = '\u200b'

/**
 * Words among which are names such as Count_AtCaseness. On a phone such a name may be longer than
 * the line: a long one may break where it has a seam.
 */
export function Breakable({ text }: { text: string }) {
  const marked = text.replaceAll(/\w{15,}/g, (name) => name.split(seam).join(mark))
  return marked.split(mark).map((piece, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: pieces of one text never change places
    <Fragment key={index}>
      {index > 0 && <wbr />}
      {piece}
    </Fragment>
  ))
}
