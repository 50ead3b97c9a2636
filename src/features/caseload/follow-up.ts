import {
  type AfterEnd,
  type OpenFollowUp,
  openFollowUp,
  type ScoreAfterEnd,
} from '#clinical/follow-up.ts'
import type { Instrument } from '#clinical/instrument.ts'
import { markAfter, totalMark } from '#clinical/verification.ts'
import { weeklyForms } from '#features/on-track/index.ts'
import type { Context } from '#platform/context.ts'
import type { CaseRow } from './case-row.ts'

/** What came after the end and waits for an answer; null before an end, or once answered. */
export function followUpIn(ctx: Context, row: CaseRow): OpenFollowUp | null {
  if (row.ended_at === null) return null
  return followUpOf(ctx, row.programme_id, {
    endedAt: row.ended_at.getTime(),
    answeredAt: row.answered_at?.getTime() ?? null,
    forms: row.points,
    modules: row.modules,
  })
}

/** The same from a record: the forms that are asked each week come first. */
export function followUpOf(
  { content }: Pick<Context, 'content'>,
  programmeId: string,
  record: AfterEnd,
): OpenFollowUp | null {
  const weekly = weeklyForms(content.programmes.get(programmeId), [])
  const ids = new Set([...weekly, ...record.forms.map(({ instrumentId }) => instrumentId)])
  const instruments = [...ids].flatMap((id): [string, Instrument][] => {
    const instrument = content.instruments.get(id)
    return instrument ? [[id, instrument]] : []
  })
  return openFollowUp(record, new Map(instruments))
}

/** "Follow-up done; PHQ-9 13, 8 above the end": what came, with where each score stands. */
export function followUpWords(
  { content }: Pick<Context, 'content'>,
  programmeId: string,
  followUp: OpenFollowUp,
): string {
  const modules = content.programmes.get(programmeId)?.modules
  const others = followUp.moduleIds.filter((id) => modules?.get(id)?.kind !== 'followup')
  const isFollowUp = others.length < followUp.moduleIds.length
  return [
    isFollowUp ? 'Follow-up done' : '',
    ...others.map((id) => `“${modules?.get(id)?.title ?? id}” finished after the end`),
    followUp.moduleIds.length === 0 ? 'Forms done after the end' : '',
    ...followUp.scores.map((score) => scoreWords(content, score)),
  ]
    .filter(Boolean)
    .join('; ')
}

function scoreWords({ instruments }: Context['content'], score: ScoreAfterEnd): string {
  const instrument = instruments.get(score.instrumentId)
  const name = instrument?.shortName ?? score.instrumentId
  const mark = instrument ? totalMark(instrument) : ''
  const { change } = score
  const beside =
    change === null
      ? 'none at the end'
      : change === 0
        ? 'as at the end'
        : `${Math.abs(change)} ${change > 0 ? 'above' : 'below'} the end`
  return `${name}${mark} ${score.total}, ${beside}`
}

/** Why a score after the end asks for a look, and what to think of. It decides nothing. */
export function relapseWords(
  { content }: Pick<Context, 'content'>,
  { instrumentId, total, end, isCase, isWorse }: ScoreAfterEnd,
): string {
  const instrument = content.instruments.get(instrumentId)
  if (!instrument) return 'For review'
  const mark = (name: 'caseness' | 'reliable_change') => markAfter(instrument, name)
  const why = [
    isCase ? `in the clinical range${mark('caseness')}` : '',
    isWorse ? `reliably worse than at the end (${end})${mark('reliable_change')}` : '',
  ].filter(Boolean)
  return (
    `For review: ${instrument.shortName} ${total} after the end is ${why.join(' and ')}. ` +
    'Think of a module again as a booster'
  )
}
