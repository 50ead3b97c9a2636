import { createContext, type ReactNode, use } from 'react'

/** What every part of a page may need to know about the page it stands on. */
export interface PageSettings {
  /** The session's token against forged requests; empty for a stranger. */
  readonly csrfToken: string
  readonly locale: string
  readonly timeZone: string
  readonly now: Date
}

const PageSettingsContext = createContext<PageSettings | null>(null)

export function PageSettingsProvider(props: { settings: PageSettings; children: ReactNode }) {
  return <PageSettingsContext value={props.settings}>{props.children}</PageSettingsContext>
}

export function usePageSettings(): PageSettings {
  const settings = use(PageSettingsContext)
  if (!settings) throw new Error('a page is rendered inside its frame')
  return settings
}
