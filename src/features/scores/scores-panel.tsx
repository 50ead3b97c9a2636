import type { Instrument } from '#clinical/instrument.ts'
import { bandOf } from '#clinical/scoring.ts'
import { markAfter, totalMark } from '#clinical/verification.ts'
import type { Content } from '#content/types.ts'
import {
  betterWords,
  directionWords,
  type InstrumentSummary,
  instrumentOfResponse,
  type MeasureResponse,
  reliableChangeWords,
  summaryOf,
} from '#features/measures/index.ts'
import { Time } from '#ui/time.tsx'
import { FormAnswers } from './form-answers.tsx'
import { FormParts } from './form-parts.tsx'
import { FormsTable } from './forms-table.tsx'
import { incompleteWords, itemValue, modeWords } from './response-words.ts'

export interface ScoresPanelProps {
  content: Content
  /** The weekly instruments of the programme, in their order: they come first. */
  instrumentIds: readonly string[]
  responses: readonly MeasureResponse[]
  /** Where every form is, in its own words. */
  allHref?: string | null
  /** Where what a form tells of can be recorded as a negative effect; null for who may not. */
  recordHref?: ((responseId: string, from: 'form' | 'score') => string) | null
}

/** The questionnaire that asks what treatment itself made worse. */
const negativeEffectsId = 'neq20'

/**
 * Each questionnaire's last total and its movement, whichever of the library it is; safety items
 * always, the others on request.
 */
export function ScoresPanel(props: ScoresPanelProps) {
  const { content, instrumentIds, responses } = props
  const others = responses
    .map(({ instrumentId }) => instrumentId)
    .filter((id) => !instrumentIds.includes(id))
  const summaries = [...new Set([...instrumentIds, ...others])].flatMap((id) => {
    const instrument = content.instruments.get(id)
    return instrument ? (summaryOf(instrument, responses) ?? []) : []
  })
  if (summaries.length === 0) return <p>No form has been filled in yet.</p>
  const weekly = summaries.filter(({ instrument }) => instrumentIds.includes(instrument.id))
  return (
    <div className="hr-scores">
      {summaries.map((summary) => (
        <Score key={summary.instrument.id} {...props} summary={summary}>
          {!weekly.includes(summary) && summary.responses.length > 1 && (
            <FormsTable
              summaries={[summary]}
              title={`All ${summary.instrument.shortName} forms in a table`}
              allHref={props.allHref ?? null}
            />
          )}
        </Score>
      ))}
      {weekly.length > 0 && (
        <FormsTable
          summaries={weekly}
          title="All forms in a table"
          allHref={props.allHref ?? null}
        />
      )}
      <Sources content={content} summaries={summaries} />
    </div>
  )
}

interface ScoreProps extends ScoresPanelProps {
  summary: InstrumentSummary
  children: React.ReactNode
}

function Score({ summary, content, recordHref, allHref = null, children }: ScoreProps) {
  const { latest, total, before, first, responses } = summary
  // By the version that was answered: a later one may have other items or other numbers.
  const instrument = instrumentOfResponse(content, latest) ?? summary.instrument
  const band = total === null ? null : bandOf(instrument, total)
  const hasTotal = instrument.scoring.method !== 'none'
  return (
    <section className="hr-scores__one">
      <p>
        <strong>
          {instrument.shortName}{' '}
          {total === null
            ? hasTotal
              ? 'without a total'
              : ''
            : directionWords(total, before, 'last time')}
          {total !== null && totalMark(instrument)}
        </strong>
        {total !== null && first !== null && <>, {first} at the start</>}
        {band && `, ${band.label}${markAfter(instrument, 'bands')}`}{' '}
        <span className="hr-quiet">
          <Time at={latest.submittedAt} />
          {modeWords[latest.mode] && `, ${modeWords[latest.mode]}`}
          {latest.enteredAt && (
            <>
              , typed in <Time at={latest.enteredAt} style="short-date" />
            </>
          )}
          {hasTotal && instrument.scoring.higherIs === 'better' && `. ${betterWords(instrument)}`}
        </span>
      </p>
      <Incomplete words={incompleteWords(instrument, latest)} />
      <Change {...{ instrument, first, total }} />
      <FormParts instrument={instrument} forms={responses} isInPanel />
      <SafetyAnswers {...{ instrument, latest, responses }} />
      <RecordLink {...{ instrument, latest, first, recordHref }} />
      <FormAnswers
        instrument={instrument}
        response={latest}
        before={responses.at(-2) ?? null}
        allHref={allHref}
      />
      {children}
    </section>
  )
}

function Incomplete({ words }: { words: string | null }) {
  return words && <p>{words}</p>
}

function Change(props: { instrument: Instrument; first: number | null; total: number | null }) {
  const reliable = reliableChangeWords(props.instrument, props.first, props.total)
  if (!reliable) return null
  return <p>Since the start: {reliable.words}.</p>
}

/** Each number of change with where it comes from and whether anybody verified it: on request. */
function Sources({ content, summaries }: SourcesProps) {
  const lines = summaries.flatMap(({ instrument: newest, latest, first, total }) => {
    const instrument = instrumentOfResponse(content, latest) ?? newest
    const reliable = reliableChangeWords(instrument, first, total)
    return reliable ? [{ name: instrument.shortName, source: reliable.source }] : []
  })
  if (lines.length === 0) return null
  return (
    <details className="nhsuk-details">
      <summary className="nhsuk-details__summary">
        <span className="nhsuk-details__summary-text">Sources for reliable change</span>
      </summary>
      <ul className="nhsuk-details__text hr-small">
        {lines.map(({ name, source }) => (
          <li key={name}>
            {name}: {source}
          </li>
        ))}
      </ul>
    </details>
  )
}

interface SourcesProps {
  content: Content
  summaries: readonly InstrumentSummary[]
}

function SafetyAnswers(props: {
  instrument: Instrument
  latest: MeasureResponse
  responses: readonly MeasureResponse[]
}) {
  const { instrument, latest, responses } = props
  return instrument.safetyItems.map(({ item }) => {
    const before = responses.slice(0, -1).findLast(({ answers }) => answers[item] !== undefined)
    const was = before?.answers[item]
    return (
      <p key={item}>
        <strong>
          Item {item}: {itemValue(item, latest)}
        </strong>
        {was !== undefined && <> (was {was})</>}
      </p>
    )
  })
}

/** What treatment made worse, or a score that rose, is put on record by a person or not at all. */
function RecordLink(props: {
  instrument: Instrument
  latest: MeasureResponse
  first: number | null
  recordHref?: ScoresPanelProps['recordHref']
}) {
  const { instrument, latest, first, recordHref } = props
  if (!recordHref) return null
  const isWorse = reliableChangeWords(instrument, first, latest.total)?.change === 'worsened'
  if (instrument.id !== negativeEffectsId && !isWorse) return null
  return (
    <p>
      <a href={recordHref(latest.id, isWorse ? 'score' : 'form')}>Record it as a negative effect</a>
    </p>
  )
}
