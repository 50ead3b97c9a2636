import type { ExpectedRangeFile, OnTrackProtocol } from '#content/types.ts'
import type { Context } from '#platform/context.ts'
import { FaultSummary } from '#ui/fields.tsx'
import { formatDay } from '#ui/time.tsx'
import type { StoredModel } from './model-repository.ts'
import { ModelTable } from './model-table.tsx'
import { OwnModel, type ReturnedDecision } from './own-model.tsx'
import type { ModelInUse } from './range-models.ts'
import { shortNameOf } from './rules-for.ts'

export interface ModelsPageProps {
  ctx: Context
  shipped: readonly { readonly file: ExpectedRangeFile; readonly model: ModelInUse }[]
  stored: readonly StoredModel[]
  inUse: ReadonlyMap<string, string>
  mayDecide: boolean
  returned: ReturnedDecision | null
}

/**
 * Where people's scores usually are: what it is made of, how good it is, and who answers for it.
 */
export function ModelsPage(props: ModelsPageProps) {
  const { ctx, shipped, stored, returned } = props
  const { showExpectedRange, showExpectedRangeToPatients } = ctx.service.settings
  return (
    <div className="hr-reading">
      {returned && <FaultSummary faults={returned.faults} />}
      <h1 className="nhsuk-heading-l">Where people’s scores usually are</h1>
      <p>
        A band on a graph: people with the same first score, week by week. Half of them are inside
        it, a quarter above and a quarter below. It describes many people and predicts nobody. A
        score above it is a reason to look, never a verdict.
      </p>
      <p>
        Shown to staff here: <strong>{showExpectedRange ? 'yes' : 'no'}</strong>. To people on their
        own graph: <strong>{showExpectedRangeToPatients ? 'yes' : 'no'}</strong>. The service lead
        decides both in the settings.
      </p>
      {shipped.map(({ file, model }) => (
        <Shipped key={file.id} {...props} file={file} model={model} />
      ))}
      <section className="hr-section">
        <h2 className="nhsuk-heading-m">Made from this service’s own courses</h2>
        {stored.length === 0 && <NoneYet protocol={ctx.content.protocols.onTrack} />}
        {stored.map((model) => (
          <OwnModel
            key={model.id}
            ctx={ctx}
            model={model}
            isInUse={props.inUse.get(model.instrumentId) === model.id}
            mayDecide={props.mayDecide}
            returned={returned?.modelId === model.id ? returned : null}
          />
        ))}
      </section>
      <Rules protocol={ctx.content.protocols.onTrack} />
    </div>
  )
}

function NoneYet({ protocol }: { protocol: OnTrackProtocol }) {
  return (
    <p>
      None yet. Once {protocol.ownModel.leastCourses} courses have ended with two scores or more, an
      operator can estimate one: <code>npx handrail range estimate</code>. It appears here with its
      trial, and nothing uses it until a service lead or content lead approves it.
    </p>
  )
}

const statusWords = {
  illustrative: 'An illustration: not made from courses that anybody could look at one by one',
  published: 'Published',
  estimated: 'Estimated from single courses',
}

function Shipped({
  ctx,
  file,
  model,
  inUse,
}: ModelsPageProps & { file: ExpectedRangeFile; model: ModelInUse }) {
  const name = shortNameOf(ctx.content, file.id)
  const { showExpectedRange, showExpectedRangeToPatients } = ctx.service.settings
  const isOn = showExpectedRange || showExpectedRangeToPatients
  return (
    <section className="hr-section">
      <h2 className="nhsuk-heading-m">{name}: the model that comes with Handrail</h2>
      <dl className="hr-facts__list">
        <div>
          <dt>In use here</dt>
          <dd>
            {inUse.has(file.id)
              ? 'No: this service’s own model is'
              : isOn
                ? 'Yes'
                : 'No: switched off'}
          </dd>
        </div>
        <div>
          <dt>Status</dt>
          <dd>{statusWords[file.status]}</dd>
        </div>
        <div>
          <dt>Approved by</dt>
          <dd>{model.isApproved ? file.approvedBy : 'Nobody'}</dd>
        </div>
        <div>
          <dt>Made on</dt>
          <dd>{formatDay(file.madeOn, 'date')}</dd>
        </div>
        <div>
          <dt>From</dt>
          <dd>{file.dataSource}</dd>
        </div>
        <div>
          <dt>How</dt>
          <dd>{file.derivation}</dd>
        </div>
        <div>
          <dt>Assumed</dt>
          <dd>
            <ul>
              {file.assumptions.map((assumption) => (
                <li key={assumption}>{assumption}</li>
              ))}
            </ul>
          </dd>
        </div>
        <div>
          <dt>How well it fits</dt>
          <dd>{file.calibration}</dd>
        </div>
      </dl>
      <ModelTable name={name} model={model.range} />
    </section>
  )
}

/** Every rule of a second look, with its source: the same numbers that the pages use. */
function Rules({ protocol }: { protocol: OnTrackProtocol }) {
  const { cutPoints, earlyChange, jump, noVerdict, aboveRange, worsening, noChangeByModule } =
    protocol
  const rules = [
    ['Reliably worse', worsening],
    ['No reliable change by half-way', noChangeByModule],
    ['Cut points by week', cutPoints],
    ['Early change', earlyChange],
    ['A jump between two forms', jump],
    ['Above the range', aboveRange],
    ['No conclusion before a session', noVerdict],
    ['How decisions age', protocol.decisions],
  ] as const
  return (
    <section className="hr-section">
      <h2 className="nhsuk-heading-m">The other reasons to look at somebody</h2>
      <dl className="hr-facts__list">
        {rules.map(([title, { source, verifiedBy }]) => (
          <div key={title}>
            <dt>{title}</dt>
            <dd>
              {source}.{' '}
              {verifiedBy === '' ? (
                <strong>Not verified by a named clinician.</strong>
              ) : (
                `Verified by ${verifiedBy}.`
              )}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  )
}
