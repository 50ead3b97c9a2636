/** How a service shows itself: a neutral mark and its name, or a logo of its own. */
export interface Identity {
  readonly name: string
  readonly logo: {
    readonly src: string
    readonly alt: string
    readonly width: number
    readonly height: number
    /** The name stands in the picture. */
    readonly replacesName: boolean
  } | null
}

/** The way to the first page, from every page. The NHS identity is not ours to use. */
export function ServiceName({ identity }: { identity: Identity }) {
  return (
    <a className="hr-service-name" href="/">
      {identity.logo ? <Logo logo={identity.logo} /> : <NeutralMark />}
      {!identity.logo?.replacesName && <span>{identity.name}</span>}
    </a>
  )
}

/** At the head of a printed page, where the service has a logo; otherwise paper stays neutral. */
export function PrintedLogo({ identity }: { identity: Identity }) {
  if (!identity.logo) return null
  return (
    <p className="hr-print-only hr-printed-logo">
      <Logo logo={identity.logo} /> {!identity.logo.replacesName && identity.name}
    </p>
  )
}

function Logo({ logo }: { logo: NonNullable<Identity['logo']> }) {
  const { src, alt, width, height } = logo
  return <img className="hr-service-name__logo" src={src} alt={alt} width={width} height={height} />
}

function NeutralMark() {
  return (
    <svg
      className="hr-service-name__mark"
      viewBox="0 0 32 24"
      width="32"
      height="24"
      aria-hidden="true"
      focusable="false"
    >
      <path
        d="M2 21 C10 21 11 6 19 6 L30 6"
        fill="none"
        stroke="currentColor"
        strokeWidth="3.5"
        strokeLinecap="round"
      />
      <path
        d="M8 21 L8 17 M16 21 L16 9 M25 21 L25 6.5"
        fill="none"
        stroke="currentColor"
        strokeWidth="2"
        strokeLinecap="round"
      />
    </svg>
  )
}
