import type { Programme } from '#content/types.ts'
import { SignOffLine } from './programme-facts.tsx'

export function ProgrammesPage(props: { programmes: readonly Programme[] }) {
  return (
    <div className="hr-reading">
      <h1 className="nhsuk-heading-l">Programmes</h1>
      <p>
        What can be offered here, for whom, and how sure we are of it. What can be asked stands with
        the <a href="/instruments">questionnaires</a>.
      </p>
      {props.programmes.map((programme) => (
        <section className="hr-card" key={programme.id}>
          <h2 className="nhsuk-heading-m">
            <a href={`/programmes/${programme.id}`}>{programme.staffTitle}</a>
          </h2>
          <p>{programme.indication}</p>
          <p className="hr-quiet">
            {programme.core.length} core modules over {programme.weeks} weeks. To choose from:{' '}
            {programme.optional.length}. Follow-ups: {programme.followups.length}. Version{' '}
            {programme.version}.
          </p>
          <SignOffLine programme={programme} />
        </section>
      ))}
      {props.programmes.length === 0 && <p>No programme is installed.</p>}
    </div>
  )
}
