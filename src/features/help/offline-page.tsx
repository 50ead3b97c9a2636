import { CrisisLines, type Line } from '#features/risk/index.ts'

/** Kept on the device, and shown where the service cannot be reached. About nobody. */
export function OfflinePage({ lines }: { lines: readonly Line[] }) {
  return (
    <div className="hr-reading hr-help">
      <h1 className="nhsuk-heading-l">There is no connection</h1>
      <p>
        This page could not be opened. What was saved before is safe. If you had just pressed a
        button, it may not have arrived: look again when you are connected. Nothing is sent twice.
      </p>
      <form method="get">
        <button className="nhsuk-button" type="submit">
          Try again
        </button>
      </form>
      <h2 className="nhsuk-heading-m">If you need help now</h2>
      <p>A phone call needs no internet.</p>
      <CrisisLines lines={lines} />
    </div>
  )
}
