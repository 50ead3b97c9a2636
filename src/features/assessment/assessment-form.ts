import { type PlainDate, plainDate } from '#clinical/calendar.ts'
import type { Programme } from '#content/types.ts'
import { FormReader, type Reading } from '#features/form-fields/index.ts'
import type { Form } from '#platform/http/form.ts'
import { isMadeFor, type ProblemChoice } from './problem-choices.ts'

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
  offered: {
    readonly programmes: ReadonlyMap<string, Programme>
    readonly problems: readonly ProblemChoice[]
  },
  today: PlainDate,
): Reading<NewAssessment> {
  const { programmes, problems } = offered
  const reader = new FormReader(form)
  const decision = reader.choice('decision', decisions, 'Choose what was decided')
  const isOffer = decision === 'offer_programme'
  const programmeId = isOffer
    ? reader.choice('programme_id', [...programmes.keys()], 'Choose the programme you offer')
    : null
  const problemDescriptor = readProblem(reader, form, {
    problems,
    programme: programmes.get(programmeId ?? ''),
  })
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
 * The person's own problem goes into the national data set as it is. An offer outside what the
 * programme is for is a clinician's decision, and must be one: it is never a slip of the hand.
 */
function readProblem(
  reader: FormReader,
  form: Form,
  among: { problems: readonly ProblemChoice[]; programme: Programme | undefined },
): string | null {
  const { problems, programme } = among
  if (form.text('problem_descriptor') === '') return null
  const code = reader.choice(
    'problem_descriptor',
    problems.map((problem) => problem.code),
    'Choose a problem from the list, or leave it empty',
  )
  if (programme && !isMadeFor(programme, code) && !reader.isTicked('outside_programme')) {
    const sentence =
      `${programme.title} is not made for this problem. Choose another, or tick that you offer ` +
      'it all the same'
    reader.fail('problem_descriptor', sentence)
  }
  return code
}
