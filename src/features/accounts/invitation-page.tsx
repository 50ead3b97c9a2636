import { FaultSummary, TextField, Tick } from '#ui/fields.tsx'
import { type PasswordFault, shortestPassword } from './password-rules.ts'

interface InvitationPageProps {
  token: string
  name: string
  email: string
  isStaff: boolean
  isReset: boolean
  fault: PasswordFault | null
}

/** Where a single-use link leads: choose a password. */
export function InvitationPage({
  token,
  name,
  email,
  isStaff,
  isReset,
  fault,
}: InvitationPageProps) {
  const words = fault ? passwordFaultWords(fault, isStaff) : undefined
  return (
    <div className="hr-reading">
      <FaultSummary faults={words ? { password: words } : {}} />
      <h1 className="nhsuk-heading-l">{isReset ? 'Choose a new password' : `Welcome, ${name}`}</h1>
      <p>
        {isReset
          ? 'When you have chosen it you are signed in here and signed out everywhere else.'
          : 'Choose a password. You will use it with your e-mail address to sign in.'}
      </p>
      <form method="post" action={`/invitation/${token}`} noValidate>
        <input type="hidden" name="username" value={email} autoComplete="username" />
        <TextField
          name="password"
          type="password"
          label="New password"
          autoComplete="new-password"
          hint={passwordHint(isStaff)}
          error={words}
        />
        <Tick
          name="shared"
          label="Other people use this phone or computer"
          hint="You will be signed out after 10 minutes without activity."
        />
        <button className="nhsuk-button" type="submit">
          Save password
        </button>
      </form>
    </div>
  )
}

export function passwordHint(isStaff: boolean): string {
  return (
    `At least ${shortestPassword(isStaff)} characters. Three words that have nothing to do with ` +
    'each other are easy to keep in mind and hard to guess. Any characters and spaces are allowed.'
  )
}

export function passwordFaultWords(fault: PasswordFault, isStaff: boolean): string {
  const words: Record<PasswordFault, string> = {
    too_short: `Use at least ${shortestPassword(isStaff)} characters. Adding a word will do it.`,
    too_long: 'Your password can have up to 200 characters. Please shorten it.',
    common:
      'Many people use that password, so it is one of the first to be guessed. Choose another.',
    pattern: 'That password is a row or a repeat, which is easy to guess. Choose another.',
    about_you: 'That password is made of your name, your address or the service. Choose another.',
  }
  return words[fault]
}

export function LinkOverPage() {
  return (
    <div className="hr-reading">
      <h1 className="nhsuk-heading-l">This link no longer works</h1>
      <p>Each link works once and for a short time, so that nobody else can use it.</p>
      <p>
        If you have chosen a password already, <a href="/sign-in">sign in</a>.
      </p>
      <p>
        If not, <a href="/forgotten">ask for a new link</a>, or ring your service and they will send
        one.
      </p>
    </div>
  )
}
