import { signalWords } from '#features/caseload/index.ts'
import { ScoresPanel, scoreSeries } from '#features/measures/index.ts'
import { scoreSentence } from '#features/progress/index.ts'
import type { Context } from '#platform/context.ts'
import { ScoreChart } from '#ui/charts/score-chart.tsx'
import { Time } from '#ui/time.tsx'
import { nameOfModule } from './module-words.ts'
import { InsertButton, Part } from './part.tsx'
import type { PersonRecord } from './record.ts'

interface ScoresPartProps {
  ctx: Context
  record: PersonRecord
  mayAct: boolean
}

/** The forms: last totals, their movement, item 9 always, and the course drawn. */
export function ScoresPart({ ctx, record, mayAct }: ScoresPartProps) {
  const fresh = record.forms.filter(({ submittedAt }) => isNew(record, submittedAt)).length
  return (
    <Part id="forms" title="Forms" news={fresh > 0 ? `${fresh} new` : null}>
      <ScoresPanel
        content={ctx.content}
        responses={record.forms}
        instrumentIds={record.programme.measures.weekly}
      />
      {mayAct && <ScoreSentences ctx={ctx} record={record} />}
      <Charts ctx={ctx} record={record} />
      {mayAct && (
        <p>
          <a href={`/people/${record.course.id}/measures/new?instrument=phq9`}>
            Enter a form taken by phone or on paper
          </a>
        </p>
      )}
    </Part>
  )
}

export function isNew(record: PersonRecord, at: Date): boolean {
  return record.lookedAt === null || at > record.lookedAt
}

function ScoreSentences({ ctx, record }: { ctx: Context; record: PersonRecord }) {
  const sentences = record.programme.measures.weekly.flatMap((id) => {
    const instrument = ctx.content.instruments.get(id)
    const points = record.forms
      .filter(({ instrumentId }) => instrumentId === id)
      .map(({ submittedAt, total }) => ({ at: submittedAt.getTime(), total }))
    return instrument && points.length > 0
      ? [
          {
            name: instrument.shortName,
            words: `Your ${scoreSentence(instrument, points, ctx.service.timeZone).replace(
              /^Your first /,
              'first ',
            )}`,
          },
        ]
      : []
  })
  return sentences.map(({ name, words }) => (
    <p className="hr-insertable" key={name}>
      <span>{words}</span> <InsertButton words={words} what={`the ${name} sentence`} />
    </p>
  ))
}

function Charts({ ctx, record }: { ctx: Context; record: PersonRecord }) {
  const marks = [...record.modules.states.values()]
    .flatMap(({ moduleId, openedAt }) =>
      openedAt === null
        ? []
        : [{ at: new Date(openedAt), label: `${nameOfModule(record, moduleId)} opened` }],
    )
    .sort((a, b) => a.at.getTime() - b.at.getTime())
  const pauses = record.pauses.map(({ from, to }) => ({
    from: new Date(from),
    to: to === null ? ctx.now : new Date(to),
  }))
  return (
    <div className="hr-record__charts">
      {scoreSeries(ctx.content, record.forms).map((series) => {
        const instrument = ctx.content.instruments.get(series.instrumentId)
        const points = series.points.map(({ at, value }) => ({ at: at.getTime(), total: value }))
        return (
          <ScoreChart
            key={series.instrumentId}
            title={`${series.label} over the course`}
            name={series.label}
            points={series.points}
            min={series.minimum}
            max={series.maximum}
            line={
              series.caseness === null
                ? null
                : { value: series.caseness, label: `cut-off ${series.caseness}` }
            }
            marks={marks}
            pauses={pauses}
            isWide
            caption={instrument ? scoreSentence(instrument, points, ctx.service.timeZone) : ''}
          />
        )
      })}
    </div>
  )
}

/**
 * What the scores and the programme's own rules point at: lines for the therapist, never
 * verdicts.
 */
export function SignalsPart({ ctx, record }: Omit<ScoresPartProps, 'mayAct'>) {
  const { signals, mayJudge } = record.signals
  const { suggestions, flags } = record
  if (signals.length + suggestions.length + flags.length === 0) return null
  return (
    <Part id="signals" title="To think about">
      <p className="hr-quiet">
        Worked out by the software from scores and entries. It decides nothing.
        {signals.length > 0 && !mayJudge && ' These are early sessions: look, and do not conclude.'}
      </p>
      <ul className="hr-signals">
        {signals.map((signal) => (
          <li key={`${signal.instrumentId} ${signal.code}`}>
            {signal.code === 'reliably_improved'
              ? `${ctx.content.instruments.get(signal.instrumentId)?.shortName} reliably ` +
                `lower than at the start`
              : signalWords(ctx, { code: signal.code, instrumentId: signal.instrumentId })}{' '}
            ({signal.by > 0 ? `+${signal.by}` : signal.by}, now {signal.total}).
            {signal.supervisorBy !== null && (
              <>
                {' '}
                With your supervisor by <Time at={new Date(signal.supervisorBy)} style="day" />.
              </>
            )}
            {!signal.isVerified && (
              <span className="hr-quiet">
                {' '}
                The threshold has not been verified by a named clinician.
              </span>
            )}
          </li>
        ))}
        {suggestions.map(({ suggestion, moduleTitle }) => (
          <li key={suggestion.id}>
            {suggestion.say} (“{moduleTitle}”).
          </li>
        ))}
        {flags.map(({ flag, worksheet }) => (
          <li key={`${worksheet.id} ${flag.id}`}>
            {worksheet.title}: {flag.say}
          </li>
        ))}
      </ul>
    </Part>
  )
}
