import {
  type ExtraQuestion,
  type Instrument,
  type InstrumentItem,
  isWorded,
} from '#clinical/instrument.ts'
import { isOpenWithoutWords } from '#features/instruments/index.ts'
import {
  codingOf,
  instructionsLinkId,
  questionsLinkId,
  totalLinkId,
  weightOf,
} from './fhir-codes.ts'
import { subscaleExpression, totalExpression } from './fhir-score.ts'
import {
  type AnswerOption,
  type Coding,
  calculatedExpressionUrl,
  type EnableWhen,
  type Extension,
  loincSystem,
  notApplicableCode,
  ordinalValueUrl,
  type Questionnaire,
  type QuestionnaireItem,
  snomedSystem,
} from './fhir-types.ts'

/**
 * An instrument as a FHIR R4 Questionnaire. Each answer carries what it counts (ordinalValue, after
 * reversal), so that adding those up gives our total. Without wording it is the structure alone.
 */
export function questionnaireOf(instrument: Instrument): Questionnaire {
  const { id, version, name, language, licence } = instrument
  const hasWords = isWorded(instrument)
  const code = codesOf(instrument.codes, ['loinc_panel'], ['snomed_assessment_scale'])
  return {
    resourceType: 'Questionnaire',
    id: id.replaceAll('_', '-'),
    ...(hasWords ? {} : { meta: { tag: [structureOnly] } }),
    language,
    url: `urn:handrail:questionnaire:${id}`,
    version: String(version),
    name: id.charAt(0).toUpperCase() + id.slice(1),
    title: name,
    // A form without words is not for filling in.
    status: hasWords ? 'active' : 'draft',
    subjectType: ['Patient'],
    ...(licence.holder.trim() === '' ? {} : { publisher: licence.holder }),
    description: descriptionOf(instrument, hasWords),
    copyright: [copyrightOf(instrument), ...(hasLoinc(instrument) ? [loincNotice] : [])].join(' '),
    ...(code.length === 0 ? {} : { code }),
    item: itemsOf(instrument),
  }
}

function copyrightOf({ licence }: Instrument): string {
  const { verdict, attribution, holder, terms } = licence
  if (verdict === 'a') return attribution
  // The owner's own line, where a pack has brought it with the words.
  if (attribution.trim() !== '') return `${attribution} It may be used only with a licence.`
  const owner = holder.trim() === '' ? 'its owner' : holder
  if (isOpenWithoutWords(licence)) return `The wording belongs to ${owner}. ${terms}`
  return `The wording belongs to ${owner} and may be used only with a licence.`
}

/** LOINC's licence asks that this goes with its codes, wherever they go. */
const loincNotice =
  'This material contains content from LOINC (http://loinc.org). LOINC is copyright © ' +
  'Regenstrief ' +
  'Institute, Inc. and the Logical Observation Identifiers Names and Codes (LOINC) Committee and ' +
  'is available at no cost under the license at http://loinc.org/license.'

function hasLoinc({ codes, items, extra }: Instrument): boolean {
  const asked = [...items, ...extra]
  return (
    codes.loinc_panel !== undefined ||
    codes.loinc_total !== undefined ||
    asked.some(({ loinc, options }) => [loinc, ...options.map((one) => one.loinc)].some(Boolean))
  )
}

const structureOnly: Coding = {
  system: 'urn:handrail:wording',
  code: 'structure-only',
  display: 'Structure and scoring only: the wording belongs to its owner',
}

function descriptionOf({ construct, timeFrame }: Instrument, hasWords: boolean): string {
  const about = `Measures ${construct}. Time frame: ${timeFrame}.`
  return hasWords ? about : `${about} Structure and scoring only, without wording.`
}

function itemsOf(instrument: Instrument): QuestionnaireItem[] {
  const { instructions, stem } = instrument
  return [
    ...(instructions === null
      ? []
      : [{ linkId: instructionsLinkId, text: instructions, type: 'display' }]),
    {
      linkId: questionsLinkId,
      ...(stem === null ? {} : { text: stem }),
      type: 'group',
      item: instrument.items.map((item) => questionOf(instrument, item)),
    },
    ...scoreItems(instrument),
    ...instrument.extra.map(extraOf),
  ]
}

function questionOf(instrument: Instrument, item: InstrumentItem): QuestionnaireItem {
  const code = [
    ...(item.loinc === null ? [] : [{ system: loincSystem, code: item.loinc }]),
    ...(item.snomed === null ? [] : [{ system: snomedSystem, code: item.snomed }]),
  ]
  return {
    linkId: String(item.number),
    ...(code.length === 0 ? {} : { code }),
    prefix: item.label ?? String(item.number),
    ...(item.text === null ? {} : { text: item.text }),
    type: 'choice',
    ...askedWhen(instrument, item),
    // "Prefer not to say" is always possible: an item may stay without an answer.
    required: false,
    answerOption: [
      ...item.options.map((option) => ({
        extension: [ordinalValue(weightOf(item, option.value))],
        valueCoding: codingOf(option),
      })),
      ...(item.mayNotApply ? [notApplicable(instrument)] : []),
    ],
  }
}

function askedWhen(
  instrument: Instrument,
  { askIf }: InstrumentItem,
): Pick<QuestionnaireItem, 'enableWhen' | 'enableBehavior'> {
  if (askIf === null) return {}
  const deciding = instrument.items.find(({ number }) => number === askIf.item)
  const options = (deciding?.options ?? []).filter(({ value }) => value >= askIf.atLeast)
  const enableWhen = options.map(
    (option): EnableWhen => ({
      question: String(askIf.item),
      operator: '=',
      answerCoding: codingOf(option),
    }),
  )
  return { enableWhen, ...(enableWhen.length > 1 ? { enableBehavior: 'any' } : {}) }
}

/** Counts nothing: it has no weight. */
function notApplicable({ notApplicableLabel }: Instrument): AnswerOption {
  const display = notApplicableLabel ?? 'Not applicable'
  return { valueCoding: { code: notApplicableCode, display } }
}

function extraOf(question: ExtraQuestion): QuestionnaireItem {
  const { id, text, kind, askWhen, loinc, options } = question
  return {
    linkId: id,
    ...(loinc === null ? {} : { code: [{ system: loincSystem, code: loinc }] }),
    ...(text === null ? {} : { text }),
    type: kind === 'text' ? 'text' : 'choice',
    ...(askWhen === 'always'
      ? {}
      : { enableWhen: [{ question: totalLinkId, operator: '>', answerDecimal: 0 }] }),
    required: false,
    ...(kind === 'text'
      ? {}
      : {
          answerOption: options.map((option) => ({
            extension: [ordinalValue(option.value)],
            valueCoding: codingOf(option),
          })),
        }),
  }
}

function scoreItems(instrument: Instrument): QuestionnaireItem[] {
  const total = totalExpression(instrument)
  const code = codesOf(instrument.codes, ['loinc_total'], ['snomed_score'])
  return [
    ...(total === null
      ? []
      : [calculated({ linkId: totalLinkId, text: 'Total', code, expression: total })]),
    ...instrument.subscales.map((scale) =>
      calculated({
        linkId: `${totalLinkId}-${scale.id}`,
        text: scale.label,
        code: [],
        expression: subscaleExpression(instrument, scale),
      }),
    ),
  ]
}

interface Calculated {
  linkId: string
  text: string
  code: readonly Coding[]
  expression: string
}

function calculated({ linkId, text, code, expression }: Calculated): QuestionnaireItem {
  return {
    extension: [
      {
        url: calculatedExpressionUrl,
        valueExpression: { language: 'text/fhirpath', expression },
      },
    ],
    linkId,
    ...(code.length === 0 ? {} : { code }),
    text,
    type: 'decimal',
    required: false,
    readOnly: true,
  }
}

function ordinalValue(weight: number): Extension {
  return { url: ordinalValueUrl, valueDecimal: weight }
}

function codesOf(
  codes: Readonly<Record<string, string>>,
  loinc: readonly string[],
  snomed: readonly string[],
): Coding[] {
  const listed = (system: string, names: readonly string[]) =>
    names.flatMap((name) => {
      const code = codes[name]
      return code === undefined ? [] : [{ system, code }]
    })
  return [...listed(loincSystem, loinc), ...listed(snomedSystem, snomed)]
}
