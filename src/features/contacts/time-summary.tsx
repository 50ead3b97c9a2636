import { newId } from '#platform/ids.ts'
import { PostForm } from '#ui/post-form.tsx'
import { formatDay } from '#ui/time.tsx'
import { activityWords } from './contact-words.ts'
import type { LoggedTime, TimeEntry } from './logged-time.ts'
import { minutesAndSeconds } from './minutes-fields.tsx'
import { NumberField } from './moment-field.tsx'
import { type Activity, activitySchema, type SeenTime } from './time.ts'

interface TimeSummaryProps {
  /** All of it counts; its entries are listed. */
  logged: LoggedTime
  /** Whose page it is: a therapist corrects, others read. */
  correctAt: ((entryId: string) => string) | null
  /** A correction that was sent back, with what was typed in it. */
  returned?: ReturnedCorrection | null
}

export interface ReturnedCorrection {
  readonly entryId: string
  readonly minutes: string
  readonly reason: string
}

/** Minutes by activity over the whole course, and each entry with what became of it. */
export function TimeSummary({ logged, correctAt, returned = null }: TimeSummaryProps) {
  const { minutes: sums, count, entries } = logged
  if (count === 0) return <p className="hr-quiet">No time has been logged yet.</p>
  const total = sums.reduce((sum, { minutes }) => sum + minutes, 0)
  return (
    <>
      <p>
        <strong>{total} minutes</strong> in all:{' '}
        {sums
          .map(({ activity, minutes }) => `${activityWords[activity].toLowerCase()} ${minutes}`)
          .join(', ')}
        .
      </p>
      <details open={returned !== null || undefined}>
        <summary>
          {entries.length < count
            ? `The latest ${entries.length} of ${count} entries`
            : `Every entry (${count})`}
        </summary>
        <ul className="hr-plain-list">
          {entries.map((entry) => (
            <Entry
              key={entry.id}
              entry={entry}
              correctAt={correctAt}
              typed={returned?.entryId === entry.id ? returned : null}
            />
          ))}
        </ul>
      </details>
    </>
  )
}

function Entry({
  entry,
  correctAt,
  typed,
}: {
  entry: TimeEntry
  correctAt: ((entryId: string) => string) | null
  typed: ReturnedCorrection | null
}) {
  return (
    <li>
      {formatDay(entry.workedOn, 'short-date')}: {activityWords[entry.activity]},
      {` ${entry.minutes}`} min, {entry.byName}.{' '}
      {entry.measuredSeconds > 0 && (
        <span className="hr-quiet">Measured {minutesAndSeconds(entry.measuredSeconds)}. </span>
      )}
      {entry.correctsId && 'A correction. '}
      {entry.changedReason && <>Reason: {entry.changedReason}. </>}
      {entry.correctedBy && <strong>Corrected since; it does not count.</strong>}
      {correctAt && (!entry.correctedBy || typed) && (
        <details open={typed !== null || undefined}>
          <summary>Correct</summary>
          <PostForm action={correctAt(entry.id)} sendKey={newId()} className="hr-inline-form">
            <NumberField
              name="minutes"
              id={`minutes-${entry.id}`}
              label="Minutes"
              value={typed?.minutes ?? String(entry.minutes)}
            />
            <label className="nhsuk-label" htmlFor={`reason-${entry.id}`}>
              Why
            </label>
            <input
              className="nhsuk-input"
              id={`reason-${entry.id}`}
              name="reason"
              dir="auto"
              defaultValue={typed?.reason}
              maxLength={500}
            />
            <button className="nhsuk-button nhsuk-button--secondary" type="submit">
              Save the correction
            </button>
          </PostForm>
        </details>
      )}
    </li>
  )
}

interface TimeCounterProps {
  courseId: string
  activity: Activity
  seen: readonly SeenTime[]
}

/** Counts while somebody works on this page. Without JavaScript it says what was seen before. */
export function TimeCounter({ courseId, activity, seen }: TimeCounterProps) {
  const known = activitySchema.parse(activity)
  const seconds = seen.reduce((sum, time) => sum + time.seconds, 0)
  return (
    <PostForm
      action={`/people/${courseId}/time`}
      className="hr-counter hr-no-print"
      island="time-log"
      data={{ 'data-activity-now': known, 'data-seconds': String(seconds) }}
    >
      <span>
        Minutes <span data-time-shown>{minutesAndSeconds(seconds)}</span>{' '}
        <span className="hr-quiet" data-time-activity-shown>
          ({activityWords[known].toLowerCase()})
        </span>
      </span>
      <button className="hr-link-button" type="button" data-time-pause hidden>
        Pause
      </button>
    </PostForm>
  )
}
