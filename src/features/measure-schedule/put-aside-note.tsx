import type { Content } from '#content/types.ts'
import { Time } from '#ui/time.tsx'
import type { DecisionLine } from './repository.ts'
import { decisionWords } from './schedule-words.ts'

/** For whoever reads the scores: a form that is not there because somebody said no, and why. */
export function PutAsideNote(props: { content: Content; lines: readonly DecisionLine[] }) {
  return props.lines.map((line) => {
    const instrument = props.content.instruments.get(line.instrumentId)
    const asksOfSafety = (instrument?.safetyItems.length ?? 0) > 0
    return (
      <p key={line.instrumentId}>
        <strong>{instrument?.shortName ?? line.instrumentId}</strong>: {decisionWords(line)}.{' '}
        <DecisionDetail line={line} />
        {asksOfSafety && ' Its question about safety is not asked either: ask it yourself.'}
      </p>
    )
  })
}

/** Who decided it, when, until when and why. */
export function DecisionDetail({ line }: { line: DecisionLine }) {
  return (
    <span className="hr-quiet">
      {line.isByPatient ? 'By themselves' : line.byName}, <Time at={line.at} />
      {line.until && (
        <>
          , until <Time at={line.until} style="day" />
        </>
      )}
      . {line.reason ? `“${line.reason}”.` : 'No reason given.'}
      {line.note && ` ${line.note}`}
    </span>
  )
}
