/** The last three digits: enough to know one's own number, and for nobody else to ring it. */
export function lastDigits(phone: string | null): string | null {
  const digits = phone?.replaceAll(/\D/g, '') ?? ''
  return digits.length >= 3 ? digits.slice(-3) : null
}

/** On which number the person will be rung, and how to give another. */
export function MyNumber({ ending, back }: { ending: string | null; back: string }) {
  const href = `/number?back=${encodeURIComponent(back)}`
  if (ending === null) {
    return (
      <p className="hr-no-print">
        Your team has no number for you. <a href={href}>Give one now</a>.
      </p>
    )
  }
  return (
    <p className="hr-no-print">
      We ring the number that ends in <strong>{ending}</strong>. <a href={href}>It has changed</a>
    </p>
  )
}
