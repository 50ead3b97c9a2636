import type { Programme } from '#content/types.ts'
import { usableInstrument } from '#features/instruments/index.ts'
import { timingWords } from '#features/measure-schedule/index.ts'
import type { Context } from '#platform/context.ts'

/** A questionnaire of a programme, and how it stands in this service. */
export interface ProgrammeMeasure {
  readonly id: string
  readonly name: string
  readonly when: readonly string[]
  /** Why it cannot be asked here, with what is asked instead; null when it can be. */
  readonly missing: string | null
}

/** What a programme asks and when, each questionnaire once. */
export function programmeMeasures(ctx: Context, programme: Programme): ProgrammeMeasure[] {
  const { points } = programme.measures
  const ids = [...new Set(points.flatMap(({ instruments }) => instruments))]
  return ids.map((id) => {
    const found = usableInstrument(ctx, id)
    const asking = points.filter(({ instruments }) => instruments.includes(id))
    return {
      id,
      name: ctx.content.instruments.get(id)?.shortName ?? id,
      when: [...new Set(asking.map(({ when }) => timingWords(when)))],
      missing: 'usable' in found ? null : `${found.missing} ${insteadWords(found.instead)}`,
    }
  })
}

function insteadWords(instead: { shortName: string } | null): string {
  return instead ? `${instead.shortName} is asked instead.` : 'Nothing is asked in its place.'
}

export function ProgrammeMeasures({ measures }: { measures: readonly ProgrammeMeasure[] }) {
  return (
    <section className="hr-card">
      <h2 className="nhsuk-heading-m">What is asked</h2>
      {measures.length === 0 && <p>This programme asks no questionnaire.</p>}
      <ul className="hr-plain-list">
        {measures.map(({ id, name, when, missing }) => (
          <li key={id}>
            <a href={`/instruments/${id}`}>{name}</a>{' '}
            <span className="hr-quiet">{when.join(' · ')}</span>
            {missing && <div>{missing}</div>}
          </li>
        ))}
      </ul>
    </section>
  )
}
