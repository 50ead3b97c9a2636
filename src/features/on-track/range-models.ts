import type { RangeModel } from '#clinical/expected-range.ts'
import type { RuleSource } from '#clinical/on-track.ts'
import type { Content, ExpectedRangeFile } from '#content/types.ts'
import type { Context } from '#platform/context.ts'
import { formatTime } from '#ui/time.tsx'
import { type StoredModel, storedModelsInUse } from './model-repository.ts'

/** The model of an instrument that the service uses now, and where it comes from. */
export interface ModelInUse {
  readonly range: RangeModel
  readonly source: RuleSource
  /** A named person has approved it: the one that ships has been approved by nobody. */
  readonly isApproved: boolean
  /** Null for the one that ships. */
  readonly stored: StoredModel | null
}

/** By instrument. */
export type RangeModels = ReadonlyMap<string, ModelInUse>

const none: RangeModels = new Map()

/** The models that the service uses; none while its setting is off. */
export async function rangeModels(ctx: Context): Promise<RangeModels> {
  const { settings } = ctx.service
  if (!settings.showExpectedRange && !settings.showExpectedRangeToPatients) return none
  const stored = await storedModelsInUse(ctx)
  const models = new Map(shippedModels(ctx.content))
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

function shipped(content: Content, file: ExpectedRangeFile): ModelInUse | null {
  const instrument = content.instruments.get(file.id)
  if (!instrument) return null
  const { quantiles, coefficients, spread, approvedBy } = file
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
      verifiedBy: approvedBy,
    },
    isApproved: approvedBy.trim() !== '',
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
    stored: model,
  }
}
