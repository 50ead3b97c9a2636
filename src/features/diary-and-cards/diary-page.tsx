import type { Worksheet } from '#content/types.ts'
import { ReminderPart, type ReminderState } from '#features/diary-reminders/index.ts'
import { type Entry, EntrySummary } from '#features/worksheets/index.ts'
import { Time } from '#ui/time.tsx'
import { DiaryQuickEntry } from './diary-quick-entry.tsx'

interface DiaryPageProps {
  readonly worksheet: Worksheet
  readonly others: readonly Worksheet[]
  readonly entries: readonly Entry[]
  readonly saveKey: string
  readonly therapistName: string
  readonly owner: string
  readonly isSharedDevice: boolean
  readonly reminder: ReminderState | null
}

/** One diary entry in half a minute; the last ones below. */
export function DiaryPage(props: DiaryPageProps) {
  const { worksheet } = props
  return (
    <div className="hr-reading">
      <h1 className="nhsuk-heading-l">{worksheet.title}</h1>
      {worksheet.intro && <p>{worksheet.intro}</p>}
      {props.others.length > 0 && (
        <p className="hr-links">
          {props.others.map(({ id, title }) => (
            <a key={id} href={`/diary?worksheet=${id}`}>
              {title}
            </a>
          ))}
        </p>
      )}
      <DiaryQuickEntry
        id="diary"
        worksheet={worksheet}
        saveKey={props.saveKey}
        isPrimary
        back={`/diary?worksheet=${worksheet.id}#latest`}
        therapistName={props.therapistName}
        owner={props.owner}
        isSharedDevice={props.isSharedDevice}
      />
      {props.reminder && <ReminderPart state={props.reminder} />}
      <LatestEntries entries={props.entries} worksheet={worksheet} />
    </div>
  )
}

export function LatestEntries(props: { entries: readonly Entry[]; worksheet: Worksheet }) {
  if (props.entries.length === 0) return null
  return (
    <section aria-labelledby="latest">
      <h2 className="nhsuk-heading-s" id="latest">
        Your last entries
      </h2>
      <ul className="hr-rows">
        {props.entries.slice(0, 7).map((entry) => (
          <li key={entry.id}>
            <a href={`/entries/${entry.id}`}>
              <EntrySummary entry={entry} worksheet={props.worksheet} />
            </a>
            <span className="hr-rows__when">
              Saved <Time at={entry.updatedAt} />
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}
