import { localTime } from '#clinical/calendar.ts'
import { clockWords } from '#features/progress/index.ts'
import { nearDay } from '#ui/time.tsx'
import type { HomePlan, HomeView } from './home-view.ts'

/** "Walk to the library with Ada, today", and afterwards how it went: an offer, never a debt. */
export function PlanLine({ plan, view }: { plan: HomePlan; view: HomeView }) {
  const isAhead = plan.state === 'ahead'
  const day = nearDay(plan.at, view.at, view.timeZone)
  const time = clockWords(localTime(plan.at.getTime(), view.timeZone))
  const name = plan.words ?? `Your ${plan.rowName}`
  const link = isAhead ? 'Open' : plan.question
  return (
    <li className="hr-row hr-row--apart">
      <span>
        <bdi>{name}</bdi>, {isAhead && plan.hasTime ? `${day} at ${time}` : day}
      </span>
      <a href={`/entries/${plan.entryId}?stage=${plan.stageId}`}>
        {link}
        <span className="nhsuk-u-visually-hidden">
          {link.endsWith('?') ? '' : ':'} {name}, {day}
        </span>
      </a>
    </li>
  )
}
