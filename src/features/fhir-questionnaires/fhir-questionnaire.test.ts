import path from 'node:path'
import fc from 'fast-check'
import fhirpath from 'fhirpath'
import r4 from 'fhirpath/fhir-context/r4'
import { describe, expect, test } from 'vitest'
import type { Answer, Answers, Instrument, InstrumentItem } from '#clinical/instrument.ts'
import { isAsked, subscaleScores, totalScore } from '#clinical/scoring.ts'
import { loadContent } from '#content/load-content.ts'
import { withProrating } from '#content/prorating.ts'
import { repositoryRoot } from '#platform/repository-root.ts'
import { scorerElsewhere } from '#test/fhir/scorer-elsewhere.ts'
import { faultsInR4 } from '#test/fhir/validator-elsewhere.ts'
import { questionnaireOf } from './fhir-questionnaire.ts'
import { questionnaireResponseOf, storedFormInFhir } from './fhir-response.ts'

const content = await loadContent(path.join(repositoryRoot(), 'content'))
const instruments = [...content.instruments.values(), ...content.heldInstruments.values()]
const named = instruments.map((one): [string, Instrument] => [`${one.id} (${one.wording})`, one])
const prorated = [...withProrating(content).instruments.values()]
  .filter(({ scoring }) => scoring.prorateUpTo > 0)
  .map((one): [string, Instrument] => [one.id, one])

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

/** What an engine that is not ours makes of answers, by the Questionnaire that we give out. */
function scoredElsewhere(instrument: Instrument) {
  const score = scorerElsewhere(questionnaireOf(instrument))
  return (answers: Answers) => score(questionnaireResponseOf(instrument, answers))
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
    expect(faultsInR4(questionnaire)).toEqual([])
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

test('answers go out as a QuestionnaireResponse without an error in R4', () => {
  for (const [, instrument] of named) {
    for (const answers of fc.sample(answersTo(instrument), { numRuns: 3, seed: 7 })) {
      expect(faultsInR4(questionnaireResponseOf(instrument, answers))).toEqual([])
    }
  }
})

test('a form as it is stored goes out with its scores and what was asked after the items', () => {
  for (const [, instrument] of named) {
    const [answers = {}] = fc.sample(answersTo(instrument), { numRuns: 1, seed: 11 })
    const extra = Object.fromEntries(
      instrument.extra.map(({ id, kind, options }) => [
        id,
        kind === 'text' ? 'In their own words' : (options.at(-1)?.value ?? 0),
      ]),
    )
    const stored = storedFormInFhir(instrument, {
      patientId: 'p-1',
      submittedAt: new Date('2026-11-17T09:00:00Z'),
      answers,
      extra,
      declined: [],
      left: [],
      total: totalScore(instrument, answers),
      subscores: subscaleScores(instrument, answers),
    })
    expect(faultsInR4(stored)).toEqual([])
    const links = stored.item.map(({ linkId }) => linkId)
    expect(links).toEqual(expect.arrayContaining(Object.keys(extra)))
    expect(links.includes('total')).toBe(totalScore(instrument, answers) !== null)
  }
})

// Whoever changes the validator sees here what it no longer finds.
describe('the validator finds', () => {
  const sound = questionnaireOf(known('gad7'))

  test.each<[string, (broken: Loose) => void, RegExp]>([
    ['a status that is missing', (one) => delete one.status, /status: Missing required/],
    ['a code that R4 does not have', (one) => (one.status = 'live'), /"live" is not in/],
    ['a type of item that is none', (one) => (first(one).type = 'radio'), /"radio" is not in/],
    ['an id with an underscore', (one) => (one.id = 'gad_7'), /id: letters/],
    ['a name in lower case', (one) => (one.name = 'gad7'), /que-0/],
    ['an empty group', (one) => one.item.push({ linkId: 'x', type: 'group' }), /que-1/],
    ['an id of an item twice', (one) => (first(one).linkId = '2'), /que-2/],
    ['answers of two kinds', (one) => (first(one).answerValueSet = 'urn:x'), /que-4/],
    ['a property that is none', (one) => (first(one).weight = 1), /additional property "weight"/],
    ['text where a number belongs', (one) => (ordinal(one).valueDecimal = '1'), /expected number/],
    ['an extension without a value', (one) => delete ordinal(one).valueDecimal, /ext-1/],
    ['two values for one answer', (one) => (answer(one).valueString = 'x'), /Conflicting choice/],
    ['conditions without "all" or "any"', (one) => condition(first(one)), /que-12/],
    ['a condition that cannot be', (one) => (first(one).enableWhen = [exists]), /que-7/],
  ])('%s', (_what, breakIt, says) => {
    const broken: Loose = structuredClone(sound)
    breakIt(broken)
    expect(faultsInR4(broken).join('\n')).toMatch(says)
  })

  // biome-ignore lint/suspicious/noExplicitAny: a broken resource fits no type
  type Loose = any
  const exists = { question: '2', operator: 'exists', answerDecimal: 1 }
  const first = (one: Loose): Loose =>
    one.item.find((item: Loose) => item.linkId === 'questions').item[0]
  const answer = (one: Loose): Loose => first(one).answerOption[0]
  const ordinal = (one: Loose): Loose => answer(one).extension[0]
  const condition = (item: Loose) => {
    const isThere = (question: string) => ({ question, operator: 'exists', answerBoolean: true })
    item.enableWhen = [isThere('2'), isThere('3')]
  }
})

function known(id: string): Instrument {
  const instrument = content.instruments.get(id)
  if (!instrument) throw new Error(`no ${id}`)
  return instrument
}

test.each(named)(
  '%s names LOINC as the owner of its codes exactly where it gives any',
  (_name, instrument) => {
    const questionnaire = questionnaireOf(instrument)
    const hasCodes = JSON.stringify(questionnaire).includes('"http://loinc.org"')
    const copyright = questionnaire.copyright ?? ''
    expect(copyright.includes('http://loinc.org/license'), copyright).toBe(hasCodes)
    expect(copyright.includes('© Regenstrief Institute, Inc.')).toBe(hasCodes)
    // The notice comes after the line of the form's own owners, and does not take its place.
    const { verdict, attribution } = instrument.licence
    if (verdict === 'a') expect(copyright.startsWith(attribution)).toBe(true)
  },
)

test('there are forms with codes of LOINC and forms without, so that the rule above can fail', () => {
  const has = instruments.map((one) => questionnaireOf(one).copyright?.includes('loinc.org'))
  expect(new Set(has)).toEqual(new Set([true, false]))
})
