import type { Programme } from '#content/types.ts'
import { Time } from '#ui/time.tsx'
import type { DecidedSuggestion, RaisedSuggestion } from './suggestion.ts'

interface SuggestionListProps {
  raised: readonly RaisedSuggestion[]
}

/** The lines of the programme that wait, each with since when; they are decided elsewhere. */
export function SuggestionList({ raised }: SuggestionListProps) {
  return raised.map(({ suggestion, since, doing }) => (
    <li key={suggestion.id}>
      {suggestion.say}. {suggestion.act.kind === 'offer' && `${doing}. `}
      <span className="hr-quiet">
        Since <Time at={since} style="short-date" />.
      </span>
    </li>
  ))
}

/** What became of earlier lines: who decided what, and why. */
export function DecidedSuggestions(props: {
  programme: Programme
  decided: readonly DecidedSuggestion[]
}) {
  const { programme, decided } = props
  if (decided.length === 0) return null
  return (
    <details>
      <summary>Decided before ({decided.length})</summary>
      <ul className="hr-plain-list">
        {decided.map(({ id, suggestionId, decision, reason, byName, at }) => (
          <li key={id}>
            {sayOf(programme, suggestionId)}.{' '}
            <strong>{decision === 'accepted' ? 'Done' : 'Put away'}</strong>
            {reason && (
              <>
                : <span dir="auto">{reason}</span>
              </>
            )}{' '}
            <span className="hr-quiet">
              {byName}, <Time at={at} style="short-date" />
            </span>
          </li>
        ))}
      </ul>
    </details>
  )
}

/** A later version of the programme may have dropped the line: its name is still something. */
function sayOf({ suggestions }: Programme, id: string): string {
  return suggestions.find((each) => each.id === id)?.say ?? id
}
