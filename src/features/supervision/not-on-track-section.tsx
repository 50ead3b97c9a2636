import { Score } from '#features/caseload/index.ts'
import { DecisionLine, QualityLines, signalReason } from '#features/on-track/index.ts'
import type { Context } from '#platform/context.ts'
import { NearDay } from '#ui/time.tsx'
import type { NotOnTrack, Standing } from './not-on-track.ts'

/** Everybody whose scores ask for a look, with the reasons and what was decided. */
export function NotOnTrackSection(props: { ctx: Context; list: readonly NotOnTrack[] }) {
  const { ctx, list } = props
  if (list.length === 0) return null
  const waiting = list.filter(({ standing }) => standing !== 'agreed')
  const agreed = list.filter(({ standing }) => standing === 'agreed')
  return (
    <section className="hr-queue__group hr-queue__group--course" aria-labelledby="not-on-track">
      <h2 className="nhsuk-heading-s" id="not-on-track">
        Scores for review ({list.length})
      </h2>
      {waiting.length > 0 && <TrackTable ctx={ctx} list={waiting} caption="Scores for review" />}
      {agreed.length > 0 && (
        <details className="hr-part">
          <summary>
            <h3 className="nhsuk-heading-xs">Decided and agreed ({agreed.length})</h3>
          </summary>
          <TrackTable ctx={ctx} list={agreed} caption="Scores for review, decided and agreed" />
        </details>
      )}
    </section>
  )
}

interface TrackTableProps {
  ctx: Context
  list: readonly NotOnTrack[]
  caption: string
}

function TrackTable({ ctx, list, caption }: TrackTableProps) {
  return (
    <table className="hr-queue__table">
      <caption className="nhsuk-u-visually-hidden">{caption}</caption>
      <colgroup>
        {(['name', 'why', 'by', 'score', 'open'] as const).map((name) => (
          <col key={name} className={`hr-track__col-${name}`} />
        ))}
      </colgroup>
      <thead className="nhsuk-u-visually-hidden">
        <tr>
          <th scope="col">Person</th>
          <th scope="col">Why, and what was decided</th>
          <th scope="col">What it waits for</th>
          <th scope="col">Latest PHQ-9</th>
          <th scope="col">Open</th>
        </tr>
      </thead>
      <tbody>
        {list.map((one) => (
          <TrackRow key={one.person.courseId} ctx={ctx} one={one} />
        ))}
      </tbody>
    </table>
  )
}

function TrackRow({ ctx, one }: { ctx: Context; one: NotOnTrack }) {
  const { person, signals, standing, openSince, by, quality } = one
  return (
    <tr>
      <th scope="row" className="hr-queue__name">
        <bdi>{person.name}</bdi>
        <span className="hr-queue__week">
          <bdi>{person.therapistName}</bdi>
          {person.state === 'paused' && ', paused'}
          {person.state === 'ended' && ', treatment ended'}
        </span>
      </th>
      <td className="hr-queue__why">
        {signals.map((signal) => (
          <span className="hr-queue__reason" key={`${signal.instrumentId} ${signal.code}`}>
            {signalReason(ctx, signal)}.
            {signal.decision && <DecisionLine ctx={ctx} decision={signal.decision} />}
            {signal.supervisors && <DecisionLine ctx={ctx} decision={signal.supervisors} />}
          </span>
        ))}
        <QualityLines ctx={ctx} quality={quality} />
      </td>
      <td className={standing === 'late' ? 'hr-queue__by hr-queue__by--late' : 'hr-queue__by'}>
        {standing === 'late' && openSince === null
          ? 'Decided; your answer is late'
          : standingWords[standing]}
        {openSince !== null && (
          <>
            {' '}
            since <NearDay at={new Date(openSince)} />
          </>
        )}
        {by !== null && (
          <span className="hr-track__answer-by">
            {openSince === null ? 'by' : 'your answer by'} <NearDay at={new Date(by)} />
          </span>
        )}
      </td>
      <td className="hr-queue__score">
        <Score score={person.score} />
      </td>
      <td className="hr-queue__open">
        <a href={`/supervision/${person.courseId}`}>
          Open
          <span className="nhsuk-u-visually-hidden">
            {' '}
            <bdi>{person.name}</bdi>
          </span>
        </a>
      </td>
    </tr>
  )
}

const standingWords: Record<Standing, string> = {
  late: 'Nothing decided',
  for_supervision: 'Waits for supervision',
  open: 'Not decided yet',
  decided: 'Decided; you have not said yet',
  agreed: 'Agreed',
}
