import type { Answers, ExtraQuestion, Instrument } from '#clinical/instrument.ts'
import { codingOf, questionsLinkId, totalLinkId } from './fhir-codes.ts'
import { type Coding, notApplicableCode } from './fhir-types.ts'

export interface QuestionnaireResponse {
  readonly resourceType: 'QuestionnaireResponse'
  readonly questionnaire: string
  readonly status: 'completed' | 'in-progress'
  readonly subject?: { readonly reference: string }
  readonly authored?: string
  readonly item: readonly ResponseItem[]
}

interface ResponseItem {
  readonly linkId: string
  readonly extension?: readonly { readonly url: string; readonly valueCode: AbsentReason }[]
  readonly answer?: readonly (
    | { readonly valueCoding: Coding }
    | { readonly valueDecimal: number }
    | { readonly valueString: string }
  )[]
  readonly item?: readonly ResponseItem[]
}

/**
 * Why there is no answer, in the words of FHIR's data-absent-reason: the person would not say; or
 * it was left empty, and nobody knows why.
 */
type AbsentReason = 'asked-declined' | 'unknown'

const absentReason = 'http://hl7.org/fhir/StructureDefinition/data-absent-reason'

/**
 * Answers to the items of an instrument as a QuestionnaireResponse (FHIR R4). What was asked and
 * has no answer is in it with the reason; what was not asked is not.
 */
export function questionnaireResponseOf(
  instrument: Instrument,
  answers: Answers,
  absent: {
    readonly declined: readonly number[]
    readonly left: readonly number[]
  } = nothingAbsent,
): QuestionnaireResponse {
  const item = instrument.items.flatMap((one): ResponseItem[] => {
    const answer = answers[one.number]
    if (answer === undefined) return absentItem(one.number, absent)
    const option = one.options.find(({ value }) => value === answer)
    const valueCoding = option ? codingOf(option) : { code: notApplicableCode }
    return [{ linkId: String(one.number), answer: [{ valueCoding }] }]
  })
  return {
    resourceType: 'QuestionnaireResponse',
    questionnaire: `urn:handrail:questionnaire:${instrument.id}|${instrument.version}`,
    status: 'completed',
    item: item.length === 0 ? [] : [{ linkId: questionsLinkId, item }],
  }
}

/** A form as it is stored: whose, of when, and with the scores that were worked out then. */
export interface StoredForm {
  readonly patientId: string
  readonly submittedAt: Date
  readonly answers: Answers
  /** To the questions after the items, by their id. */
  readonly extra: Readonly<Record<string, number | string>>
  readonly declined: readonly number[]
  readonly left: readonly number[]
  readonly total: number | null
  readonly subscores: Readonly<Record<string, number | null>>
}

/** A stored form as a QuestionnaireResponse, with its scores as they stand in the record. */
export function storedFormInFhir(instrument: Instrument, form: StoredForm): QuestionnaireResponse {
  const { item, ...response } = questionnaireResponseOf(instrument, form.answers, form)
  const scores = [
    [totalLinkId, form.total] as const,
    ...instrument.subscales.map(
      ({ id }) => [`${totalLinkId}-${id}`, form.subscores[id] ?? null] as const,
    ),
  ]
  return {
    ...response,
    subject: { reference: `Patient/${form.patientId}` },
    authored: form.submittedAt.toISOString(),
    item: [
      ...item,
      ...scores.flatMap(([linkId, score]): ResponseItem[] =>
        score === null ? [] : [{ linkId, answer: [{ valueDecimal: score }] }],
      ),
      ...instrument.extra.flatMap((question) => extraItem(question, form.extra[question.id])),
    ],
  }
}

function extraItem(
  { id: linkId, options }: ExtraQuestion,
  answer: number | string | undefined,
): ResponseItem[] {
  if (answer === undefined) return []
  if (typeof answer === 'string') return [{ linkId, answer: [{ valueString: answer }] }]
  const option = options.find(({ value }) => value === answer)
  return option ? [{ linkId, answer: [{ valueCoding: codingOf(option) }] }] : []
}

const nothingAbsent = { declined: [], left: [] }

function absentItem(
  number: number,
  { declined, left }: { readonly declined: readonly number[]; readonly left: readonly number[] },
): ResponseItem[] {
  const reason = declined.includes(number) ? 'asked-declined' : 'unknown'
  if (reason === 'unknown' && !left.includes(number)) return []
  return [{ linkId: String(number), extension: [{ url: absentReason, valueCode: reason }] }]
}
