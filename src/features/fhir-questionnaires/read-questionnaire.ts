import { calculatedExpressionUrl, loincSystem } from './fhir-types.ts'
import {
  type FileExtra,
  type ImportOptions,
  instrumentFile,
  type Parts,
  packFile,
} from './instrument-file.ts'
import { leftOutOf } from './left-out.ts'
import { answersOf, codeIn, fileItems } from './questionnaire-items.ts'
import {
  isWritten,
  questionnaireSchema,
  type ReadItem,
  type ReadQuestionnaire,
  unsupportedIn,
} from './questionnaire-shape.ts'

export type QuestionnaireReading =
  | {
      readonly ok: true
      /** The instrument file, as its YAML would hold it. */
      readonly instrument: Readonly<Record<string, unknown>>
      /** The words, as a wording pack would hold them. */
      readonly pack: Readonly<Record<string, unknown>>
      readonly leftOut: readonly string[]
    }
  | { readonly ok: false; readonly refused: readonly string[] }

/** A FHIR R4 Questionnaire as an instrument file; what it has beyond is refused or left out. */
export function readQuestionnaire(raw: unknown, options: ImportOptions): QuestionnaireReading {
  const result = questionnaireSchema.safeParse(raw)
  if (!result.success) {
    const refused = result.error.issues.map(
      ({ path, message }) => `${path.join('.') || 'the file'}: ${message}`,
    )
    return { ok: false, refused }
  }
  const questionnaire = result.data
  const refused = unsupportedIn(questionnaire)
  const parts = partsOf(questionnaire, (what) => refused.push(what))
  if (parts.calculated.length > 0 && options.scoring === null) {
    refused.push(
      ...parts.calculated.map(({ linkId }) => `calculatedExpression of item ${linkId}`),
      'how the total comes about: say so with --scoring, and calculated items are left out',
    )
  }
  if (questionnaire.language === undefined && options.language === null) {
    refused.push('no language: say with --language which one its words are in')
  }
  if (parts.items.length === 0) refused.push('no choice items: there is nothing to ask')
  if (refused.length > 0) return { ok: false, refused }
  return {
    ok: true,
    instrument: instrumentFile(questionnaire, parts, options),
    pack: packFile(questionnaire, parts, options),
    leftOut: leftOutOf(questionnaire, parts.calculated),
  }
}

function partsOf({ item: all }: ReadQuestionnaire, refuse: (what: string) => void): Parts {
  const groups = all.filter(({ type }) => type === 'group')
  const isScore = (item: ReadItem) => item.type === 'decimal' || item.type === 'integer'
  const scores = [...all, ...groups.flatMap(({ item }) => item)].filter(isScore)
  const calculated = scores.filter(({ extension }) =>
    extension.some(({ url }) => url === calculatedExpressionUrl),
  )
  for (const item of scores) {
    if (!calculated.includes(item)) refuse(`type "${item.type}" of item ${item.linkId}`)
  }
  if (groups.length > 1) refuse('more than one group')
  const inner = groups[0]?.item ?? all
  const outer = groups.length > 0 ? all.filter((item) => !groups.includes(item)) : []
  const isChoice = ({ type }: ReadItem) => type === 'choice'
  const displays = [...all, ...(groups[0]?.item ?? [])].filter(({ type }) => type === 'display')
  const extra = [
    ...inner.filter(isWritten),
    ...outer.filter((one) => isWritten(one) || isChoice(one)),
  ]
  return {
    instructions: displays.flatMap(({ text }) => text ?? []).join(' ') || null,
    stem: groups[0]?.text ?? null,
    items: fileItems(inner.filter(isChoice), refuse),
    extra: extra.map((item) => extraOf(item, refuse)),
    calculated,
  }
}

function extraOf(item: ReadItem, refuse: (what: string) => void): FileExtra {
  const [rule, ...more] = item.enableWhen
  const isAfterTotal =
    rule?.operator === '>' && (rule.answerDecimal === 0 || rule.answerInteger === 0)
  if (more.length > 0 || (rule && !isAfterTotal)) refuse(`enableWhen of item ${item.linkId}`)
  const kind = item.type === 'choice' ? 'choice' : 'text'
  return {
    id:
      item.linkId
        .toLowerCase()
        .replaceAll(/[^a-z0-9]+/g, '_')
        .replace(/^[^a-z]*/, '') || 'more',
    text: item.text ?? null,
    kind,
    askWhen: rule ? 'total_above_zero' : 'always',
    options: kind === 'choice' ? answersOf(item, refuse).options : [],
    loinc: codeIn(item, loincSystem),
  }
}
