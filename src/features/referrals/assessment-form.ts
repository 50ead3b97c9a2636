import { type PlainDate, plainDate } from '#clinical/calendar.ts'
import type { Programme } from '#content/types.ts'
import type { Form } from '#platform/http/form.ts'
import { FormReader, type Reading } from './form-reader.ts'

export const decisions = ['offer_programme', 'other_care', 'not_suitable'] as const
export type Decision = (typeof decisions)[number]

export interface NewAssessment {
  readonly decision: Decision
  readonly programmeId: string | null
  readonly problemDescriptor: string | null
  readonly reasons: string
  readonly safetySummary: string
  readonly alternativesDiscussed: string | null
  readonly decidedOn: string
}

/**
 * A decision about care: an offer names the programme, its problem and what else was talked about.
 */
export function readAssessment(
  form: Form,
  programmes: ReadonlyMap<string, Programme>,
  today: PlainDate,
): Reading<NewAssessment> {
  const reader = new FormReader(form)
  const decision = reader.choice('decision', decisions, 'Choose what was decided')
  const isOffer = decision === 'offer_programme'
  const programmeId = isOffer
    ? reader.choice('programme_id', [...programmes.keys()], 'Choose the programme you offer')
    : null
  const problemDescriptor = readProblem(reader, form, programmes.get(programmeId ?? ''))
  const alternativesNeeded = 'Say which other kinds of care you talked about'
  const assessment = {
    programmeId,
    problemDescriptor,
    reasons: reader.text('reasons', { max: 10_000, needed: 'Give the reasons for the decision' }),
    safetySummary: reader.text('safety_summary', {
      max: 10_000,
      needed: 'Say what you asked about safety, and what you heard',
    }),
    alternativesDiscussed:
      reader.text('alternatives_discussed', {
        max: 10_000,
        ...(isOffer ? { needed: alternativesNeeded } : {}),
      }) || null,
    decidedOn: reader.day('decided_on', {
      label: 'date of the decision',
      from: plainDate('2015-01-01'),
      to: today,
    }),
  }
  if (reader.errors || decision === null) return { ok: false, errors: reader.errors ?? {} }
  return { ok: true, value: { decision, ...assessment } }
}

/**
 * The code must be one that the programme is for: a wrong one would go into the national data set.
 */
function readProblem(
  reader: FormReader,
  form: Form,
  programme: Programme | undefined,
): string | null {
  if (!programme || form.text('problem_descriptor') === '') return null
  return reader.choice(
    'problem_descriptor',
    programme.problemDescriptors,
    `Choose a problem that ${programme.title} is for, or leave it empty`,
  )
}
