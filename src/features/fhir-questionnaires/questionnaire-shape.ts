import { z } from 'zod'
import { calculatedExpressionUrl, ordinalValueUrl } from './fhir-types.ts'

/** What we read of a FHIR R4 Questionnaire. Whatever else stands in it is refused by its name. */
const coding = z.looseObject({
  system: z.string().optional(),
  code: z.string().optional(),
  display: z.string().optional(),
})

const extension = z.looseObject({
  url: z.string(),
  valueDecimal: z.number().optional(),
  valueExpression: z.looseObject({ expression: z.string().optional() }).optional(),
})
const extensions = z.array(extension).default([])

const answerOption = z.looseObject({
  extension: extensions,
  valueCoding: coding.extend({ extension: extensions }).optional(),
  valueInteger: z.int().optional(),
})

const enableWhen = z.looseObject({
  question: z.string(),
  operator: z.string(),
  answerCoding: coding.optional(),
  answerDecimal: z.number().optional(),
  answerInteger: z.number().optional(),
})

const baseItem = z.looseObject({
  linkId: z.string(),
  type: z.string(),
  text: z.string().optional(),
  prefix: z.string().optional(),
  code: z.array(coding).default([]),
  extension: extensions,
  enableWhen: z.array(enableWhen).default([]),
  answerOption: z.array(answerOption).default([]),
  repeats: z.boolean().optional(),
  readOnly: z.boolean().optional(),
  required: z.boolean().optional(),
  maxLength: z.number().optional(),
  definition: z.string().optional(),
  enableBehavior: z.string().optional(),
})

export type ReadItem = z.output<typeof baseItem> & { readonly item: readonly ReadItem[] }
export type ReadOption = z.output<typeof answerOption>

// Deeper groups than we read are read all the same, so that they can be named in the refusal.
const itemSchema: z.ZodType<ReadItem> = z.lazy(() =>
  baseItem.extend({ item: z.array(itemSchema).default([]) }),
)

export const questionnaireSchema = z.looseObject({
  resourceType: z.literal('Questionnaire'),
  url: z.string().optional(),
  version: z.string().optional(),
  language: z.string().optional(),
  name: z.string().optional(),
  title: z.string().optional(),
  publisher: z.string().optional(),
  copyright: z.string().optional(),
  code: z.array(coding).default([]),
  item: z.array(itemSchema).min(1),
})

export type ReadQuestionnaire = z.output<typeof questionnaireSchema>

const itemWeightUrl = 'http://hl7.org/fhir/StructureDefinition/itemWeight'
export const weightUrls: readonly string[] = [ordinalValueUrl, itemWeightUrl]

const knownKeys = new Set(
  (
    'resourceType id meta language text url identifier version name title derivedFrom ' +
    'status experimental subjectType date publisher contact description useContext jurisdiction ' +
    'purpose copyright approvalDate lastReviewDate effectivePeriod code item'
  ).split(' '),
)
const knownItemKeys = new Set(
  (
    'id extension linkId definition code prefix text type enableWhen enableBehavior required ' +
    'repeats readOnly maxLength answerOption item'
  ).split(' '),
)
const knownOptionKeys = new Set(['id', 'extension', 'valueCoding', 'valueInteger'])
const knownCodingKeys = new Set('id extension system version code display userSelected'.split(' '))
// How a form looks on somebody's screen does not change what is asked or counted.
const harmlessExtensions = new Set([
  ...weightUrls,
  calculatedExpressionUrl,
  'http://hl7.org/fhir/StructureDefinition/questionnaire-itemControl',
  'http://hl7.org/fhir/StructureDefinition/questionnaire-choiceOrientation',
  'http://hl7.org/fhir/StructureDefinition/designNote',
])
const knownTypes = new Set(['group', 'display', 'choice', 'text', 'string', 'decimal', 'integer'])

/** The features of this Questionnaire that we cannot carry over, each by its name and place. */
export function unsupportedIn(questionnaire: ReadQuestionnaire): string[] {
  const top = unknown(questionnaire, knownKeys).map((key) => `Questionnaire.${key}`)
  return [...top, ...questionnaire.item.flatMap((item) => unsupportedInItem(item, 0))]
}

function unsupportedInItem(item: ReadItem, depth: number): string[] {
  const at = `item ${item.linkId}`
  const codings = item.answerOption.flatMap(({ valueCoding }) => valueCoding ?? [])
  const urls = [item, ...item.answerOption, ...codings].flatMap(({ extension }) =>
    extension.map(({ url }) => url),
  )
  const isCalculated = item.extension.some(({ url }) => url === calculatedExpressionUrl)
  return [
    ...unknown(item, knownItemKeys).map((key) => `${key} of ${at}`),
    ...urls.filter((url) => !harmlessExtensions.has(url)).map((url) => `extension ${url} of ${at}`),
    ...item.answerOption.flatMap((option) =>
      unknown(option, knownOptionKeys).map((key) => `${key} in an answerOption of ${at}`),
    ),
    ...codings.flatMap((coding) =>
      unknown(coding, knownCodingKeys).map((key) => `valueCoding.${key} of ${at}`),
    ),
    ...(item.repeats === true ? [`repeats of ${at}`] : []),
    ...(item.readOnly === true && !isCalculated ? [`readOnly of ${at}`] : []),
    // Somebody could write more than whoever made the form has room for.
    ...(item.maxLength !== undefined && isWritten(item) ? [`maxLength of ${at}`] : []),
    // One condition, or several answers to one question of which any will do, is what we read.
    ...(item.enableBehavior === 'all' && item.enableWhen.length > 1
      ? [`enableBehavior "all" of ${at}`]
      : []),
    ...(knownTypes.has(item.type) ? [] : [`type "${item.type}" of ${at}`]),
    ...(item.type === 'group' && depth > 0 ? [`a group in a group: ${at}`] : []),
    ...(item.type !== 'group' && item.item.length > 0 ? [`items under ${at}`] : []),
    ...item.answerOption
      .filter(({ valueCoding, valueInteger }) => !valueCoding && valueInteger === undefined)
      .map(() => `an answerOption without valueCoding or valueInteger of ${at}`),
    ...item.item.flatMap((inner) => unsupportedInItem(inner, depth + 1)),
  ]
}

/** Whether somebody answers in their own words. */
export function isWritten({ type }: ReadItem): boolean {
  return type === 'text' || type === 'string'
}

function unknown(part: object, known: ReadonlySet<string>): string[] {
  return Object.keys(part).filter((key) => !known.has(key))
}
