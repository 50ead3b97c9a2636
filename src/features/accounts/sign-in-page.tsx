import { KeptField, type KeptForm, SignInForm } from '#features/frame/index.ts'
import { FaultSummary, type Faults, TextField } from '#ui/fields.tsx'

interface SignInPageProps {
  next: string | null
  kept: KeptForm | null
  email: string
  isWrong: boolean
  isDemonstration: boolean
}

/** The door. It says nothing of what is behind it. */
export function SignInPage({ next, kept, email, isWrong, isDemonstration }: SignInPageProps) {
  const faults: Faults = isWrong
    ? { email: 'Check your e-mail address and password. One of them is not right.' }
    : {}
  return (
    <div className="hr-reading">
      <FaultSummary faults={faults} />
      <h1 className="nhsuk-heading-l">Sign in</h1>
      {isDemonstration && (
        <p>
          This is a demonstration. <a href="/demonstration">Choose whom to be</a>: no password is
          needed.
        </p>
      )}
      <SignInForm next={next} kept={kept} email={email} faults={faults} />
      <p>
        <a href="/forgotten">I have forgotten my password</a>
      </p>
    </div>
  )
}

interface CodePageProps {
  next: string | null
  kept: KeptForm | null
  isWrong: boolean
}

/** The second step for staff. */
export function CodePage({ next, kept, isWrong }: CodePageProps) {
  const faults: Faults = isWrong
    ? { code: 'That code is not right, or was used before. Wait for the next one.' }
    : {}
  return (
    <div className="hr-reading">
      <FaultSummary faults={faults} />
      <h1 className="nhsuk-heading-l">Enter your code</h1>
      <p>
        Open the authenticator app on your phone and type the six numbers that it shows for this
        service.
      </p>
      <form method="post" action="/sign-in/code" noValidate>
        {next && <input type="hidden" name="next" value={next} />}
        {kept && <KeptField kept={kept} />}
        <TextField
          name="code"
          label="Six-number code"
          inputMode="numeric"
          width={10}
          autoComplete="one-time-code"
          error={isWrong ? faults.code : undefined}
        />
        <button className="nhsuk-button" type="submit">
          Carry on
        </button>
      </form>
      <p>
        If you have lost your phone, ask an administrator of your service to reset your second step.
      </p>
      <p>
        <a href="/sign-in">Start again</a>
      </p>
    </div>
  )
}

interface SetUpPageProps {
  secret: string
  sealed: string
  qrCode: string
  next: string | null
  isWrong: boolean
}

/** Shown once to a new member of staff: pairs a phone with the account. */
export function SetUpPage({ secret, sealed, qrCode, next, isWrong }: SetUpPageProps) {
  const fault =
    'That code does not match. Check that the time on your phone is right and try the next code.'
  return (
    <div className="hr-reading">
      <FaultSummary faults={isWrong ? { code: fault } : {}} />
      <h1 className="nhsuk-heading-l">Set up your second step</h1>
      <p>
        Staff sign in with a password and a code from a phone. Open an authenticator app, add an
        account and scan this picture.
      </p>
      <img
        className="hr-qr"
        src={qrCode}
        width="208"
        height="208"
        alt="Square code for an authenticator app. The same key is written out below."
      />
      <p>
        No camera? Type this key into the app:{' '}
        <span className="hr-secret">{secret.replaceAll(/(.{4})(?=.)/g, '$1 ')}</span>
      </p>
      <form method="post" action="/sign-in/set-up" noValidate>
        <input type="hidden" name="sealed" value={sealed} />
        {next && <input type="hidden" name="next" value={next} />}
        <TextField
          name="code"
          label="Six-number code that the app shows"
          inputMode="numeric"
          width={10}
          autoComplete="one-time-code"
          error={isWrong ? fault : undefined}
        />
        <button className="nhsuk-button" type="submit">
          Finish
        </button>
      </form>
    </div>
  )
}
