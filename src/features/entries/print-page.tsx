import type { Worksheet } from '#content/types.ts'
import { type Entry, EntryView } from '#features/worksheets/index.ts'
import { Time } from '#ui/time.tsx'

interface PrintPageProps {
  readonly title: string
  readonly back: string
  readonly printedAt: Date
  readonly groups: readonly { worksheet: Worksheet; entries: readonly Entry[] }[]
}

/** Made for paper: one column, black on white, each entry kept together. */
export function PrintPage(props: PrintPageProps) {
  return (
    <div className="hr-reading hr-print">
      <p className="hr-no-print">
        <a className="nhsuk-back-link" href={props.back}>
          Back
        </a>{' '}
        To print, use your browser’s print. The menus are left out on paper.
      </p>
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
    </div>
  )
}
