import { z } from 'zod'
import { line, shape, simpleId, uniqueIds, wholeNumber } from './shape.ts'

const sourced = { source: line, verified_by: z.string(), valid_from: z.iso.date() }
const share = z.number().min(0).max(1)
const pointsByInstrument = z.record(simpleId, z.number().positive())
const week = wholeNumber.min(0)

const cutPoints = z
  .array(shape({ week: wholeNumber.min(1), at_least: z.number() }))
  .refine((points) => points.every(({ week }, index) => week > (points[index - 1]?.week ?? 0)), {
    error: 'Give the cut points in the order of their weeks.',
  })

export const onTrackSchema = shape({
  id: simpleId,
  version: wholeNumber.min(1),
  worsening: shape({ supervisor_within_days: wholeNumber.min(1), ...sourced }),
  no_change_by_module: shape({
    modules: z.record(simpleId, z.record(simpleId, wholeNumber.min(1))),
    otherwise_share_of_track: share,
    ...sourced,
  }),
  cut_points: shape({ instruments: z.record(simpleId, cutPoints), ...sourced }),
  early_change: shape({ by_week: wholeNumber.min(1), points: pointsByInstrument, ...sourced }),
  jump: shape({ points: pointsByInstrument, within_days: wholeNumber.min(1), ...sourced }),
  above_range: shape({
    from_week: wholeNumber.min(1),
    forms_in_a_row: wholeNumber.min(1),
    ...sourced,
  }),
  no_verdict: shape({
    before_session: z.record(simpleId, wholeNumber.min(0)),
    otherwise: wholeNumber.min(0),
    ...sourced,
  }),
  data_quality: shape({ carried_after_days: wholeNumber.min(7), ...sourced }),
  unknown_change: shape({ instruments: z.array(simpleId), ...sourced }),
  decisions: shape({
    holds_days: wholeNumber.min(1),
    undecided_first_after_days: wholeNumber.min(1),
    supervision_within_days: wholeNumber.min(1),
    ...sourced,
    options: z.array(shape({ id: decisionId(), label: line })).superRefine(uniqueIds),
  }),
  own_model: shape({
    least_courses: wholeNumber.min(1),
    least_courses_in_a_group: wholeNumber.min(1),
    until_week: wholeNumber.min(1),
    quantiles: shape({ low: share, high: share }),
    ...sourced,
  }),
})

/** The acts that a decision is recorded under; a service may word them, and not make others. */
function decisionId() {
  return z.enum(['continue', 'call', 'change_module', 'supervision', 'step_up', 'other'])
}

const spread = z
  .array(shape({ week, low: z.number().max(0), middle: z.number(), high: z.number().min(0) }))
  .min(2)
  .refine((weeks) => weeks.every((each, index) => each.week === index), {
    error: 'Give one line for each week, from week 0 on.',
  })

export const expectedRangeSchema = shape({
  id: simpleId,
  version: wholeNumber.min(1),
  status: z.enum(['illustrative', 'published', 'estimated']),
  made_on: z.iso.date(),
  data_source: line,
  derivation: line,
  assumptions: z.array(line),
  calibration: line,
  published: shape({
    start_mean: z.number(),
    start_deviation: z.number().positive(),
    end_mean: z.number(),
    end_deviation: z.number().positive(),
    correlation: share,
    weeks: wholeNumber.min(1),
  }),
  quantiles: shape({ low: share, high: share }).refine(({ low, high }) => low < high, {
    error: 'The lower edge must lie below the upper one.',
  }),
  coefficients: shape({
    constant: z.number(),
    start: z.number(),
    ln_week: z.number(),
    start_times_ln_week: z.number(),
  }),
  spread,
})
