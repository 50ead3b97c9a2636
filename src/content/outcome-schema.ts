import { z } from 'zod'
import type { PlainDate } from '#clinical/calendar.ts'
import type { PublishedMeasure } from '#clinical/outcome-rates.ts'
import type { AppointmentType } from '#clinical/outcome-rules.ts'
import type { TallyName } from '#clinical/outcome-tally.ts'
import type { SourcedRules } from './outcome-types.ts'
import { line, optionalLine, shape, simpleId, uniqueIds, wholeNumber } from './shape.ts'

const appointmentTypes = [
  '01',
  '02',
  '03',
  '04',
  '05',
  '06',
  '07',
] as const satisfies readonly AppointmentType[]
const appointmentType = z.enum(appointmentTypes)

// zod says that it is a day; the type says so to the rules.
const day = z.iso.date().transform((text) => text as PlainDate)

const contacts = shape({
  source: line,
  finished_from: wholeNumber.min(1),
  treatment_types: z.array(appointmentType).min(1),
  attended: z.array(simpleId).min(1),
  appointment_types: z.record(simpleId, appointmentType),
  weekly_log: shape({
    counts: z.boolean(),
    needs_patient_activity: z.boolean(),
    not_for_programmes: z.array(simpleId).default([]),
  }),
})

const version = shape({
  id: z.string().regex(/^[a-z][a-z0-9-]*$/, { error: 'Write an id in lower case, like nhs-tt-1' }),
  title: line,
  valid_from: day,
  verified_by: z.string(),
  source: line,
  depression_measure: simpleId,
  anxiety_measure: simpleId,
  contacts,
  change: shape({ source: line, rise_with_fall: z.enum(['no_change', 'deteriorated']) }),
  unverified_own_measure: z.enum(['nowhere', 'in_a_demonstration']),
  functioning: shape({ source: line, measure: simpleId, least_items: wholeNumber.min(1) }),
  small_numbers: shape({
    source: line,
    hide_below: wholeNumber.min(1),
    round_to: wholeNumber.min(1),
  }),
}).transform(({ change, ...rules }): SourcedRules => {
  const sources = [
    { about: 'Treatment contacts and finished courses', source: rules.contacts.source },
    { about: 'Reliable change of two measures together', source: change.source },
    { about: 'Functioning', source: rules.functioning.source },
    { about: 'Small numbers', source: rules.smallNumbers.source },
  ]
  return { ...rules, riseWithFall: change.riseWithFall, sources }
})

export const outcomeRulesSchema = shape({ versions: z.array(version).min(1) })
  .superRefine(({ versions }, context) => {
    uniqueIds(versions, context)
    for (const [index, { validFrom }] of versions.entries()) {
      const before = versions[index - 1]
      if (before === undefined || before.validFrom < validFrom) continue
      const message = 'Versions stand in the order of their first days, each with its own.'
      context.addIssue({ code: 'custom', message, path: ['versions', index, 'valid_from'] })
    }
  })
  .transform(({ versions }) => versions)

export const problemMeasuresSchema = shape({
  source: line,
  measures: z.array(
    shape({
      code: z.string().regex(/^[A-Z0-9]+$/, { error: 'Write a code without dots, like F401' }),
      system: z.enum(['icd10', 'snomed']),
      problem: line,
      measure: simpleId,
    }),
  ),
})

const counted = [
  'ended',
  'never_treated',
  'treated_once',
  'finished',
  'depression_first_only',
  'depression_missing',
  'depression_paired',
  'anxiety_paired',
  'both_paired',
  'own_measure_due',
  'own_measure_paired',
  'own_not_paired',
  'own_not_verified',
  'own_no_threshold',
  'at_caseness',
  'not_at_caseness',
  'caseness_unknown',
  'recovered',
  'reliably_recovered',
  'improved',
  'deteriorated',
  'no_change',
  'unpaired',
  'functioning_paired',
] as const satisfies readonly TallyName[]

const dividing = [
  'ended',
  'finished',
  'finished_less_not_at_caseness',
  'own_measure_due',
] as const satisfies readonly PublishedMeasure['of'][]

export const publishedMeasuresSchema = shape({
  source: line,
  measures: z
    .array(
      shape({
        id: simpleId,
        group: z.enum(['courses', 'scores', 'outcomes']),
        label: line,
        count_id: optionalLine,
        rate_id: optionalLine,
        counts: z.enum(counted),
        of: z.enum(dividing).nullable(),
        explains: line,
      }),
    )
    .min(1)
    .superRefine(uniqueIds),
  functioning: z.array(
    shape({ item: wholeNumber.min(1), label: line, count_id: line, first_id: line, last_id: line }),
  ),
})
