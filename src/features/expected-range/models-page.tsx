import type { ExpectedRangeFile, OnTrackProtocol } from '#content/types.ts'
import { shortNameOf } from '#features/instruments/index.ts'
import type { Context } from '#platform/context.ts'
import { FaultSummary } from '#ui/fields.tsx'
import { formatDay, Time } from '#ui/time.tsx'
import type { StoredModel } from './model-repository.ts'
import { ModelTable } from './model-table.tsx'
import { DecideForm, OwnModel, type ReturnedDecision } from './own-model.tsx'
import type { ModelInUse } from './range-models.ts'
import { isStanding, keyOfModel, type ShippedDecision } from './shipped-model-repository.ts'

export interface ModelsPageProps {
  ctx: Context
  shipped: readonly {
    readonly file: ExpectedRangeFile
    readonly model: ModelInUse
    /** What was decided last about it in this service. */
    readonly decision: ShippedDecision | null
  }[]
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
        decides both in the settings. Neither has an effect before a service lead or content lead
        has accepted a model below.
      </p>
      {shipped.map((each) => (
        <Shipped key={each.file.id} {...props} {...each} />
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
      <Rules ctx={ctx} protocol={ctx.content.protocols.onTrack} />
    </div>
  )
}

function NoneYet({ protocol }: { protocol: OnTrackProtocol }) {
  return (
    <p>
      None yet. Once {protocol.ownModel.leastCourses} finished courses have two scores or more, an
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

type ShippedProps = ModelsPageProps & ModelsPageProps['shipped'][number]

/** Whether the model that ships has an effect here, and if not, what it waits for. */
function useWords({ ctx, file, decision, inUse }: ShippedProps): string {
  const { settings, isDemonstration } = ctx.service
  if (inUse.has(file.id)) return 'No: this service’s own model is'
  const isAccepted = decision !== null && isStanding(ctx.content, decision)
  if (decision?.kind === 'withdrawn') return 'No: it was taken out of use'
  if (!isAccepted && !isDemonstration) return 'No: nobody here has accepted it'
  if (!settings.showExpectedRange && !settings.showExpectedRangeToPatients) {
    return 'No: switched off'
  }
  return isAccepted ? 'Yes' : 'Yes, because this is a demonstration: nobody has accepted it'
}

function DecisionWords({ ctx, decision }: Pick<ShippedProps, 'ctx' | 'decision'>) {
  if (decision === null) return <>Nobody has decided yet</>
  const { kind, decidedBy, decidedAt, note } = decision
  const isOld = kind === 'approved' && !isStanding(ctx.content, decision)
  return (
    <>
      {isOld && 'No longer holds, because its numbers have changed since. '}
      {kind === 'approved' ? 'Accepted' : 'Taken out of use'} by {decidedBy} on{' '}
      <Time at={decidedAt} style="date" />: <span dir="auto">{note}</span>
    </>
  )
}

function Shipped(props: ShippedProps) {
  const { ctx, file, model, decision, mayDecide, returned } = props
  const name = shortNameOf(ctx.content, file.id)
  return (
    <section className="hr-section" id={`model-${keyOfModel(file)}`}>
      <h2 className="nhsuk-heading-m">{name}: the model that comes with Handrail</h2>
      <dl className="hr-facts__list">
        <div>
          <dt>In use here</dt>
          <dd>{useWords(props)}</dd>
        </div>
        <div>
          <dt>Status</dt>
          <dd>{statusWords[file.status]}</dd>
        </div>
        <div>
          <dt>Decision</dt>
          <dd>
            <DecisionWords ctx={ctx} decision={decision} />
          </dd>
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
        {file.status === 'illustrative' && (
          <div>
            <dt>Is it right for everybody?</dt>
            <dd>
              Not known: it was tried on nobody, so nothing can be said of people of any gender,
              ethnic background or age.
            </dd>
          </div>
        )}
      </dl>
      <ModelTable name={name} model={model.range} />
      {mayDecide && (
        <DecideForm
          modelId={keyOfModel(file)}
          address={`/expected-range/shipped/${keyOfModel(file)}`}
          isInUse={decision !== null && isStanding(ctx.content, decision)}
          returned={returned?.modelId === keyOfModel(file) ? returned : null}
          afterwards="Without a model there is no band, and being above one is no reason to look."
        />
      )}
    </section>
  )
}

/** Every rule of a second look, with its source: the same numbers that the pages use. */
function Rules({ ctx, protocol }: { ctx: Context; protocol: OnTrackProtocol }) {
  const unknown = protocol.unknownChange.instruments
    .map((id) => shortNameOf(ctx.content, id))
    .join(', ')
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
    [`Raises nothing before it is verified: reliable change of ${unknown}`, protocol.unknownChange],
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
