import path from 'node:path'
import fc from 'fast-check'
import { Fhir } from 'fhir/fhir.js'
import fhirpath from 'fhirpath'
import r4 from 'fhirpath/fhir-context/r4'
import { describe, expect, test } from 'vitest'
import type { Answer, Answers, Instrument, InstrumentItem } from '#clinical/instrument.ts'
import { isAsked, subscaleScores, totalScore } from '#clinical/scoring.ts'
import { loadContent } from '#content/load-content.ts'
import { withProrating } from '#content/prorating.ts'
import { repositoryRoot } from '#platform/repository-root.ts'
import { questionnaireOf } from './fhir-questionnaire.ts'
import { questionnaireResponseOf } from './fhir-response.ts'
import { calculatedExpressionUrl, type Questionnaire } from './fhir-types.ts'

const content = await loadContent(path.join(repositoryRoot(), 'content'))
const instruments = [...content.instruments.values(), ...content.heldInstruments.values()]
const named = instruments.map((one): [string, Instrument] => [`${one.id} (${one.wording})`, one])
const prorated = [...withProrating(content).instruments.values()]
  .filter(({ scoring }) => scoring.prorateUpTo > 0)
  .map((one): [string, Instrument] => [one.id, one])
const fhir = new Fhir()

/** The rules of the FHIR R4 specification for a Questionnaire, in its own FHIRPath. */
const invariants: Record<string, string> = {
  'que-0': `name.matches('[A-Z]([A-Za-z0-9_]){0,254}')`,
  'que-1': `repeat(item).all((type='group' implies item.empty().not()) and (type='display' implies item.empty()))`,
  'que-2': `repeat(item).linkId.isDistinct()`,
  'que-3': `repeat(item).all(type!='display' or code.empty())`,
  'que-4': `repeat(item).all(answerOption.empty() or answerValueSet.empty())`,
  'que-5': `repeat(item).all((type ='choice' or type='open-choice' or type = 'decimal' or type = 'integer' or type = 'date' or type = 'dateTime' or type = 'time' or type = 'string' or type = 'quantity') or (answerValueSet.empty() and answerOption.empty()))`,
  'que-6': `repeat(item).all(type!='display' or (required.empty() and repeats.empty()))`,
  'que-7': `repeat(item).enableWhen.all(operator = 'exists' implies (answer is Boolean))`,
  'que-9': `repeat(item).all(type!='display' or readOnly.empty())`,
  'que-12': `repeat(item).all(enableWhen.count() > 1 implies enableBehavior.exists())`,
}

/** The validator takes a required answer of 0 for an absent one: it is shown a 1 there. */
function zeroAsOne(questionnaire: Questionnaire): Questionnaire {
  const item = questionnaire.item?.map((one) => ({
    ...one,
    ...(one.enableWhen
      ? { enableWhen: one.enableWhen.map((rule) => ({ ...rule, answerDecimal: 1 })) }
      : {}),
  }))
  return { ...questionnaire, ...(item ? { item } : {}) }
}

/** Answers as a person could give them: complete or with gaps, "not applicable" where it is printed. */
function answersTo(instrument: Instrument): fc.Arbitrary<Answers> {
  const one = (item: InstrumentItem): fc.Arbitrary<Answer | undefined> =>
    fc.oneof(
      { weight: 60, arbitrary: fc.constantFrom<Answer>(...item.options.map(({ value }) => value)) },
      ...(item.mayNotApply
        ? [{ weight: 10, arbitrary: fc.constant<Answer>('not_applicable') }]
        : []),
      { weight: 1, arbitrary: fc.constant(undefined) },
    )
  return fc.tuple(...instrument.items.map(one)).map((given) => {
    const answers: Record<number, Answer> = {}
    for (const [index, item] of instrument.items.entries()) {
      const answer = given[index]
      if (answer !== undefined && isAsked(item, answers)) answers[item.number] = answer
    }
    return answers
  })
}

/** What an engine that is not ours makes of the expressions in the Questionnaire. */
function scoredElsewhere(instrument: Instrument) {
  const questionnaire = questionnaireOf(instrument)
  const compiled = (questionnaire.item ?? []).flatMap((item) => {
    const found = item.extension?.find(({ url }) => url === calculatedExpressionUrl)
    const expression = found?.valueExpression?.expression
    return expression === undefined
      ? []
      : [{ linkId: item.linkId, score: fhirpath.compile(expression, r4) }]
  })
  return (answers: Answers): Record<string, number | null> => {
    const response = questionnaireResponseOf(instrument, answers)
    return Object.fromEntries(
      compiled.map(({ linkId, score }) => {
        const result = score(response, { resource: response, questionnaire })
        if (!Array.isArray(result)) throw new Error('nothing here is asked of a server')
        const [value] = result
        return [linkId, value === undefined ? null : Number(value)]
      }),
    )
  }
}

/** Adds up what the chosen answers count, and knows nothing of the form: no expression of ours. */
const sumOfOrdinals = fhirpath.compile(
  `item.where(linkId = 'questions').item.answer.value.ordinal().sum()`,
  r4,
)
const plainSums = named.filter(
  ([, { items, scoring }]) =>
    scoring.method === 'sum' &&
    scoring.add === 0 &&
    scoring.multiplyBy === 1 &&
    scoring.lookup === null &&
    items.every(({ isScored, askIf }) => isScored && askIf === null),
)

test.each(plainSums)('adding up the ordinal values of %s gives our total', (_name, instrument) => {
  const questionnaire = questionnaireOf(instrument)
  fc.assert(
    fc.property(answersTo(instrument), (answers) => {
      const total = totalScore(instrument, answers)
      fc.pre(total !== null)
      const response = questionnaireResponseOf(instrument, answers)
      expect(sumOfOrdinals(response, { resource: response, questionnaire })).toEqual([total])
    }),
    { numRuns: 10 },
  )
})

test('what was declined and what was left empty are told apart, and count nothing', () => {
  const instrument = content.instruments.get('gad7')
  if (!instrument) throw new Error('GAD-7 is here')
  const answers = { 1: 1, 2: 1, 3: 1, 4: 1, 5: 1 }
  const response = questionnaireResponseOf(instrument, answers, { declined: [6], left: [7] })
  const absent = response.item[0]?.item?.filter(({ answer }) => answer === undefined)
  const url = 'http://hl7.org/fhir/StructureDefinition/data-absent-reason'
  expect(absent).toEqual([
    { linkId: '6', extension: [{ url, valueCode: 'asked-declined' }] },
    { linkId: '7', extension: [{ url, valueCode: 'unknown' }] },
  ])
  const questionnaire = questionnaireOf(instrument)
  expect(sumOfOrdinals(response, { resource: response, questionnaire })).toEqual([5])
})

test.each(prorated)(
  'where the service lets %s fill in missing answers, so does FHIR',
  (_id, one) => {
    const elsewhere = scoredElsewhere(one)
    const missingSome = fc
      .tuple(
        answersTo(one),
        fc.subarray(
          one.items.map(({ number }) => number),
          { maxLength: 4 },
        ),
      )
      .map(([answers, left]) => {
        const kept = Object.entries(answers).filter(([number]) => !left.includes(Number(number)))
        return Object.fromEntries(kept)
      })
    fc.assert(
      fc.property(missingSome, (answers) => {
        expect(elsewhere(answers).total).toBe(totalScore(one, answers))
      }),
      { numRuns: 40 },
    )
  },
)

describe.each(named)('%s', (_name, instrument) => {
  const questionnaire = questionnaireOf(instrument)

  test('is a Questionnaire that a validator of FHIR R4 takes without an error', () => {
    const { valid, messages } = fhir.validate(zeroAsOne(questionnaire), { errorOnUnexpected: true })
    expect(messages.filter(({ severity }) => severity === 'error')).toEqual([])
    expect(valid).toBe(true)
    for (const [rule, expression] of Object.entries(invariants)) {
      expect([rule, fhirpath.evaluate(questionnaire, expression, {}, r4)]).toEqual([rule, [true]])
    }
  })

  test('gives our totals and subscales in an engine that is not ours', { timeout: 20_000 }, () => {
    const elsewhere = scoredElsewhere(instrument)
    fc.assert(
      fc.property(answersTo(instrument), (answers) => {
        const scores = elsewhere(answers)
        if (instrument.scoring.method !== 'none') {
          expect(scores.total).toBe(totalScore(instrument, answers))
        }
        for (const [id, value] of Object.entries(subscaleScores(instrument, answers))) {
          expect([id, scores[`total-${id}`]]).toEqual([id, value])
        }
      }),
      { numRuns: Math.max(10, Math.round(400 / instrument.items.length)) },
    )
  })
})
