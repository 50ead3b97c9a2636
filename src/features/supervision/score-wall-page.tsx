import { Fragment } from 'react'
import type { Instrument } from '#clinical/instrument.ts'
import { markAfter, totalMark } from '#clinical/verification.ts'
import { SmallMultiple } from '#ui/charts/small-multiple.tsx'
import { type ScoreWall, type WallPerson, weeksWords } from './score-wall.ts'
import { missingWords, ScoreWallTable } from './score-wall-table.tsx'

interface Choice {
  readonly id: string
  readonly name: string
}

export interface ScoreWallPageProps {
  therapists: readonly Choice[]
  therapist: Choice
  instruments: readonly Instrument[]
  instrument: Instrument
  /** This page with another therapist's people, or another form. */
  addressOf: (therapistId: string, instrumentId: string) => string
  wall: ScoreWall
}

/** A therapist's people beside each other, all on the same axes, those to review first. */
export function ScoreWallPage(props: ScoreWallPageProps) {
  const { therapist, instrument, wall } = props
  const first = wall.shown.filter(({ why }) => why !== null)
  const others = wall.shown.filter(({ why }) => why === null)
  return (
    <div>
      <a className="nhsuk-back-link" href="/supervision">
        Supervision
      </a>
      <h1 className="nhsuk-heading-l">
        {instrument.shortName}
        {totalMark(instrument)} of {therapist.name}’s people
      </h1>
      <Choices {...props} />
      <p className="hr-reading">{axisWords(instrument, wall.weeks)}</p>
      <p className="hr-reading hr-no-print">
        <a href="#table">The same in a table</a>
      </p>
      {wall.shown.length === 0 && <p>Nobody has a {instrument.shortName} yet.</p>}
      <Wall title="To review first" people={first} {...props} />
      <Wall title="The others" people={others} {...props} />
      {wall.without.length > 0 && (
        <p>
          Without a {instrument.shortName}:{' '}
          {wall.without.map(({ name }, index) => (
            <Fragment key={name}>
              {index > 0 && ', '}
              <bdi>{name}</bdi>
            </Fragment>
          ))}
          .
        </p>
      )}
      <ScoreWallTable people={wall.shown} instrument={instrument} name={therapist.name} />
    </div>
  )
}

function axisWords(instrument: Instrument, weeks: number): string {
  const { shortName, scoring, caseness } = instrument
  const better = scoring.higherIs === 'worse' ? 'Lower is better.' : 'Higher is better.'
  const line = caseness === null ? '' : ` The dashed line is the ${cutOffWords(instrument)}.`
  return [
    `All on the same axes: from each person’s first form to ${weeksWords(weeks)} after it across,`,
    `without pauses, and ${shortName} from ${scoring.minimum} to ${scoring.maximum} up.`,
    `${better}${line}`,
    'A break in the line is a week without a form; the dot is the last one.',
    ...ringWords(instrument),
    'A stroke on the axis is a module that was opened. A triangle at the top is a call, a change',
    'of medicine or a negative effect.',
  ].join(' ')
}

/** Only where there is a number that says what a real change is. */
function ringWords(instrument: Instrument): string[] {
  if (instrument.reliableChange === null) return []
  const mark = markAfter(instrument, 'reliable_change')
  return [`A ring is where a reliable change since the first form begins${mark}.`]
}

function cutOffWords(instrument: Instrument): string {
  return `cut-off at ${instrument.caseness?.value}${markAfter(instrument, 'caseness')}`
}

function Choices(props: ScoreWallPageProps) {
  const { therapists, therapist, instruments, instrument, addressOf } = props
  return (
    <>
      {therapists.length > 1 && (
        <nav className="hr-queue__filters hr-no-print" aria-label="Therapist">
          <ul>
            {therapists.map(({ id, name }) => (
              <li key={id}>
                <a
                  href={addressOf(id, instrument.id)}
                  aria-current={id === therapist.id ? 'true' : undefined}
                >
                  {name}
                </a>
              </li>
            ))}
          </ul>
        </nav>
      )}
      {instruments.length > 1 && (
        <nav className="hr-queue__filters hr-no-print" aria-label="Form">
          <ul>
            {instruments.map(({ id, shortName }) => (
              <li key={id}>
                <a
                  href={addressOf(therapist.id, id)}
                  aria-current={id === instrument.id ? 'true' : undefined}
                >
                  {shortName}
                </a>
              </li>
            ))}
          </ul>
        </nav>
      )}
    </>
  )
}

function Wall(props: ScoreWallPageProps & { title: string; people: readonly WallPerson[] }) {
  const { title, people, instrument, wall } = props
  if (people.length === 0) return null
  return (
    <section>
      <h2 className="nhsuk-heading-m">
        {title} ({people.length})
      </h2>
      <ul className="hr-small-wall">
        {people.map(({ person, points, marks, words, missing, why }) => (
          <li key={person.courseId}>
            <p>
              <a href={`/supervision/${person.courseId}`} dir="auto">
                {person.name}
              </a>
            </p>
            <SmallMultiple
              points={points}
              marks={marks}
              weeks={wall.weeks}
              min={instrument.scoring.minimum}
              max={instrument.scoring.maximum}
              line={instrument.caseness?.value ?? null}
              label={
                `${instrument.shortName}${totalMark(instrument)}: ${words}` +
                (markAfter(instrument, 'caseness') && `; ${cutOffWords(instrument)}`)
              }
            />
            <p>
              {words}
              {missing > 0 && `, ${missingWords(missing)}`}
            </p>
            {why && (
              <p>
                <strong>{why}</strong>
              </p>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}
