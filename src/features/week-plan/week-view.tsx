import type { PlainDate } from '#clinical/calendar.ts'
import { formatDay } from '#ui/time.tsx'
import type { ListedThing } from './own-list.ts'
import type { PlanDay, PlannedThing } from './week.ts'

/** Days with what is planned for them: a list on a phone, and a list with the day beside it. */
export function WeekView(props: {
  days: readonly PlanDay[]
  today: PlainDate
  /** Where one plan is opened. */
  href: (thing: PlannedThing) => string
}) {
  return (
    <ol className="hr-week">
      {props.days.map(({ day, things }) => (
        <li key={day} className="hr-week__day">
          <p className="hr-week__name">{day === props.today ? 'Today' : formatDay(day)}</p>
          {things.length === 0 ? (
            <p className="hr-quiet">Nothing planned</p>
          ) : (
            <ul>
              {things.map((thing) => (
                <li key={thing.entryId}>
                  <a href={props.href(thing)}>
                    <bdi>{thing.words}</bdi>
                  </a>
                  <span className="hr-quiet">{detailsOf(thing)}</span>
                </li>
              ))}
            </ul>
          )}
        </li>
      ))}
    </ol>
  )
}

function detailsOf({ slot, time, outcome }: PlannedThing): string {
  const when = time ?? slot?.toLowerCase() ?? null
  return `${when === null ? '' : `, ${when}`}${outcome === null ? '' : `. ${outcome}`}`
}

const listedAtFirst = 6

/** What may be planned, the easiest first: one press and it comes over in its own words. */
export function OwnList(props: {
  title: string
  things: readonly ListedThing[]
  /** Where a plan of it is begun. */
  href: (thing: ListedThing) => string
}) {
  const { things } = props
  if (things.length === 0) return null
  const [first, more] = [things.slice(0, listedAtFirst), things.slice(listedAtFirst)]
  return (
    <section className="hr-own-list" aria-label={`From “${props.title}”`}>
      <p className="hr-own-list__title">From “{props.title}”, the easiest first</p>
      <ListedThings things={first} href={props.href} />
      {more.length > 0 && (
        <details className="hr-quiet-details">
          <summary>{more.length} more</summary>
          <ListedThings things={more} href={props.href} />
        </details>
      )}
    </section>
  )
}

function ListedThings(props: {
  things: readonly ListedThing[]
  href: (thing: ListedThing) => string
}) {
  return (
    <ul className="hr-rows">
      {props.things.map((thing) => (
        <li key={thing.entryId} className="hr-row hr-row--apart">
          <span>
            <bdi>{thing.words}</bdi>
            <span className="hr-rows__when">
              {[thing.isPlanned ? 'In your week' : null, ...thing.details]
                .filter((part) => part !== null)
                .join(' · ')}
            </span>
          </span>
          <a href={props.href(thing)}>
            {thing.isPlanned ? 'Plan it again' : 'Plan this'}
            <span className="nhsuk-u-visually-hidden">: {thing.words}</span>
          </a>
        </li>
      ))}
    </ul>
  )
}
