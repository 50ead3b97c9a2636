import { localDate } from '#clinical/calendar.ts'
import { planFields } from '#content/plan-fields.ts'
import type { SchedulerBlock, Worksheet } from '#content/types.ts'
import {
  daysAhead,
  listedThings,
  OwnList,
  plannedThings,
  WeekView,
} from '#features/week-plan/index.ts'
import type { Entry } from '#features/worksheets/index.ts'
import { usePageSettings } from '#ui/page-settings.tsx'
import { anchorOf, sectionPath } from './section-data.ts'
import { FormFor, type Refs, type Writing } from './worksheet-block.tsx'

interface SchedulerProps {
  readonly block: SchedulerBlock
  readonly worksheet: Worksheet
  readonly entries: readonly Entry[]
  readonly writing: Writing
  readonly refs: Refs
}

/** Things from the person's own list, put into days of their week without being typed again. */
export function SchedulerView(props: SchedulerProps) {
  const { block, worksheet, entries, refs } = props
  const { now, timeZone } = usePageSettings()
  const today = localDate(now.getTime(), timeZone)
  const things = plannedThings(worksheet, entries)
  const ahead = things.filter(({ day }) => day >= today)
  const list = refs.worksheets.get(planFields(worksheet)?.list.to ?? '')
  const id = anchorOf(block)
  const intro = block.intro ?? worksheet.intro
  return (
    <section className="hr-worksheet" id={id} aria-labelledby={`${id}-title`}>
      <h2 className="nhsuk-heading-s hr-worksheet__title" id={`${id}-title`}>
        {block.title ?? worksheet.title}
      </h2>
      {intro && <p>{intro}</p>}
      {list && (
        <OwnList
          title={list.title}
          things={listedThings(worksheet, list, { entries: refs.all, ahead })}
          href={({ entryId }) => placeOf(props, `new=${block.id}&from=${entryId}`)}
        />
      )}
      {ahead.length > 0 && (
        <>
          <h3 className="nhsuk-heading-s">Your next seven days</h3>
          <WeekView
            days={daysAhead(ahead, today)}
            today={today}
            href={({ entryId }) => placeOf(props, `row=${entryId}`)}
          />
        </>
      )}
      {block.minRows > 1 && ahead.length < block.minRows && (
        <p className="hr-quiet">
          You have {ahead.length} of {block.minRows} so far. Fewer is fine too.
        </p>
      )}
      <PlanForm {...props} hasPlan={ahead.length > 0} />
    </section>
  )
}

/** The plan that was pressed; a new one; or, where there is one already, the way to another. */
function PlanForm(props: SchedulerProps & { hasPlan: boolean }) {
  const { block, worksheet, entries, writing, refs } = props
  const open = entries.find(({ id }) => id === writing.openRow) ?? null
  const stage = planFields(worksheet)?.stage.id ?? null
  const form = { block, worksheet, writing, refs, stage }
  if (open) return <FormFor {...form} entry={open} />
  if (writing.newIn === block.id || !props.hasPlan) return <FormFor {...form} entry={null} />
  return (
    <p className="hr-links">
      <a href={placeOf(props, `new=${block.id}`)}>Plan something else</a>
      <a href="/week">My week</a>
    </p>
  )
}

function placeOf({ writing, block }: SchedulerProps, query: string): string {
  return `${sectionPath(writing.module, writing.section)}?${query}#${anchorOf(block)}-form`
}
