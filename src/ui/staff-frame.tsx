import type { ReactNode } from 'react'
import { Navigation, type NavigationItem } from './patient-frame.tsx'
import { PostForm } from './post-form.tsx'
import { type Identity, PrintedLogo, ServiceName } from './service-name.tsx'

interface StaffFrameProps {
  identity: Identity
  navigation: readonly NavigationItem[]
  banner: ReactNode
  name: string
  roleLine: string
  width: 'normal' | 'wide'
  children: ReactNode
}

/** The frame of staff pages: one quiet line, then the work. */
export function StaffFrame(props: StaffFrameProps) {
  return (
    <>
      <a className="nhsuk-skip-link" href="#main">
        Skip to main content
      </a>
      {props.banner}
      <header className="hr-header hr-header--staff">
        <div className="hr-header__row">
          <ServiceName identity={props.identity} />
          <Navigation items={props.navigation} />
          <div className="hr-header__who">
            <span>
              <a href="/account">
                <strong>{props.name}</strong>
                <span className="nhsuk-u-visually-hidden">, your account</span>
              </a>{' '}
              <span className="hr-quiet">{props.roleLine}</span>
            </span>
            <PostForm action="/sign-out">
              <button className="hr-link-button" type="submit">
                Sign out
              </button>
            </PostForm>
          </div>
        </div>
      </header>
      <PrintedLogo identity={props.identity} />
      <main className={`hr-main hr-main--staff hr-main--${props.width}`} id="main">
        {props.children}
      </main>
    </>
  )
}
