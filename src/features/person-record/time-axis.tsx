import { type AdverseEvent, latestOf, titleOf } from '#features/adverse-events/index.ts'
import { isHeld } from '#features/contacts/index.ts'
import { goalSource, lastMinuteOfToday } from '#features/progress/index.ts'
import type { Context } from '#platform/context.ts'
import type { ChartMark } from '#ui/charts/geometry.ts'
import { usePlace } from '#ui/page-settings.tsx'
import { axisMarkup } from './axis-drawings.tsx'
import { nameOfModule } from './module-words.ts'
import type { PersonRecord } from './record.ts'

interface TimeAxisProps {
  ctx: Context
  record: PersonRecord
  /** The whole course, however long; otherwise the latest half year of it. */
  isWhole: boolean
  /** The forms whose sentence stands above, to be put into the answer. */
  saidAbove: readonly string[]
}

/** Scores, ratings and goals of a course below each other, on one axis of time. */
export function TimeAxis({ ctx, record, isWhole, saidAbove }: TimeAxisProps) {
  const place = usePlace()
  const { content } = ctx
  const { course, programme, forms, ratings, weeklyForms } = record
  const today = lastMinuteOfToday(ctx)
  const markup = axisMarkup({
    ...{ content, programme, forms, ratings, weeklyForms, place, today, isWhole, saidAbove },
    startedAt: course.startedAt,
    endedAt: course.endedAt,
    carried: [...record.formQuality].map(([instrumentId, { carriedTo }]) => ({
      instrumentId,
      points: carriedTo.map(({ contactAt, total }) => ({ at: new Date(contactAt), value: total })),
    })),
    ranges: [...record.ranges].map(([instrumentId, range]) => ({ instrumentId, range })),
    goals: record.goals.map(({ id, values }) => ({
      entryId: id,
      goal: String(values[goalSource.field] ?? ''),
    })),
    marks: marksOf(ctx, record),
    pauses: record.pauses.map(({ from, to }) => ({
      from: new Date(from),
      to: to === null ? today : new Date(to),
    })),
  })
  // biome-ignore lint/security/noDangerouslySetInnerHtml: React made it, in rememberedMarkup()
  return <div className="hr-axis" dangerouslySetInnerHTML={{ __html: markup }} />
}

/** What happened beside the scores: modules, calls, changes of medicine, adverse events. */
function marksOf(ctx: Context, record: PersonRecord): ChartMark[] {
  const opened = [...record.modules.states.values()].flatMap(({ moduleId, openedAt }) =>
    openedAt === null
      ? []
      : [{ at: new Date(openedAt), label: `${nameOfModule(record, moduleId)} opened` }],
  )
  return [
    ...opened,
    ...record.contacts
      .filter(({ outcome }) => isHeld(outcome))
      .map(({ happenedAt }) => ({ at: happenedAt, label: 'Call' })),
    ...record.notes
      .filter(({ isMedication }) => isMedication)
      .map(({ at }) => ({ at, label: 'Change of medicine noted' })),
    ...record.events.map((event) => ({
      at: momentOf(event),
      label: titleOf(ctx.content.protocols.adverseEvents, event),
    })),
  ]
}

function momentOf(event: AdverseEvent): Date {
  const day = latestOf(event)?.happenedOn
  return day ? new Date(`${day}T12:00:00Z`) : event.recordedAt
}
