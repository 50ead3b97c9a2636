import { Fragment } from 'react'
import { ownMeasureWord } from '#content/measure-types.ts'
import type { Programme } from '#content/types.ts'
import { usableInstrument } from '#features/instruments/index.ts'
import { timingWords } from '#features/measure-schedule/index.ts'
import type { Context } from '#platform/context.ts'

/** A questionnaire of a programme, and how it stands in this service. */
export interface ProgrammeMeasure {
  readonly id: string
  readonly name: string
  /** Those of which each person is asked the one of their problem; none for a single one. */
  readonly oneOf: readonly { readonly id: string; readonly name: string }[]
  readonly when: readonly string[]
  /** Why it cannot be asked here, with what is asked instead; null when it can be. */
  readonly missing: string | null
}

/** What a programme asks and when, each questionnaire once. */
export function programmeMeasures(ctx: Context, programme: Programme): ProgrammeMeasure[] {
  const { points } = programme.measures
  const ids = [...new Set(points.flatMap(({ instruments }) => instruments))]
  const titleOf = (moduleId: string) => programme.modules.get(moduleId)?.title ?? moduleId
  return ids.map((id) => {
    const asking = points.filter(({ instruments }) => instruments.includes(id))
    const when = [...new Set(asking.map(({ when }) => timingWords(when, titleOf)))]
    if (id === ownMeasureWord) return { id, when, ...ownMeasure(ctx) }
    const found = usableInstrument(ctx, id)
    return {
      id,
      name: nameOf(ctx, id),
      oneOf: [],
      when,
      missing: 'usable' in found ? null : `${found.missing} ${insteadWords(found.instead)}`,
    }
  })
}

/** No questionnaire by itself: which one it is follows from the problem that is recorded. */
function ownMeasure(ctx: Context): Pick<ProgrammeMeasure, 'name' | 'oneOf' | 'missing'> {
  const { problemMeasures } = ctx.content.outcomes
  const all = problemMeasures.flatMap(({ measure, weekly }) => [
    measure,
    ...(weekly ? [weekly] : []),
  ])
  const ids = [...new Set(all)]
  const names = (some: readonly string[]) => some.map((id) => nameOf(ctx, id)).join(', ')
  const cannot = ids.filter((id) => !('usable' in usableInstrument(ctx, id)))
  return {
    name: 'The measure of each person’s own problem',
    oneOf: ids.map((id) => ({ id, name: nameOf(ctx, id) })),
    missing: cannot.length === 0 ? null : `Your service cannot ask these yet: ${names(cannot)}.`,
  }
}

function nameOf({ content }: Context, id: string): string {
  return content.instruments.get(id)?.shortName ?? id
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
        {measures.map(({ id, name, oneOf, when, missing }) => (
          <li key={id}>
            {oneOf.length === 0 ? <a href={`/instruments/${id}`}>{name}</a> : name}{' '}
            <span className="hr-quiet">{when.join(' · ')}</span>
            {oneOf.length > 0 && <OneOf forms={oneOf} />}
            {missing && <div>{missing}</div>}
          </li>
        ))}
      </ul>
    </section>
  )
}

function OneOf({ forms }: { forms: ProgrammeMeasure['oneOf'] }) {
  return (
    <div>
      One of:{' '}
      {forms.map(({ id, name }, index) => (
        <Fragment key={id}>
          {index > 0 && ', '}
          <a href={`/instruments/${id}`}>{name}</a>
        </Fragment>
      ))}
    </div>
  )
}
