import { daysBetween, type PlainDate, plainDate } from '#clinical/calendar.ts'
import { formatDay, NearDay } from '#ui/time.tsx'
import type { WaitingPerson } from './list-intake.ts'
import { type Search, SearchForm, SearchResults } from './person-search.tsx'
import { conditionsToShow, conditionWords, decisionWords } from './start-words.ts'

interface IntakePageProps {
  people: readonly WaitingPerson[]
  search: Search | null
  today: PlainDate
  mayAdd: boolean
}

/**
 * Everybody who waits for treatment to begin: what is missing, whose turn it is, and since when.
 */
export function IntakePage({ people, search, today, mayAdd }: IntakePageProps) {
  const otherwise = people.filter(isDecidedOtherwise)
  const waiting = people.filter((person) => !isDecidedOtherwise(person))
  return (
    <>
      <div className="hr-row hr-row--apart">
        <h1 className="nhsuk-heading-l">
          Getting started <span className="hr-quiet">({waiting.length})</span>
        </h1>
        {mayAdd && (
          <a className="nhsuk-button hr-intake-add" href="/intake/new">
            Add a person
          </a>
        )}
      </div>
      <SearchForm search={search} />
      {search ? (
        <SearchResults search={search} />
      ) : (
        <Waiting waiting={waiting} otherwise={otherwise} today={today} />
      )}
    </>
  )
}

function Waiting(props: {
  waiting: readonly WaitingPerson[]
  otherwise: readonly WaitingPerson[]
  today: PlainDate
}) {
  const { waiting, otherwise, today } = props
  return (
    <>
      {waiting.length === 0 ? (
        <p>Nobody is waiting to start.</p>
      ) : (
        <p className="hr-quiet nhsuk-u-margin-top-3">The longest waiting stand first.</p>
      )}
      <ol className="hr-plain-list hr-intake">
        {waiting.map((person) => (
          <Row key={person.id} person={person} today={today} />
        ))}
      </ol>
      {otherwise.length > 0 && (
        <details className="nhsuk-details">
          <summary className="nhsuk-details__summary">
            <span className="nhsuk-details__summary-text">
              Not starting here: {otherwise.length}
            </span>
          </summary>
          <ul className="hr-plain-list">
            {otherwise.map((person) => (
              <li key={person.id}>
                <a href={`/intake/${person.id}`}>
                  <bdi>{person.name}</bdi>
                </a>{' '}
                <span className="hr-quiet">
                  {person.decision && decisionWords[person.decision]}
                </span>
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  )
}

function isDecidedOtherwise(person: WaitingPerson): boolean {
  return person.decision === 'other_care' || person.decision === 'not_suitable'
}

function Row({ person, today }: { person: WaitingPerson; today: PlainDate }) {
  const [next, ...later] = conditionsToShow(person.missing)
  return (
    <li className="hr-intake__row">
      <div>
        <a className="hr-intake__name" href={`/intake/${person.id}`} dir="auto">
          {person.name}
        </a>
        <br />
        <span className="hr-quiet">
          referred {formatDay(person.receivedOn, 'short-date')},{' '}
          {days(daysBetween(plainDate(person.receivedOn), today))}
        </span>
      </div>
      <div>
        {next ? (
          <>
            <strong>{conditionWords[next].label}</strong>
            {next === 'consent' && person.hasWithdrawn && (
              <>
                {' '}
                <span className="hr-tag hr-tag--warm">Withdrawn</span>
              </>
            )}
            <br />
            {conditionWords[next].who}, since <NearDay at={person.waitingSince} />
          </>
        ) : (
          <>
            <strong className="hr-tag">Ready to start</strong>
            <br />
            <bdi>{person.therapistName}</bdi> starts it, since <NearDay at={person.waitingSince} />
          </>
        )}
      </div>
      <div className="hr-quiet">
        {later.length > 0 && (
          <>
            Then:{' '}
            {later
              .map((one) => conditionWords[one].label.toLowerCase().replace(/^gp /, 'GP '))
              .join(', ')}
          </>
        )}
        {person.therapistName && (
          <p className="hr-intake__guide">
            With <bdi>{person.therapistName}</bdi>
          </p>
        )}
      </div>
    </li>
  )
}

function days(count: number): string {
  if (count <= 0) return 'today'
  return count === 1 ? '1 day waiting' : `${count} days waiting`
}
