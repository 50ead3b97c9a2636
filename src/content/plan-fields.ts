import type {
  ChoiceField,
  DateField,
  RefField,
  Stage,
  TimeField,
  Worksheet,
} from './worksheet-types.ts'

/** The fields of a worksheet of plans that a week is made of. */
export interface PlanFields {
  readonly stage: Stage
  readonly day: DateField
  /** The list of the person's own that things come from. */
  readonly list: RefField
  readonly slot: ChoiceField | null
  readonly time: TimeField | null
}

/** Null for a worksheet that no week can be made of. */
export function planFields(worksheet: Worksheet): PlanFields | null {
  const [stage] = worksheet.stages
  const fields = stage?.fields ?? []
  const day = fields.find((field) => field.type === 'date')
  const list = fields.find((field) => field.type === 'ref')
  if (worksheet.kind !== 'staged' || !stage || !day || !list) return null
  const slot = fields.find((field): field is ChoiceField => {
    return field.type === 'choice' && field.id === 'slot'
  })
  const time = fields.find((field) => field.type === 'time')
  return { stage, day, list, slot: slot ?? null, time: time ?? null }
}
