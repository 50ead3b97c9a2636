import type { OpenFollowUp } from '#clinical/follow-up.ts'
import { followUpOf } from '#features/caseload/index.ts'
import { isHeld } from '#features/contacts/index.ts'
import type { VisibleCourse } from '#features/treatment/index.ts'
import type { Context } from '#platform/context.ts'
import type { PersonRecord } from './record.ts'

type Facts = Pick<PersonRecord, 'forms' | 'modules' | 'thread' | 'contacts' | 'history'>

/** What came after the end and waits for an answer, as the list of people has it. */
export function followUpOfRecord(
  ctx: Context,
  course: VisibleCourse,
  facts: Facts,
): OpenFollowUp | null {
  if (course.endedAt === null) return null
  return followUpOf(ctx, course.programmeId, {
    endedAt: course.endedAt.getTime(),
    answeredAt: answeredAt(facts),
    forms: facts.forms.map(({ instrumentId, submittedAt, total }) => ({
      instrumentId,
      at: submittedAt.getTime(),
      total,
    })),
    modules: [...facts.modules.states.values()].flatMap(({ moduleId, submittedAt }) =>
      submittedAt === null ? [] : [{ moduleId, at: submittedAt }],
    ),
  })
}

/** A mark of what the page shows, so that a later form is not answered unread. */
export function shownFollowUp({ latest }: OpenFollowUp): string {
  return String(latest)
}

function answeredAt({ thread, contacts, history }: Facts): number | null {
  const times = [
    ...(thread.staffWroteAt ? [thread.staffWroteAt] : []),
    ...contacts.filter(({ outcome }) => isHeld(outcome)).map(({ happenedAt }) => happenedAt),
    ...history.filter(({ what }) => what === 'course.follow_up_closed').map(({ at }) => at),
  ].map((at) => at.getTime())
  return times.length === 0 ? null : Math.max(...times)
}
