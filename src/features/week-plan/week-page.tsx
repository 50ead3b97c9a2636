import type { PlainDate } from '#clinical/calendar.ts'
import type { ListedThing } from './own-list.ts'
import type { PlanDay } from './week.ts'
import { OwnList, WeekView } from './week-view.tsx'

interface WeekPageProps {
  readonly today: PlainDate
  readonly ahead: readonly PlanDay[]
  readonly behind: readonly PlanDay[]
  readonly list: readonly ListedThing[]
  readonly listTitle: string
  /** The worksheets that plans, and the list, are written in. */
  readonly planSheet: string
  readonly listSheet: string
  readonly hasPlanAhead: boolean
}

/** The week ahead, what may go into it, and how the last one went. */
export function WeekPage(props: WeekPageProps) {
  const begin = `/entries/new/${props.planSheet}?back=/week`
  return (
    <div className="hr-reading">
      <h1 className="nhsuk-heading-l">My week</h1>
      <p>What you planned, day by day. A few small things are plenty, and empty days are fine.</p>
      <WeekView
        days={props.ahead}
        today={props.today}
        href={({ entryId }) => `/entries/${entryId}`}
      />
      <OwnList
        title={props.listTitle}
        things={props.list}
        href={({ entryId }) => `${begin}&from=${entryId}`}
      />
      <p className="hr-links hr-no-print">
        <a href={begin}>Plan something else</a>
        <a href={`/entries/new/${props.listSheet}`}>Add to my list</a>
        {props.hasPlanAhead && <a href="/week/calendar">Put these in a calendar</a>}
      </p>
      {props.hasPlanAhead && (
        <p className="hr-quiet hr-no-print">
          The calendar file has days and times, and none of your words. Open it with the calendar on
          your phone or computer.
        </p>
      )}
      {props.behind.length > 0 && (
        <>
          <h2 className="nhsuk-heading-m">The last seven days</h2>
          <WeekView
            days={props.behind}
            today={props.today}
            href={({ entryId }) => `/entries/${entryId}`}
          />
        </>
      )}
    </div>
  )
}
