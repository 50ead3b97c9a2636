import type { Programme } from '#content/types.ts'

/**
 * What somebody should know before they offer a programme: whom it is for, whom not, and how sure
 * we are.
 */
export function ProgrammeFacts(props: { programme: Programme }) {
  const { programme } = props
  return (
    <div className="hr-facts">
      <SignOffLine programme={programme} />
      <dl className="hr-facts__list">
        <div>
          <dt>For</dt>
          <dd>{programme.indication}</dd>
        </div>
        <div>
          <dt>Length</dt>
          <dd>
            {programme.weeks} weeks, {programme.core.length} core modules,{' '}
            {programme.intensity === 'low' ? 'low' : 'high'} intensity
          </dd>
        </div>
        <div>
          <dt>Based on</dt>
          <dd>{programme.basedOn}</dd>
        </div>
      </dl>
      <Points title="Not suitable" points={programme.notSuitable} />
      <Points title="Take care" points={programme.cautions} />
      <EvidenceList programme={programme} />
    </div>
  )
}

/** Stands wherever a programme is offered or described: nobody should take it for approved. */
export function SignOffLine(props: { programme: Programme }) {
  const { signoff } = props.programme
  if (signoff.status === 'signed_off') {
    return (
      <p>
        <strong className="hr-tag">Clinically signed off</strong>{' '}
        {[signoff.clinicalReviewer, signoff.date].filter(Boolean).join(', ')}
      </p>
    )
  }
  return (
    <p>
      <strong className="hr-tag hr-tag--warm">Not yet clinically signed off</strong>
    </p>
  )
}

function Points(props: { title: string; points: readonly string[] }) {
  if (props.points.length === 0) return null
  return (
    <>
      <h3 className="nhsuk-heading-s">{props.title}</h3>
      <ul>
        {props.points.map((point) => (
          <li key={point}>{point}</li>
        ))}
      </ul>
    </>
  )
}

function EvidenceList(props: { programme: Programme }) {
  return (
    <>
      <h3 className="nhsuk-heading-s">Evidence</h3>
      <ul className="hr-plain-list">
        {props.programme.evidence.map(({ ref, says, verified }) => (
          <li key={ref}>
            {says}
            <br />
            <span className="hr-quiet">{ref}</span>{' '}
            {!verified && (
              <strong className="hr-tag hr-tag--warm">Not verified by a clinician</strong>
            )}
          </li>
        ))}
      </ul>
    </>
  )
}
