import type { ServiceLogo } from '#platform/service-logo.ts'
import { type Faults, TextField, Tick } from '#ui/fields.tsx'
import { PostForm } from '#ui/post-form.tsx'
import type { LogoFields } from './logo-form.ts'

export interface LogoSectionProps {
  logo: ServiceLogo | null
  serviceName: string
  /** What was sent and refused. */
  returned: { fields: LogoFields; faults: Faults } | null
}

/** The service's logo: shown, changed, taken away. A form of its own, because of the file. */
export function LogoSection({ logo, serviceName, returned }: LogoSectionProps) {
  const faults = returned?.faults ?? {}
  const { alt, replacesName } = returned?.fields ?? {
    alt: logo?.alt ?? '',
    replacesName: logo?.replacesName ?? false,
  }
  return (
    <section className="hr-section" id="logo-section" aria-labelledby="logo-title">
      <h2 className="nhsuk-heading-m" id="logo-title">
        Logo
      </h2>
      {logo ? (
        <CurrentLogo logo={logo} />
      ) : (
        <p>
          None: a neutral mark stands beside the name. The NHS logo may be used only by services
          that have it from NHS England’s identity team.
        </p>
      )}
      <PostForm action="/settings/logo" sendsFile>
        <FileField fault={faults.logo} isAgain={returned !== null} isFirst={logo === null} />
        <TextField
          name="logo_alt"
          label="What it says, for people who cannot see it"
          value={alt}
          error={faults.logo_alt}
          hint={`Such as “${serviceName}”. Leave it empty if the name stands beside it.`}
        />
        <Tick
          name="logo_replaces_name"
          label="The name stands in the picture: don’t write it beside it"
          isTicked={replacesName}
        />
        <button className="nhsuk-button nhsuk-button--secondary" type="submit">
          {logo ? 'Change the logo' : 'Use this logo'}
        </button>
      </PostForm>
    </section>
  )
}

function CurrentLogo({ logo }: { logo: ServiceLogo }) {
  return (
    <div className="hr-row hr-settings__logo">
      <img
        src={`/identity/logo/${logo.id}`}
        alt={logo.alt || 'The present logo'}
        width={logo.width}
        height={logo.height}
      />
      <PostForm action="/settings/logo/removal">
        <button className="hr-link-button" type="submit">
          Take it away
        </button>
      </PostForm>
    </div>
  )
}

function FileField(props: { fault: string | undefined; isAgain: boolean; isFirst: boolean }) {
  const { fault, isAgain } = props
  return (
    <div className={`nhsuk-form-group ${fault ? 'nhsuk-form-group--error' : ''}`}>
      <label className="nhsuk-label" htmlFor="logo">
        {props.isFirst ? 'The file' : 'Another file'}
      </label>
      <div className="nhsuk-hint" id="logo-hint">
        PNG, JPEG or WebP, 20 kB and 1600 by 800 at most; it is drawn 36 high. Every page carries
        it, and it shows on printed pages. No SVG: such a file can hold more than a picture.
        {isAgain && ' Choose it again: a browser does not keep it.'}
      </div>
      {fault && (
        <span className="nhsuk-error-message" id="logo-fault">
          <span className="nhsuk-u-visually-hidden">Error:</span> {fault}
        </span>
      )}
      <input
        id="logo"
        name="logo"
        type="file"
        accept="image/png,image/jpeg,image/webp"
        aria-describedby={fault ? 'logo-hint logo-fault' : 'logo-hint'}
      />
    </div>
  )
}
