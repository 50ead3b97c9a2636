import type { ReactNode } from 'react'
import { Time } from '#ui/time.tsx'
import type { Opening } from './repository.ts'

/** For the service lead: every record that was opened in an emergency, by whom and why. */
export function OpeningsPage({ openings, now }: { openings: readonly Opening[]; now: Date }) {
  return (
    <>
      <h1 className="nhsuk-heading-l">Records opened in an emergency</h1>
      <p className="hr-reading">
        Somebody who does not treat the person gave a reason and read their record, for an hour at
        most and without changing anything. Ask about a reason that does not convince you. What each
        of them read is in the audit, and the person can see that their record was read.
      </p>
      {openings.length === 0 ? (
        <p>No record has been opened in this way.</p>
      ) : (
        <table className="nhsuk-table-responsive">
          <caption className="nhsuk-table__caption nhsuk-table__caption--m">
            {openings.length === 1 ? '1 opening' : `${openings.length} openings, newest first`}
          </caption>
          <thead className="nhsuk-table__head">
            <tr>
              {['When', 'Who read', 'Whose record', 'Reason', 'Until'].map((title) => (
                <th key={title} scope="col">
                  {title}
                </th>
              ))}
            </tr>
          </thead>
          <tbody className="nhsuk-table__body">
            {openings.map((opening) => (
              <Row key={opening.id} opening={opening} now={now} />
            ))}
          </tbody>
        </table>
      )}
    </>
  )
}

function Row({ opening, now }: { opening: Opening; now: Date }) {
  const end = opening.endedAt ?? opening.endsAt
  return (
    <tr className="nhsuk-table__row">
      <Cell title="When">
        <Time at={opening.openedAt} />
      </Cell>
      <Cell title="Who read">
        <bdi>{opening.by}</bdi>
        {opening.jobTitle && <span className="hr-quiet">, {opening.jobTitle}</span>}
      </Cell>
      <Cell title="Whose record">
        <bdi>{opening.patientName}</bdi>
        <span className="hr-quiet">
          {' '}
          with <bdi>{opening.therapistName}</bdi>
        </span>
      </Cell>
      <Cell title="Reason">
        <span dir="auto">{opening.reason}</span>
      </Cell>
      <Cell title="Until">
        <Time at={end} style="time" />
        {end > now && <strong> Open now</strong>}
        {opening.endedAt && ', ended by them'}
      </Cell>
    </tr>
  )
}

function Cell({ title, children }: { title: string; children: ReactNode }) {
  return (
    <td className="nhsuk-table__cell">
      <span className="nhsuk-table-responsive__heading">{title} </span>
      <span>{children}</span>
    </td>
  )
}
