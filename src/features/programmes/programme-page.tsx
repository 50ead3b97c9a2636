import type { Programme } from '#content/types.ts'
import { ProgrammeFacts } from './programme-facts.tsx'
import { type ProgrammeMeasure, ProgrammeMeasures } from './programme-measures.tsx'

/** One programme as staff see it: what it is for, how sure we are, and its modules in order. */
export function ProgrammePage(props: {
  programme: Programme
  measures: readonly ProgrammeMeasure[]
}) {
  const { programme } = props
  const afterEnd = new Map(programme.followups.map((one) => [one.module, one.weeksAfterEnd]))
  return (
    <>
      <p className="hr-no-print">
        <a href="/programmes">All programmes</a>
      </p>
      <h1 className="nhsuk-heading-l">{programme.staffTitle}</h1>
      <p>
        People know it as “{programme.title}”: {programme.subtitle}
      </p>
      <div className="hr-columns">
        <div>
          <ModuleList title="Core modules, in order" programme={programme} ids={programme.core} />
          <ModuleList title="To choose from" programme={programme} ids={programme.optional} />
          <ModuleList
            title="After the end"
            programme={programme}
            ids={[...afterEnd.keys()]}
            note={(id) => `${afterEnd.get(id) ?? 0} weeks after the end`}
          />
          <Tracks programme={programme} />
          <ProgrammeMeasures measures={props.measures} />
        </div>
        <div>
          <section className="hr-card">
            <h2 className="nhsuk-heading-m">What to know before offering it</h2>
            <ProgrammeFacts programme={programme} />
          </section>
          <SignOff programme={programme} />
        </div>
      </div>
    </>
  )
}

interface ModuleListProps {
  title: string
  programme: Programme
  ids: readonly string[]
  note?: (id: string) => string
}

function ModuleList({ title, programme, ids, note }: ModuleListProps) {
  if (ids.length === 0) return null
  return (
    <section className="hr-card">
      <h2 className="nhsuk-heading-m">{title}</h2>
      <ol className="hr-plain-list">
        {ids.map((id) => {
          const module = programme.modules.get(id)
          const first = module?.sections[0]
          if (!module || !first) return null
          return (
            <li key={id}>
              <a href={`/programmes/${programme.id}/${id}/${first.id}`}>{module.title}</a>{' '}
              <span className="hr-quiet">
                {module.minutes} minutes{note && `, ${note(id)}`}
              </span>
              <br />
              {module.summary}
            </li>
          )
        })}
      </ol>
    </section>
  )
}

function Tracks(props: { programme: Programme }) {
  const { modules, tracks } = props.programme
  return (
    <section className="hr-card">
      <h2 className="nhsuk-heading-m">Ways through</h2>
      <dl className="hr-facts__list">
        {[...tracks.values()].map((track) => (
          <div key={track.id}>
            <dt>{track.title}</dt>
            <dd>
              {track.for && <>{track.for}. </>}
              {track.modules.map((id) => modules.get(id)?.title ?? id).join(' · ')}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  )
}

function SignOff(props: { programme: Programme }) {
  const { signoff, licence, version, shortName } = props.programme
  const lines = [
    ['Written by', signoff.author],
    ['Clinical reviewer', signoff.clinicalReviewer ?? 'nobody yet'],
    ['Reviewer with lived experience', signoff.livedExperienceReviewer ?? 'nobody yet'],
    ['Clinical safety officer', signoff.safetyOfficer ?? 'nobody yet'],
    ['Date of sign-off', signoff.date ?? 'not signed off'],
    ['Version', version],
    ['Name in the national data set', shortName],
    ['Licence', licence],
  ] as const
  return (
    <section className="hr-card">
      <h2 className="nhsuk-heading-m">Who stands behind it</h2>
      <dl className="hr-facts__list">
        {lines.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  )
}
