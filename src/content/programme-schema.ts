import { z } from 'zod'
import { measuresSchema } from './measure-schema.ts'
import { dottedId, line, optionalLine, shape, simpleId, uniqueIds, wholeNumber } from './shape.ts'
import { profilesSchema, suggestionsSchema } from './suggestion-schema.ts'

const modules = z.array(dottedId)

const signoff = shape({
  status: z.enum(['not_yet_signed_off', 'signed_off']),
  author: line,
  clinical_reviewer: optionalLine,
  lived_experience_reviewer: optionalLine,
  safety_officer: optionalLine,
  date: optionalLine,
}).refine(
  (sign) =>
    sign.status === 'not_yet_signed_off' ||
    (sign.clinicalReviewer !== null && sign.safetyOfficer !== null && sign.date !== null),
  { error: 'Signed off needs a named clinical reviewer, a named safety officer and a date.' },
)

export const programmeSchema = shape({
  id: simpleId,
  version: z.string().regex(/^\d+\.\d+\.\d+$/, { error: 'Write the version like 1.0.0' }),
  title: line,
  subtitle: line,
  staff_title: line,
  short_name: line.max(20),
  intensity: z.enum(['low', 'high']),
  problem_descriptors: z.array(line).min(1),
  weeks: z.union([line, wholeNumber.transform(String)]),
  based_on: line,
  indication: line,
  not_suitable: z.array(line).min(1),
  cautions: z.array(line).default([]),
  companions: z.array(simpleId).min(1),
  core: modules.min(1),
  tracks: z.record(simpleId, shape({ title: line, for: optionalLine, modules: modules.min(1) })),
  optional: modules.default([]),
  followups: z.array(shape({ module: dottedId, weeks_after_end: wholeNumber.min(1) })).default([]),
  release: shape({
    mode: z.literal('therapist_suggested'),
    after_previous: z.enum(['submitted', 'reviewed']),
    not_before_days: wholeNumber.min(0),
    most_core_modules_a_week: wholeNumber.min(1),
  }),
  measures: measuresSchema,
  weekly_ratings: dottedId.nullable().default(null),
  profiles: profilesSchema,
  suggestions: suggestionsSchema,
  signoff,
  evidence: z
    .array(shape({ ref: line, says: line, verified: z.boolean().default(true) }))
    .default([]),
  licence: line,
})

export const companionSchema = shape({
  id: simpleId,
  name: line,
  age: wholeNumber.min(16).max(110),
  line,
  about: line,
})

export const diagramSchema = shape({
  id: dottedId,
  title: line,
  shape: z.enum(['ring', 'chain', 'tree', 'balance']),
  from: dottedId,
  slots: z
    .array(shape({ id: simpleId, label: line, field: simpleId, prompt: line }))
    .min(2)
    .superRefine(uniqueIds),
  centre: shape({ label: line, field: simpleId }).nullable().default(null),
  links: line,
})

/** A drawing for everybody, in two or three steps; the limits are what fits in its circles. */
export const pictureSchema = shape({
  id: dottedId,
  title: line,
  shape: z.literal('circles'),
  steps: z
    .array(
      shape({
        id: simpleId,
        title: line,
        arrows: z.enum(['inward', 'outward']),
        inside_label: line,
        inside: z.array(line.max(14)).min(1).max(3),
        around_label: line,
        around: z.array(line.max(18)).min(1).max(4),
        words: line,
      }),
    )
    .min(2)
    .max(3)
    .superRefine(uniqueIds),
})

const slot = shape({ id: simpleId, label: line, required: z.boolean().default(false), hint: line })

export const messagesSchema = shape({
  skeletons: z
    .array(
      shape({
        id: simpleId,
        title: line,
        when: line,
        max_words: wholeNumber.min(1),
        slots: z.array(slot).min(1).superRefine(uniqueIds),
      }),
    )
    .superRefine(uniqueIds),
  good_review: z.array(shape({ id: simpleId, label: line, hint: line })).superRefine(uniqueIds),
})

export const examplesSchema = z
  .array(
    shape({
      worksheet: dottedId,
      who: simpleId,
      kind: z.enum(['example', 'weak', 'stronger']).default('example'),
      note: line,
      values: z.union([
        z.array(z.record(z.string(), z.unknown())).min(1),
        z.record(z.string(), z.unknown()),
      ]),
    }),
  )
  .nullable()
  .transform((examples) => examples ?? [])
