interface SessionEndingProps {
  endsAt: Date
  now: Date
}

/**
 * Shown by its island two minutes before a session ends, which puts the words in: an alert is
 * announced when it changes. Both times are the server's, because the browser's clock may be
 * wrong. Without JavaScript nothing is shown, and what is posted afterwards is kept until the next
 * sign-in.
 */
export function SessionEnding({ endsAt, now }: SessionEndingProps) {
  return (
    <section
      className="hr-session-ending"
      hidden
      aria-label="Signing out"
      data-island="session-ending"
      data-idle-ends={endsAt.toISOString()}
      data-now={now.toISOString()}
    >
      <p role="alert" />
      <button className="nhsuk-button" type="button">
        Stay signed in
      </button>
    </section>
  )
}
