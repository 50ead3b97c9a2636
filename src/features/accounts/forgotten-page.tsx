import { TextField } from '#ui/fields.tsx'

export function ForgottenPage() {
  return (
    <div className="hr-reading">
      <h1 className="nhsuk-heading-l">Choose a new password</h1>
      <p>Type your e-mail address and we will send you a link. It works once, for two hours.</p>
      <form method="post" action="/forgotten" noValidate>
        <TextField name="email" type="email" label="E-mail address" autoComplete="username" />
        <button className="nhsuk-button" type="submit">
          Send me a link
        </button>
      </form>
      <p>
        <a href="/sign-in">Back to sign-in</a>
      </p>
    </div>
  )
}

/** The same words whether there is such an account or not. */
export function ForgottenSentPage() {
  return (
    <div className="hr-reading">
      <h1 className="nhsuk-heading-l">Look in your e-mail</h1>
      <p>
        If that address has an account here, a link is on its way to it. It can take a few minutes.
      </p>
      <p>
        Nothing after ten minutes? Look in the junk folder, check the address, or ring your service.
      </p>
      <p>
        <a href="/sign-in">Back to sign-in</a>
      </p>
    </div>
  )
}
