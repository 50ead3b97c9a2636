import { renderToStaticMarkup } from 'react-dom/server'
import { builtAssets } from '#features/frame/index.ts'
import { html } from '#platform/http/reply.ts'
import { Document } from '#ui/document.tsx'

/** After leaving quickly: no service name and no way back, because somebody may be looking. */
export function leftPage(): Response {
  const { css, js } = builtAssets()
  return html(
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
            <a className="nhsuk-button" href="https://www.bbc.co.uk/weather">
              Weather forecast
            </a>
          </p>
        </main>
      </Document>,
    )}`,
  )
}
