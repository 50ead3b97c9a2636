import { createContext, type ReactNode, use } from 'react'

/** Whose days and words a text or a drawing shows. */
export interface Place {
  readonly locale: string
  readonly timeZone: string
}

/** What every part of a page may need to know about the page it stands on. */
export interface PageSettings extends Place {
  /** The session's token against forged requests; empty for a stranger. */
  readonly csrfToken: string
  readonly now: Date
}

const PageSettingsContext = createContext<PageSettings | null>(null)
const PlaceContext = createContext<Place | null>(null)

export function PageSettingsProvider(props: { settings: PageSettings; children: ReactNode }) {
  const { locale, timeZone } = props.settings
  return (
    <PageSettingsContext value={props.settings}>
      <PlaceProvider place={{ locale, timeZone }}>{props.children}</PlaceProvider>
    </PageSettingsContext>
  )
}

/** For what is drawn once and kept: it knows where it is shown, but not when, nor to whom. */
export function PlaceProvider(props: { place: Place; children: ReactNode }) {
  return <PlaceContext value={props.place}>{props.children}</PlaceContext>
}

export function usePageSettings(): PageSettings {
  const settings = use(PageSettingsContext)
  if (!settings) throw new Error('a page is rendered inside its frame')
  return settings
}

export function usePlace(): Place {
  const place = use(PlaceContext)
  if (!place) throw new Error('a page is rendered inside its frame')
  return place
}
