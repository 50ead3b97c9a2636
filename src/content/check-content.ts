import { checkCompleteness } from './completeness.ts'
import { isActive } from './cross-checks.ts'
import type { ContentFault } from './faults.ts'
import { FaultList } from './faults.ts'
import type { ParsedModule } from './module-parser.ts'
import { type Path, valueAt } from './parse-yaml.ts'
import { type TextPiece, textsOfYaml } from './patient-text.ts'
import { type ReadContent, readContent } from './read-content.ts'
import { readingEase, refusedIn } from './readability.ts'

export interface ContentReport {
  readonly faults: readonly ContentFault[]
  readonly warnings: readonly ContentFault[]
  readonly perModule: readonly ModuleReport[]
}

export interface ModuleReport {
  readonly id: string
  readonly title: string
  readonly words: number
  readonly minutes: number
  readonly grade: number
}

/**
 * Reads the content as at start; measures besides how hard its words are, and counts what every
 * part should have.
 */
export async function checkContent(root: string): Promise<ContentReport> {
  const read = await readContent(root)
  const faulty = new Set(
    read.faults.all().flatMap(({ file }) => (/^(common|programmes)\//.test(file) ? [file] : [])),
  )
  const warnings = new FaultList()
  const modules = read.programmes.flatMap((programme) => programme.modules)
  for (const module of modules) {
    checkReadability(module, read.faults)
    checkMinutes(module, warnings)
  }
  for (const piece of [...worksheetTexts(read), ...protocolTexts(read)]) {
    checkPiece(piece, read.faults)
  }
  for (const programme of read.programmes) {
    checkCompleteness(programme, read.faults, faulty)
    for (const source of programme.patientSources) {
      for (const piece of textsOfYaml(source, [], null)) checkPiece(piece, read.faults)
    }
  }
  const perModule = modules.map(reportOf).sort((a, b) => a.id.localeCompare(b.id))
  return { faults: read.faults.all(), warnings: warnings.all(), perModule }
}

/** As docs/authoring.md gives them. */
const limits = {
  moduleGrade: 7,
  sectionGrade: 8,
  sentenceWords: 25,
  meanSentence: 15,
  sectionMinutes: { least: 5, most: 8 },
  minutesForEachThingToDo: 6,
}

/** Holds a module, each of its sections and each of its sentences to the limits of its readers. */
export function checkReadability(parsed: ParsedModule, faults: FaultList): void {
  const { module, file, lines } = parsed
  const texts = parsed.texts()
  for (const piece of texts) checkPiece(piece, faults)
  const { grade, meanSentence } = readingEase(sentencesFrom(texts))
  if (grade > limits.moduleGrade) {
    const sentence = `The module reads at grade ${grade.toFixed(1)}; the limit is 7.`
    faults.report({ file, line: 1 }, 'reading grade', sentence)
  }
  if (meanSentence > limits.meanSentence) {
    const sentence = `Sentences have ${meanSentence.toFixed(1)} words on average; the limit is 15.`
    faults.report({ file, line: 1 }, 'sentences', sentence)
  }
  for (const section of module.sections) {
    const own = readingEase(sentencesFrom(texts.filter((piece) => piece.section === section.id)))
    if (own.grade <= limits.sectionGrade) continue
    const sentence = `The section reads at grade ${own.grade.toFixed(1)}; the limit is 8.`
    faults.report({ file, line: lines.get(section) ?? 1 }, `section ${section.id}`, sentence)
  }
}

function sentencesFrom(texts: readonly TextPiece[]): string[] {
  return texts.filter((piece) => piece.kind === 'sentences').map((piece) => piece.text)
}

function checkPiece(piece: TextPiece, faults: FaultList): void {
  for (const name of refusedIn(piece.text)) {
    faults.report(piece, 'wording', `Write this without ${name}: "${shortened(piece.text)}".`)
  }
  if (piece.kind === 'label') return
  const { longestWords, longestSentence } = readingEase([piece.text])
  if (longestWords > limits.sentenceWords) {
    const words = shortened(longestSentence)
    const sentence = `A sentence of ${longestWords} words; the limit is 25: "${words}".`
    faults.report(piece, 'sentence', sentence)
  }
}

function shortened(text: string): string {
  return text.length > 80 ? `${text.slice(0, 79)}…` : text
}

function checkMinutes({ module, file, lines }: ParsedModule, warnings: FaultList): void {
  const blocks = module.sections.flatMap((section) => section.blocks)
  const active = blocks.filter(isActive).length
  if (active * limits.minutesForEachThingToDo < module.minutes) {
    const sentence = `${active} things to do in ${module.minutes} minutes; aim for one in six.`
    warnings.report({ file, line: 1 }, 'minutes', sentence)
  }
  for (const section of module.sections) {
    const { least, most } = limits.sectionMinutes
    if (section.minutes >= least && section.minutes <= most) continue
    const sentence = `A section takes five to eight minutes; this takes ${section.minutes}.`
    warnings.report({ file, line: lines.get(section) ?? 1 }, `section ${section.id}`, sentence)
  }
}

function worksheetTexts({ worksheets }: ReadContent): TextPiece[] {
  return [...worksheets.sources.values()].flatMap((source) =>
    ['title', 'intro', 'fields', 'stages'].flatMap((key) => textsOfYaml(source, [key], null)),
  )
}

const safetyFile = 'protocols/safety.yaml'

const protocolKeys: Readonly<Record<string, readonly string[]>> = {
  'protocols/consent.yaml': ['title', 'changes', 'sections', 'statements'],
  'protocols/onboarding.yaml': ['title', 'sections'],
  'protocols/adverse-events.yaml': ['patient'],
  'characteristics/gender-identity.yaml': ['ask', 'answers'],
  'characteristics/ethnic-category.yaml': ['ask', 'answers'],
  [safetyFile]: [
    'help_page',
    'after_signal',
    'after_safe',
    'after_need_help',
    'after_someone_else',
    'out_of_hours',
    'not_watched',
  ],
}

function protocolTexts({ files }: ReadContent): TextPiece[] {
  return Object.entries(protocolKeys).flatMap(([file, keys]) => {
    const source = files.yaml(file)
    const own = file === safetyFile ? triggerPaths(source?.value) : []
    const paths: Path[] = [...keys.map((key) => [key]), ...own]
    return source === null ? [] : paths.flatMap((path) => textsOfYaml(source, path, null))
  })
}

/** Of a trigger, the person reads only the words that are for them. */
function triggerPaths(protocol: unknown): Path[] {
  const triggers = valueAt(protocol, ['triggers'])
  return Array.isArray(triggers)
    ? triggers.map((_trigger, index) => ['triggers', index, 'patient_words'])
    : []
}

function reportOf(parsed: ParsedModule): ModuleReport {
  const { module } = parsed
  const texts = parsed.texts()
  const { grade } = readingEase(sentencesFrom(texts))
  const { words } = readingEase(texts.map((piece) => piece.text))
  const { id, title, minutes } = module
  return { id, title, words, minutes, grade: Math.round(grade * 10) / 10 }
}
