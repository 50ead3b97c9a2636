import { type Person, QueueColumns, Score } from '#features/caseload/index.ts'
import type { Context } from '#platform/context.ts'
import { type Concern, type ConcernName, concernNames, concernsOf } from './concerns.ts'
import { notOnTrack } from './not-on-track.ts'
import { NotOnTrackSection } from './not-on-track-section.tsx'

interface SupervisionPageProps {
  ctx: Context
  people: readonly Person[]
}

/** A supervisor's list: who asks for a second look and why, and everybody by therapist. */
export function SupervisionPage({ ctx, people }: SupervisionPageProps) {
  const concerns = concernsOf(ctx, people)
  const scores = notOnTrack(ctx, people)
  const isQuiet = scores.length === 0 && [...concerns.values()].every((list) => list.length === 0)
  return (
    <div className="hr-queue">
      <h1 className="nhsuk-heading-l">Supervision ({people.length} people)</h1>
      {people.length > 0 && (
        <ul className="hr-queue__ways">
          <li>
            <a href="/people?of=supervised">Everybody in one list, with search by name</a>
          </li>
          <li>
            <a href="/supervision/scores">Everybody’s scores beside each other</a>
          </li>
        </ul>
      )}
      {isQuiet && (
        <div className="hr-card hr-card--calm">
          <p>Nobody asks for a second look today.</p>
        </div>
      )}
      {[...concerns]
        .filter(([name, list]) => list.length > 0 && name === 'safety')
        .map(([name, list]) => (
          <ConcernSection key={name} name={name} list={list} />
        ))}
      <NotOnTrackSection ctx={ctx} list={scores} />
      {[...concerns]
        .filter(([name, list]) => list.length > 0 && name !== 'safety')
        .map(([name, list]) => (
          <ConcernSection key={name} name={name} list={list} />
        ))}
      <ByTherapist people={people} />
    </div>
  )
}

function ConcernSection({ name, list }: { name: ConcernName; list: readonly Concern[] }) {
  return (
    <section
      aria-labelledby={`concern-${name}`}
      className={`hr-queue__group hr-queue__group--${name}`}
    >
      <h2 className="nhsuk-heading-s" id={`concern-${name}`}>
        {concernNames[name]} ({list.length})
      </h2>
      <ConcernTable name={concernNames[name]} list={list} />
    </section>
  )
}

function ConcernTable({ name, list }: { name: string; list: readonly Concern[] }) {
  return (
    <table className="hr-queue__table">
      <caption className="nhsuk-u-visually-hidden">{name}</caption>
      <QueueColumns />
      <thead className="nhsuk-u-visually-hidden">
        <tr>
          <th scope="col">Person</th>
          <th scope="col">Why</th>
          <th scope="col">Since</th>
          <th scope="col">By when</th>
          <th scope="col">Latest PHQ-9</th>
          <th scope="col">Open</th>
        </tr>
      </thead>
      <tbody>
        {list.map(({ person, lines: [line, ...more] }) => (
          <tr key={person.courseId}>
            <th scope="row" className="hr-queue__name">
              <bdi>{person.name}</bdi>
              <span className="hr-queue__week">
                <bdi>{person.therapistName}</bdi>
              </span>
            </th>
            <td className="hr-queue__why">
              {line.why}
              {more.map((each) => (
                <span className="hr-queue__also" key={each.why}>
                  Also: {each.why}
                  {each.by && ` (${each.by})`}
                </span>
              ))}
            </td>
            <td className="hr-queue__since">{line.since}</td>
            <td className={line.isLate ? 'hr-queue__by hr-queue__by--late' : 'hr-queue__by'}>
              {line.isLate ? `late: ${line.by}` : line.by}
            </td>
            <td className="hr-queue__score">
              <Score score={person.score} />
            </td>
            <td className="hr-queue__open">
              <OpenLink person={person} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function OpenLink({ person }: { person: Person }) {
  return (
    <a href={`/supervision/${person.courseId}`}>
      Open
      <span className="nhsuk-u-visually-hidden">
        {' '}
        <bdi>{person.name}</bdi>
      </span>
    </a>
  )
}

function ByTherapist({ people }: { people: readonly Person[] }) {
  const byTherapist = [...Map.groupBy(people, ({ therapistName }) => therapistName)].sort(
    ([a], [b]) => a.localeCompare(b, 'en'),
  )
  return (
    <section aria-labelledby="by-therapist">
      <h2 className="nhsuk-heading-m" id="by-therapist">
        Everybody, by therapist
      </h2>
      {byTherapist.map(([name, theirs]) => (
        <details className="hr-part" key={name}>
          <summary>
            <h3 className="nhsuk-heading-s">
              {name} ({theirs.length})
            </h3>
          </summary>
          <ul className="hr-plain-list hr-part__body">
            {theirs
              .toSorted((a, b) => a.name.localeCompare(b.name, 'en'))
              .map((person) => (
                <li key={person.courseId} className="hr-row hr-row--apart">
                  <span>
                    <bdi>{person.name}</bdi>{' '}
                    <span className="hr-quiet">
                      {person.state === 'active' ? `week ${person.week}` : stateWords[person.state]}
                    </span>
                  </span>
                  <span>
                    <Score score={person.score} />
                  </span>
                  {person.state !== 'preparing' && <OpenLink person={person} />}
                </li>
              ))}
          </ul>
        </details>
      ))}
    </section>
  )
}

const stateWords = {
  active: 'in treatment',
  paused: 'paused',
  ended: 'ended',
  preparing: 'not started',
}
