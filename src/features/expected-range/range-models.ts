import type { RangeModel } from '#clinical/expected-range.ts'
import type { RuleSource } from '#clinical/on-track.ts'
import type { Content, ExpectedRangeFile } from '#content/types.ts'
import type { Context } from '#platform/context.ts'
import { formatTime } from '#ui/time.tsx'
import { type StoredModel, storedModelsInUse } from './model-repository.ts'
import { isStanding, type ShippedDecision, shippedDecisions } from './shipped-model-repository.ts'

/** The model of an instrument that the service uses now, and where it comes from. */
export interface ModelInUse {
  readonly range: RangeModel
  readonly source: RuleSource
  /** A named person of this service has taken it into use. */
  readonly isApproved: boolean
  /** Made from published averages and assumptions: whatever rests on it says so. */
  readonly isIllustrative: boolean
  /** Null for the one that ships. */
  readonly stored: StoredModel | null
}

/** By instrument. */
export type RangeModels = ReadonlyMap<string, ModelInUse>

const none: RangeModels = new Map()

/**
 * The models that the service uses; none while its setting is off. The one that ships is an
 * illustration: it has no effect before a named person has accepted it, but in a demonstration, as
 * long as nobody has taken it out of use.
 */
export async function rangeModels(ctx: Context): Promise<RangeModels> {
  const { settings, isDemonstration } = ctx.service
  if (!settings.showExpectedRange && !settings.showExpectedRangeToPatients) return none
  const [stored, decided] = [await storedModelsInUse(ctx), await shippedDecisions(ctx)]
  const key = JSON.stringify([isDemonstration, ctx.service.timeZone, [...decided], stored])
  const known = remembered.get(ctx.content)
  if (known?.key === key) return known.models
  const models = modelsFrom(ctx, stored, decided)
  remembered.set(ctx.content, { key, models })
  return models
}

/** The same map for the same models, so that what was worked out with it can be told to hold. */
const remembered = new WeakMap<Content, { key: string; models: RangeModels }>()

function modelsFrom(
  ctx: Context,
  stored: readonly StoredModel[],
  decided: ReadonlyMap<string, ShippedDecision>,
): RangeModels {
  const models = new Map<string, ModelInUse>()
  for (const [id, model] of shippedModels(ctx.content)) {
    const last = decided.get(id)
    if (last && isStanding(ctx.content, last)) models.set(id, acceptedBy(model, last.decidedBy))
    else if (ctx.service.isDemonstration && last?.kind !== 'withdrawn') models.set(id, model)
  }
  for (const model of stored) models.set(model.instrumentId, own(ctx, model))
  return models
}

/** The models that ship, whether or not the service uses them. */
export function shippedModels(content: Content): RangeModels {
  const files = [...content.expectedRanges.values()]
  return new Map(
    files.flatMap((file) => {
      const model = shipped(content, file)
      return model ? [[file.id, model]] : []
    }),
  )
}

/** To accept an illustration is not to verify it: its source goes on saying that nobody has. */
function acceptedBy(model: ModelInUse, name: string): ModelInUse {
  const text = `${model.source.text} Accepted for use here by ${name}`
  return { ...model, source: { ...model.source, text }, isApproved: true }
}

function shipped(content: Content, file: ExpectedRangeFile): ModelInUse | null {
  const instrument = content.instruments.get(file.id)
  if (!instrument) return null
  const { quantiles, coefficients, spread, status } = file
  const { minimum, maximum } = instrument.scoring
  return {
    range: {
      instrumentId: file.id,
      coefficients,
      spread,
      untilWeek: spread.length - 1,
      quantiles,
      minimum,
      maximum,
    },
    source: {
      text: `An illustration from published averages. ${file.dataSource}`,
      verifiedBy: '',
    },
    isApproved: false,
    isIllustrative: status === 'illustrative',
    stored: null,
  }
}

function own(ctx: Context, model: StoredModel): ModelInUse {
  const made = formatTime(model.madeAt, 'date', ctx.service.timeZone)
  return {
    range: model.model,
    source: {
      text: `This service’s own ${model.courseCount} finished courses, estimated on ${made}`,
      verifiedBy: model.decidedBy ?? '',
    },
    isApproved: true,
    isIllustrative: false,
    stored: model,
  }
}
