import { KeptField, type KeptForm } from '#features/frame/index.ts'
import { PostForm } from '#ui/post-form.tsx'
import { Time } from '#ui/time.tsx'
import type { VisitAs } from './visits.ts'

interface FrontPageProps {
  visits: readonly VisitAs[]
  now: Date
  serviceName: string
  /** What somebody had typed when they were signed out: it is theirs again if they are the same. */
  kept: KeptForm | null
}

/** The first page of the demonstration: whom to be, and what to try. */
export function FrontPage({ visits, now, serviceName, kept }: FrontPageProps) {
  const patients = visits.filter((visit) => visit.is === 'patient')
  const staff = visits.filter((visit) => visit.is === 'staff')
  return (
    <div className="hr-demonstration">
      <h1 className="nhsuk-heading-l">Choose whom to be</h1>
      <p className="hr-reading">
        {serviceName} is an invented service. Its people, and every word they wrote, are made up.
        You can change anything: no mail leaves it. It is now <Time at={now} style="day-time" />.
        Move the clock on in the bar at the top, and what is due follows.
      </p>
      <h2 className="nhsuk-heading-m">Somebody in treatment</h2>
      <div className="hr-demonstration__people">
        {patients.map((visit) => (
          <Choice key={visit.key} visit={visit} kept={kept} />
        ))}
      </div>
      <h2 className="nhsuk-heading-m">Somebody who works there</h2>
      <div className="hr-demonstration__people">
        {staff.map((visit) => (
          <Choice key={visit.key} visit={visit} kept={kept} />
        ))}
      </div>
      <p className="hr-quiet hr-reading">
        The programme for depression is new writing and has not been signed off by a clinician. If
        you are looking for help for yourself, this is not the place:{' '}
        <a href="/help">here are numbers to ring</a>.
      </p>
    </div>
  )
}

function Choice({ visit, kept }: { visit: VisitAs; kept: KeptForm | null }) {
  return (
    <PostForm
      action={`/demonstration/be/${visit.key}`}
      className="hr-card hr-demonstration__person"
    >
      {kept && <KeptField kept={kept} />}
      <h3 className="nhsuk-heading-s">{visit.name}</h3>
      <p className="hr-quiet">
        {visit.line}
        {visit.figure && `. ${visit.figure}`}
      </p>
      <p>{visit.try}</p>
      <button className="nhsuk-button nhsuk-button--secondary" type="submit">
        Be {visit.name.split(' ')[0]}
      </button>
    </PostForm>
  )
}
