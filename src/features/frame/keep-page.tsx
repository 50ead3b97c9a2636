import type { ReactNode } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import type { Context } from '#platform/context.ts'
import { download } from '#platform/http/reply.ts'
import { KeptDocument } from '#ui/kept-document.tsx'
import { PageSettingsProvider } from '#ui/page-settings.tsx'

interface KeptPage {
  /** Neutral, as the name of the file is: both show in lists of files that others may see. */
  readonly title: string
  readonly fileName: string
  readonly body: ReactNode
}

/** A page as one file to keep: it opens without this service, without a connection, and prints. */
export function keepPage(ctx: Context, page: KeptPage): Response {
  const settings = {
    csrfToken: '',
    locale: 'en-GB',
    timeZone: ctx.service.timeZone,
    now: ctx.now,
  }
  const markup = renderToStaticMarkup(
    <KeptDocument title={page.title} lang="en-GB">
      <PageSettingsProvider settings={settings}>{page.body}</PageSettingsProvider>
    </KeptDocument>,
  )
  return download(`<!doctype html>${markup}`, 'text/html; charset=utf-8', page.fileName)
}
