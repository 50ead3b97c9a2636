import type { ReactNode } from 'react'

interface DocumentProps {
  title: string
  lang: string
  direction: 'ltr' | 'rtl'
  css: string
  /** A style sheet with the service's own colour. */
  ownCss?: string | null
  js: string
  bodyClass: string
  /** Whose device it is, for somebody who has signed in: on their own the help page is kept. */
  device?: 'own' | 'shared' | undefined
  children: ReactNode
}

/** The outermost page. Its title is neutral: no clinical word, no name. */
export function Document(props: DocumentProps) {
  return (
    <html lang={props.lang} dir={props.direction} className="nhsuk-template">
      <head>
        <meta charSet="utf-8" />
        <title>{props.title}</title>
        <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover" />
        <meta name="robots" content="noindex, nofollow" />
        <meta name="format-detection" content="telephone=no" />
        <meta name="theme-color" content="#ffffff" />
        <link rel="icon" href="data:," />
        <link rel="stylesheet" href={`/assets/${props.css}`} />
        {props.ownCss && <link rel="stylesheet" href={props.ownCss} />}
        <script type="module" src={`/assets/${props.js}`} />
      </head>
      <body className={`nhsuk-template__body ${props.bodyClass}`} data-device={props.device}>
        {props.children}
      </body>
    </html>
  )
}
