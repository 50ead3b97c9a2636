import { TextField, Tick } from '#ui/fields.tsx'
import { type KeptForm, keptField } from './kept-form.ts'

interface SignInFormProps {
  next?: string | null
  kept?: KeptForm | null
  email?: string
  faults?: { email?: string; password?: string }
}

/** E-mail and password. Neutral: nothing on it says what the service is for. */
export function SignInForm({ next, kept, email = '', faults = {} }: SignInFormProps) {
  return (
    <form method="post" action="/sign-in" noValidate>
      {next && <input type="hidden" name="next" value={next} />}
      {kept && <KeptField kept={kept} />}
      <TextField
        name="email"
        type="email"
        label="E-mail address"
        value={email}
        autoComplete="username"
        error={faults.email}
      />
      <TextField
        name="password"
        type="password"
        label="Password"
        autoComplete="current-password"
        error={faults.password}
      />
      <Tick
        name="shared"
        label="Other people use this phone or computer"
        hint="You will be signed out after 10 minutes without activity."
      />
      <button className="nhsuk-button" type="submit">
        Sign in
      </button>
    </form>
  )
}

/** For somebody who is signed in, and whose sign-in is too old for what they want to do. */
export function ConfirmForm({
  kept,
  next,
  fault,
}: {
  kept: KeptForm | null
  next: string | null
  fault?: string | undefined
}) {
  return (
    <>
      {next && <input type="hidden" name="next" value={next} />}
      {kept && <KeptField kept={kept} />}
      <TextField
        name="password"
        type="password"
        label="Your password"
        autoComplete="current-password"
        error={fault}
      />
      <button className="nhsuk-button" type="submit">
        Carry on
      </button>
    </>
  )
}

export function KeptField({ kept }: { kept: KeptForm }) {
  return <input type="hidden" name={keptField} value={JSON.stringify(kept)} />
}
