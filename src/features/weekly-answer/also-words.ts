import { mechanismWords } from '#features/contacts/index.ts'
import { decisionLabel } from '#features/on-track/index.ts'
import { nameOfModule, type PersonRecord } from '#features/person-record/index.ts'
import type { Context } from '#platform/context.ts'
import { formatTime } from '#ui/time.tsx'
import type { Answer } from './answer-form.ts'

const acts = { open: 'Opens', hold: 'Holds', offer: 'Offers' }

/** What sending does beside the message, so that nothing happens unseen. */
export function alsoWords(ctx: Context, record: PersonRecord, answer: Answer): string[] {
  const { timeZone } = ctx.service
  const minutes = answer.times.reduce((sum, time) => sum + time.minutes, 0)
  return [
    ...answer.suggestions.map(({ raised, decision }) =>
      decision === 'accepted' ? raised.doing : `Puts away: ${raised.suggestion.say}`,
    ),
    ...answer.modules.map(({ act, moduleId }) => `${acts[act]} ${nameOfModule(record, moduleId)}`),
    ...answer.tasks.map(({ title }) => `Sets practice: ${title}`),
    answer.handled.length > 0
      ? `Marks ${answer.handled.length} of their messages as dealt with`
      : '',
    answer.decision
      ? `Records what you decided about the scores: ${decisionLabel(ctx, answer.decision.decision)}`
      : '',
    answer.nextReviewAt
      ? `Promises the next review for ${formatTime(answer.nextReviewAt, 'day-time', timeZone)}`
      : '',
    answer.booking
      ? `Books a call (${mechanismWords[answer.booking.mechanism].toLowerCase()}) for ` +
        formatTime(answer.booking.startsAt, 'day-time', timeZone)
      : '',
    minutes > 0 ? `Logs ${minutes} minutes` : '',
  ].filter(Boolean)
}
