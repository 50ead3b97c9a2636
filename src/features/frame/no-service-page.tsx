import { renderToStaticMarkup } from 'react-dom/server'
import type { CrisisContact } from '#content/types.ts'
import { html } from '#platform/http/reply.ts'
import { Document } from '#ui/document.tsx'
import { builtAssets } from './built-assets.ts'

interface NoServicePageProps {
  title: string
  paragraphs: readonly string[]
  contacts: readonly CrisisContact[]
}

/**
 * A refusal where no service can be asked for its frame or its own numbers: whoever meets it may
 * be looking for help, so it has the numbers that hold everywhere.
 */
export function noServicePage(props: NoServicePageProps, status: number): Response {
  const assets = builtAssets()
  const markup = renderToStaticMarkup(
    <Document
      title={props.title}
      lang="en-GB"
      direction="ltr"
      css={assets.css}
      js={assets.js}
      bodyClass="hr-patient"
    >
      <main className="hr-main hr-reading" id="main">
        <h1 className="nhsuk-heading-l">{props.title}</h1>
        {props.paragraphs.map((text) => (
          <p key={text}>{text}</p>
        ))}
        <h2 className="nhsuk-heading-m">If you need help now</h2>
        <ul>
          {props.contacts.map(({ id, name, number, how, href }) =>
            number === null ? null : (
              <li key={id}>
                <strong>{href === null ? number : <a href={href}>{number}</a>}</strong>
                {`, ${name}. ${how}`}
              </li>
            ),
          )}
        </ul>
      </main>
    </Document>,
  )
  return html(`<!doctype html>${markup}`, status)
}
