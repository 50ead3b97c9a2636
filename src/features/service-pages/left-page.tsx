import { renderToStaticMarkup } from 'react-dom/server'
import { builtAssets } from '#features/frame/index.ts'
import { html } from '#platform/http/reply.ts'
import { Document } from '#ui/document.tsx'
import { everydayPage } from '#ui/everyday-page.ts'

/**
 * After leaving quickly without JavaScript: it goes on to the everyday page by itself, and has no
 * service name and no way back, because somebody may be looking.
 */
export function leftPage(): Response {
  const { css, js } = builtAssets()
  const page = html(
    `<!doctype html>${renderToStaticMarkup(
      <Document
        title="Weather"
        lang="en-GB"
        direction="ltr"
        css={css}
        js={js}
        bodyClass="hr-patient"
      >
        <main className="hr-left">
          <h1 className="nhsuk-heading-m">Looking for the weather?</h1>
          <p>
            <a className="nhsuk-button" href={everydayPage}>
              Weather forecast
            </a>
          </p>
        </main>
      </Document>,
    )}`,
  )
  page.headers.set('refresh', `0; url=${everydayPage}`)
  return page
}
