import type { Worksheet } from '#content/types.ts'
import { type Entry, EntryView } from '#features/worksheets/index.ts'
import { Time } from '#ui/time.tsx'

interface PrintedProps {
  readonly title: string
  readonly printedAt: Date
  readonly groups: readonly { worksheet: Worksheet; entries: readonly Entry[] }[]
}

interface PrintPageProps extends PrintedProps {
  readonly back: string
  /** The same as a file to keep; null where there is none. */
  readonly save: string | null
}

/** Made for paper: one column, black on white, each entry kept together. */
export function PrintPage({ back, save, ...printed }: PrintPageProps) {
  return (
    <div className="hr-reading hr-print">
      <div className="hr-no-print">
        <p>
          <a className="nhsuk-back-link" href={back}>
            Back
          </a>{' '}
          To print, use your browser’s print. The menus are left out on paper.
        </p>
        {save && printed.groups.length > 0 && (
          <p>
            <SaveLink href={save} />
          </p>
        )}
      </div>
      <Printed {...printed} />
    </div>
  )
}

/** Said where it is saved: the file has no sign-in of its own. */
export function SaveLink({ href }: { href: string }) {
  return (
    <>
      <a href={href}>Save as a file</a>{' '}
      <span className="hr-quiet">
        It opens without signing in, so keep it where only you can find it.
      </span>
    </>
  )
}

/** What stands on the paper, and in the file. */
export function Printed(props: PrintedProps) {
  return (
    <>
      <h1 className="nhsuk-heading-l">{props.title}</h1>
      <p className="hr-quiet">
        As it was on <Time at={props.printedAt} style="date" />.
      </p>
      {props.groups.length === 0 && <p>There is nothing to print yet.</p>}
      {props.groups.map(({ worksheet, entries }) => (
        <section key={worksheet.id}>
          {entries.map((entry) => (
            <EntryView key={entry.id} entry={entry} worksheet={worksheet} headingLevel={2} />
          ))}
        </section>
      ))}
    </>
  )
}
