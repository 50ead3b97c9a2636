import type { Worksheet } from '#content/types.ts'
import { type Entry, EntrySummary, statusWords } from '#features/worksheets/index.ts'
import { Time } from '#ui/time.tsx'
import { WhoReads } from '#ui/who-reads.tsx'

interface EntriesPageProps {
  readonly groups: readonly { worksheet: Worksheet; entries: readonly Entry[] }[]
  readonly choices: readonly Worksheet[]
  readonly chosen: string | null
  readonly therapistName: string
  /** Entries beside which somebody wrote, and whether the last of it is new. */
  readonly commented: ReadonlyMap<string, boolean>
}

const shownAtFirst = 5

/** Everything that a person wrote, by worksheet, newest first. */
export function EntriesPage(props: EntriesPageProps) {
  const { groups, choices, chosen } = props
  const only = chosen ? `?worksheet=${chosen}` : ''
  return (
    <div className="hr-reading hr-entries">
      <h1 className="nhsuk-heading-l">What I wrote</h1>
      <p className="hr-who-reads">
        <WhoReads therapistName={props.therapistName} />
      </p>
      <p className="hr-links">
        <a href="/cards">My cards</a>
        <a href="/blueprint">My plan for staying well</a>
        <a href="/diary">Diary</a>
        <a href="/week">My week</a>
      </p>
      {choices.length > 1 && <Filters choices={choices} chosen={chosen} />}
      {groups.length === 0 && (
        <p>
          Nothing here yet. What you write in your programme is kept here, and you can read it,
          change it and print it. <a href="/programme">Go to your programme</a>.
        </p>
      )}
      {groups.map(({ worksheet, entries }) => (
        <WorksheetGroup
          key={worksheet.id}
          worksheet={worksheet}
          entries={entries}
          isAll={chosen !== null}
          page={props}
        />
      ))}
      {groups.length > 0 && (
        <p className="hr-links">
          <a href={`/entries/print${only}`}>Print this</a>
          <a href={`/entries/download${only}`}>Save this as a file</a>
          <a href="/entries/export">Download everything I wrote, for a computer to read</a>
        </p>
      )}
    </div>
  )
}

function Filters(props: { choices: readonly Worksheet[]; chosen: string | null }) {
  const link = (href: string, words: string, isCurrent: boolean) => (
    <li key={href}>
      <a href={href} aria-current={isCurrent ? 'true' : undefined}>
        {words}
      </a>
    </li>
  )
  return (
    <nav className="hr-filters" aria-label="Choose what to show">
      <ul>
        {link('/entries', 'All', props.chosen === null)}
        {props.choices.map(({ id, title }) =>
          link(`/entries?worksheet=${id}`, title, props.chosen === id),
        )}
      </ul>
    </nav>
  )
}

function WorksheetGroup(props: {
  worksheet: Worksheet
  entries: readonly Entry[]
  isAll: boolean
  page: EntriesPageProps
}) {
  const { worksheet, entries } = props
  const shown = props.isAll ? entries : entries.slice(0, shownAtFirst)
  return (
    <section className="hr-entries__group" aria-labelledby={`group-${worksheet.id}`}>
      <h2 className="nhsuk-heading-m" id={`group-${worksheet.id}`}>
        {worksheet.title}
      </h2>
      <ul className="hr-rows">
        {shown.map((entry) => (
          <li key={entry.id}>
            <a href={`/entries/${entry.id}`}>
              {worksheet.privacy === 'sensitive' ? (
                <>
                  Private. Written on <Time at={entry.createdAt} style="day" />
                </>
              ) : (
                <EntrySummary entry={entry} worksheet={worksheet} />
              )}
            </a>
            <span className="hr-rows__when">
              {statusWords[entry.status]}, <Time at={entry.updatedAt} style="short-date" />
              {props.page.commented.has(entry.id) &&
                `. ${props.page.therapistName} wrote beside it`}
              {props.page.commented.get(entry.id) && <strong> (new)</strong>}
            </span>
          </li>
        ))}
      </ul>
      <p className="hr-links">
        {entries.length > shown.length && (
          <a href={`/entries?worksheet=${worksheet.id}`}>
            All {entries.length}
            <span className="nhsuk-u-visually-hidden"> of {worksheet.title}</span>
          </a>
        )}
        {worksheet.kind !== 'form' && (
          <a href={`/entries/new/${worksheet.id}`}>Add another {worksheet.rowName}</a>
        )}
      </p>
    </section>
  )
}
