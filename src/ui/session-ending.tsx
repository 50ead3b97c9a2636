interface SessionEndingProps {
  endsAt: Date
  now: Date
}

/**
 * Shown by its island two minutes before a session ends. Both times are the server's, because the
 * browser's clock
 * may be wrong. Without JavaScript nothing is shown, and what is posted afterwards is kept until
 * the next sign-in.
 */
export function SessionEnding({ endsAt, now }: SessionEndingProps) {
  return (
    <div
      className="hr-session-ending"
      hidden
      role="alertdialog"
      aria-labelledby="session-ending"
      data-island="session-ending"
      data-idle-ends={endsAt.toISOString()}
      data-now={now.toISOString()}
    >
      <p id="session-ending">
        You will be signed out in 2 minutes, to keep this private. What you have written is kept.
      </p>
      <button className="nhsuk-button" type="button">
        Stay signed in
      </button>
    </div>
  )
}
