import { PostForm } from '#ui/post-form.tsx'

/**
 * Where the link in the mail leads. A press ends the reminders, not the visit: programmes that
 * look at the links of a mail beforehand must end nothing.
 */
export function StopPage({ action }: { action: string }) {
  return (
    <div className="hr-reading">
      <h1 className="nhsuk-heading-l">End these reminders</h1>
      <p>The e-mails that you asked for at a time of day will stop. Nothing else changes.</p>
      <PostForm action={action}>
        <button className="nhsuk-button" type="submit">
          End the reminders
        </button>
      </PostForm>
      <p className="hr-quiet">If this was not meant for you, close the page. Nothing happens.</p>
    </div>
  )
}

export function StoppedPage() {
  return (
    <div className="hr-reading">
      <h1 className="nhsuk-heading-l">The reminders have ended</h1>
      <p>
        No more of them will come. If you want them back, you can ask for them when you have{' '}
        <a href="/sign-in">signed in</a>. You can close this page.
      </p>
    </div>
  )
}

/** A link with a letter missing, or one that never was. */
export function NoSuchLinkPage() {
  return (
    <div className="hr-reading">
      <h1 className="nhsuk-heading-l">This link is not complete</h1>
      <p>
        Nothing has changed. Try pressing the link in the e-mail again. Or{' '}
        <a href="/sign-in">sign in</a> and end the reminders there.
      </p>
    </div>
  )
}
