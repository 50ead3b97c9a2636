import type { ReactNode } from 'react'

interface KeptDocumentProps {
  readonly title: string
  readonly lang: string
  readonly children: ReactNode
}

/** The file opens from a disk, on any device, with nothing to fetch: so it may fetch nothing. */
const policy = "default-src 'none'; style-src 'unsafe-inline'"

const styles = `
:root { color-scheme: light; }
body { background: #fff; color: #212b32; font: 1.0625rem/1.5 Arial, sans-serif; margin: 0 auto;
  max-width: 42rem; overflow-wrap: anywhere; padding: 1.5rem; }
h1 { font-size: 1.75rem; line-height: 1.2; }
h2 { font-size: 1.25rem; margin: 0; }
article { border-top: 1px solid #768692; break-inside: avoid; margin-top: 1.5rem;
  padding-top: 1rem; }
dl { margin: 0 0 1rem; }
dl > div { break-inside: avoid; margin-bottom: 0.75rem; }
dt { color: #4c6272; font-size: 0.9375rem; }
dd { margin: 0; white-space: pre-line; }
dd ul { margin: 0; padding-left: 1.25rem; }
.hr-quiet, .hr-entry__line { color: #4c6272; }
.hr-entry__stage { font-weight: 600; margin-bottom: 0.25rem; }
.hr-pockets { list-style: none; padding: 0; }
.hr-pockets > li { border: 1.5px dashed currentColor; break-inside: avoid; margin-bottom: 1rem;
  padding: 0.5rem 1.25rem; }
@media print { body { font-size: 11pt; max-width: none; padding: 0; } }
`

/** A page that somebody takes away: all of it in one file, without a script and without a link. */
export function KeptDocument({ title, lang, children }: KeptDocumentProps) {
  return (
    <html lang={lang}>
      <head>
        <meta charSet="utf-8" />
        <meta httpEquiv="Content-Security-Policy" content={policy} />
        <title>{title}</title>
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <style>{styles}</style>
      </head>
      <body>
        <main>{children}</main>
      </body>
    </html>
  )
}
