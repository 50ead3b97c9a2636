import type { Answers, Instrument } from '#clinical/instrument.ts'
import { codingOf, questionsLinkId } from './fhir-codes.ts'
import { type Coding, notApplicableCode } from './fhir-types.ts'

export interface QuestionnaireResponse {
  readonly resourceType: 'QuestionnaireResponse'
  readonly questionnaire: string
  readonly status: 'completed' | 'in-progress'
  readonly item: readonly ResponseItem[]
}

interface ResponseItem {
  readonly linkId: string
  readonly answer?: readonly { readonly valueCoding: Coding }[]
  readonly item?: readonly ResponseItem[]
}

/** Answers to the items of an instrument as a QuestionnaireResponse (FHIR R4). */
export function questionnaireResponseOf(
  instrument: Instrument,
  answers: Answers,
): QuestionnaireResponse {
  const item = instrument.items.flatMap((one): ResponseItem[] => {
    const answer = answers[one.number]
    if (answer === undefined) return []
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
