import fhirpath from 'fhirpath'
import r4 from 'fhirpath/fhir-context/r4'
import { calculatedExpressionUrl, type Questionnaire } from '#features/fhir-questionnaires/index.ts'

/** Scores by the id of their item; null where there is none. */
export type Scores = Readonly<Record<string, number | null>>

/** What a FHIRPath engine that is not ours makes of the expressions in a Questionnaire. */
export function scorerElsewhere(questionnaire: Questionnaire): (response: object) => Scores {
  const compiled = (questionnaire.item ?? []).flatMap((item) => {
    const found = item.extension?.find(({ url }) => url === calculatedExpressionUrl)
    const expression = found?.valueExpression?.expression
    return expression === undefined
      ? []
      : [{ linkId: item.linkId, score: fhirpath.compile(expression, r4) }]
  })
  return (response) =>
    Object.fromEntries(
      compiled.map(({ linkId, score }) => {
        const result = score(response, { resource: response, questionnaire })
        if (!Array.isArray(result)) throw new Error('nothing here is asked of a server')
        const [value] = result
        return [linkId, value === undefined ? null : Number(value)]
      }),
    )
}
