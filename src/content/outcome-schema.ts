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
  last_score: shape({ source: line, days_after_end: wholeNumber.min(0).max(29) }),
  follow_up: shape({ source: line, from_days: wholeNumber.min(1).max(365) }),
  small_numbers: shape({
    source: line,
    hide_below: wholeNumber.min(1),
    round_to: wholeNumber.min(1),
  }),
})
  .superRefine(({ lastScore, followUp }, context) => {
    if (lastScore.daysAfterEnd < followUp.fromDays) return
    const message = 'A score cannot be the last one and a follow-up: give fewer days.'
    context.addIssue({ code: 'custom', message, path: ['last_score', 'days_after_end'] })
  })
  .transform(({ change, ...rules }): SourcedRules => {
    const sources = [
      { about: 'Treatment contacts and finished courses', source: rules.contacts.source },
      { about: 'Reliable change of two measures together', source: change.source },
      { about: 'Functioning', source: rules.functioning.source },
      { about: 'Last scores', source: rules.lastScore.source },
      { about: 'Follow-up scores', source: rules.followUp.source },
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
  valid_from: day,
  measures: z.array(
    shape({
      code: z.string().regex(/^[A-Z0-9]+$/, { error: 'Write a code without dots, like F401' }),
      system: z.enum(['icd10', 'snomed']),
      problem: line,
      measure: simpleId,
      weekly: simpleId.nullable().default(null),
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
  'anxiety_first_only',
  'anxiety_missing',
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
  'follow_up_due',
  'follow_up_depression',
  'follow_up_depression_better',
  'follow_up_depression_worse',
  'follow_up_depression_below',
  'follow_up_anxiety',
  'follow_up_anxiety_better',
  'follow_up_anxiety_worse',
  'follow_up_anxiety_below',
] as const satisfies readonly TallyName[]

const dividing = [
  'ended',
  'finished',
  'finished_less_not_at_caseness',
  'own_measure_due',
  'follow_up_due',
  'follow_up_depression',
  'follow_up_anxiety',
] as const satisfies readonly PublishedMeasure['of'][]

export const publishedMeasuresSchema = shape({
  source: line,
  measures: z
    .array(
      shape({
        id: simpleId,
        group: z.enum(['courses', 'scores', 'outcomes', 'follow_up']),
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
    shape({
      item: wholeNumber.min(1),
      label: line,
      count_id: line,
      first_id: line,
      first_median_id: line,
      last_id: line,
      last_median_id: line,
    }),
  ),
  contacts: shape({ mean_id: line, median_id: line, explains: line }),
  effect: shape({
    first_id: line,
    first_sd_id: line,
    last_id: line,
    last_sd_id: line,
    effect_id: line,
    explains: line,
    england_sd: shape({
      source: line,
      verified_by: z.string(),
      values: z.record(z.string(), z.number().positive()),
    }),
  }),
})
