import type { ReactNode } from 'react'
import { LeaveQuickly } from './leave-quickly.tsx'
import { PostForm } from './post-form.tsx'
import { type Identity, PrintedLogo, ServiceName } from './service-name.tsx'

export interface NavigationItem {
  readonly href: string
  readonly label: string
  readonly count?: number
  /** What is counted, for whoever hears the number. */
  readonly countOf?: string
  readonly isCurrent: boolean
}

interface PatientFrameProps {
  identity: Identity
  navigation: readonly NavigationItem[]
  banner: ReactNode
  notWatched: string | null
  isSignedIn: boolean
  children: ReactNode
}

/** The frame of every page a patient sees: help and the way out are always in the same place. */
export function PatientFrame(props: PatientFrameProps) {
  return (
    <>
      <a className="nhsuk-skip-link" href="#main">
        Skip to main content
      </a>
      {props.banner}
      <header className="hr-header">
        <div className="hr-header__row">
          <ServiceName identity={props.identity} />
          <div className="hr-header__always">
            <a className="hr-help-link" href="/help">
              Help now
            </a>
            <LeaveQuickly />
          </div>
        </div>
        {props.navigation.length > 0 && <Navigation items={props.navigation} />}
      </header>
      <PrintedLogo identity={props.identity} />
      <main className="hr-main" id="main">
        {props.children}
      </main>
      <footer className="hr-footer">
        {props.notWatched && <p>{props.notWatched}</p>}
        <p>
          <a href="/help">Help now: numbers to ring at any hour</a>
          <a href="/privacy">Who can see what</a>
          {props.isSignedIn && <a href="/account">Your account</a>}
          <a href="/accessibility">Accessibility</a>
        </p>
        {props.isSignedIn && (
          <PostForm action="/sign-out">
            <button className="hr-link-button" type="submit">
              Sign out
            </button>
          </PostForm>
        )}
      </footer>
    </>
  )
}

export function Navigation(props: { items: readonly NavigationItem[] }) {
  return (
    <nav className="hr-nav" aria-label="Main">
      <ul>
        {props.items.map((item) => (
          <li key={item.href}>
            <a href={item.href} aria-current={item.isCurrent ? 'page' : undefined}>
              {item.label}
              {item.count ? (
                <span className="hr-nav__count">
                  {item.count}
                  <span className="nhsuk-u-visually-hidden"> {item.countOf ?? 'new'}</span>
                </span>
              ) : null}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  )
}
