import { localDate, type PlainDate } from '#clinical/calendar.ts'
import { reminderTimes } from '#clinical/diary-reminder.ts'
import type { Worksheet } from '#content/types.ts'
import type { VisibleCourse } from '#features/treatment/index.ts'
import type { Context } from '#platform/context.ts'
import { newId } from '#platform/ids.ts'
import { PostForm } from '#ui/post-form.tsx'
import { formatDay } from '#ui/time.tsx'
import { latestReminder } from './repository.ts'

/** How the reminder of one diary stands for one person. */
export interface ReminderState {
  readonly worksheetId: string
  /** When it is sent; null while none is. */
  readonly atTime: string | null
  readonly lastOn: PlainDate | null
  /** It came to its end by itself, and may be asked for again. */
  readonly ranOut: boolean
  readonly isPaused: boolean
  /** What may be chosen, and what is offered first. */
  readonly times: readonly string[]
  readonly suggested: string
  readonly days: number
  readonly quiet: { readonly from: string; readonly until: string }
}

/** Null where nobody is reminded: the diary has no reminder, or treatment is over. */
export async function reminderStateOf(
  ctx: Context,
  course: VisibleCourse,
  worksheet: Worksheet,
): Promise<ReminderState | null> {
  if (!worksheet.remind || course.state === 'ended') return null
  const rules = ctx.content.protocols.notifications.diaryReminders
  const latest = await latestReminder(ctx, course, worksheet.id)
  const today = localDate(ctx.now.getTime(), ctx.service.timeZone)
  const open = latest && latest.endedAt === null ? latest : null
  const isRunning = open !== null && open.lastOn >= today
  return {
    worksheetId: worksheet.id,
    atTime: isRunning ? open.atTime : null,
    lastOn: open?.lastOn ?? null,
    ranOut: open !== null && !isRunning,
    isPaused: course.state === 'paused',
    times: reminderTimes(rules),
    suggested: latest?.atTime ?? worksheet.remind.suggestAt,
    days: rules.stopAfterDays,
    quiet: { from: rules.quietFrom, until: rules.quietUntil },
  }
}

/** Asks for a reminder of a diary, changes its time, and ends it. */
export function ReminderPart({ state }: { state: ReminderState }) {
  const { atTime, lastOn } = state
  return (
    <details className="hr-quiet-details hr-reminder" id="reminder">
      <summary>
        {atTime && lastOn
          ? `Reminder at ${atTime}, until ${formatDay(lastOn, 'short-date')}`
          : 'Remind me by e-mail'}
      </summary>
      <Explained state={state} />
      <PostForm action="/diary/reminder" sendKey={newId()}>
        <input type="hidden" name="worksheet_id" value={state.worksheetId} />
        <label className="nhsuk-label" htmlFor="reminder-time">
          At what time
        </label>
        <select
          className="nhsuk-select"
          id="reminder-time"
          name="at"
          defaultValue={atTime ?? state.suggested}
          aria-describedby="reminder-hint"
        >
          {state.times.map((time) => (
            <option key={time}>{time}</option>
          ))}
        </select>
        <p className="hr-quiet" id="reminder-hint">
          None are sent between {state.quiet.from} and {state.quiet.until}.
        </p>
        <button className="nhsuk-button nhsuk-button--secondary" type="submit">
          {atTime ? `Remind me for ${state.days} days from now` : 'Remind me'}
        </button>
      </PostForm>
      {atTime && (
        <PostForm action="/diary/reminder/end">
          <input type="hidden" name="worksheet_id" value={state.worksheetId} />
          <button className="hr-link-button" type="submit">
            No more reminders
          </button>
        </PostForm>
      )}
    </details>
  )
}

function Explained({ state }: { state: ReminderState }) {
  const { atTime, lastOn } = state
  if (atTime && lastOn) {
    return (
      <p>
        An e-mail comes at {atTime}, on days when you have not written anything here yet. It does
        not say what it is about. The last one is on {formatDay(lastOn)}.
        {state.isPaused && ' While your programme is paused, none are sent.'}
      </p>
    )
  }
  return (
    <>
      {state.ranOut && lastOn && (
        <p>Your reminders came to an end on {formatDay(lastOn)}. You can ask for more.</p>
      )}
      <p>
        A short e-mail at a time that you choose, on days when you have not written anything here
        yet. It does not say what it is about. It ends by itself after {state.days} days, and you
        can end it sooner, here or from the e-mail.
      </p>
    </>
  )
}
