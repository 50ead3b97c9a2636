import type { output, ZodType } from 'zod'
import { type BlockName, checkAttributes, type Directive, directives } from './directives.ts'
import { fieldAt } from './field-rules.ts'
import { type MarkdownSource, placeOf, plainText, toProse } from './markdown.ts'
import type {
  Block,
  CardSort,
  Checklist,
  Example,
  PathChoice,
  Prose,
  QuizItem,
} from './module-types.ts'
import type { TextPiece } from './patient-text.ts'
import { planFields } from './plan-fields.ts'
import type { Worksheet } from './worksheet-types.ts'

/** Things by id; `isBroken` tells a dead reference from one to a file that has its own faults. */
export interface Library<T> {
  find(id: string): T | null
  isBroken(id: string): boolean
}

export interface Parts {
  readonly quizzes: Library<readonly QuizItem[]>
  readonly cardSorts: Library<CardSort>
  readonly checklists: Library<Checklist>
  readonly paths: Library<PathChoice>
}

/** What the blocks of a module may refer to. */
export interface BlockContext {
  readonly source: MarkdownSource
  readonly worksheets: Library<Worksheet>
  readonly companions: Library<unknown>
  readonly diagrams: Library<unknown>
  readonly pictures: Library<unknown>
  readonly hasSeries: (name: string) => boolean
  readonly findExample: (key: Pick<Example, 'worksheet' | 'who' | 'kind'>) => Example | null
  readonly parts: Parts
  readonly textsOfPart: (block: string, ref: string, section: string | null) => TextPiece[]
}

/** The block that a directive stands for; null after reporting why there is none. */
export function toBlock(context: BlockContext, node: Directive, name: BlockName): Block | null {
  return builders[name](context, node)
}

type Builder = (context: BlockContext, node: Directive) => Block | null

function block<S extends ZodType>(
  attributes: S,
  build: (reading: BlockReading, attributes: output<S>) => Block | null,
): Builder {
  return (context, node) => {
    const given = checkAttributes(context.source, node, attributes)
    return given && build(new BlockReading(context, node), given)
  }
}

const builders: Readonly<Record<BlockName, Builder>> = {
  short: block(directives.short.attributes, (reading, { id, to }) => {
    const body = reading.body()
    const words = wordsIn(body)
    if (words < 100 || words > 180) {
      reading.refuse('', `A short way has 100 to 180 words, about 150; this has ${words}.`)
    }
    return { type: 'short', id, to, body }
  }),
  key: block(directives.key.attributes, (reading, { variant }) => {
    const body = reading.body()
    const words = wordsIn(body)
    if (words > 45) reading.refuse('', `A key point has 45 words at most; this has ${words}.`)
    return { type: 'key', variant, body }
  }),
  vignette: block(directives.vignette.attributes, (reading, { who }) => {
    reading.need('companions', 'who', who)
    return { type: 'vignette', who, body: reading.body() }
  }),
  worksheet: block(directives.worksheet.attributes, (reading, attributes) => {
    const worksheet = reading.worksheet('ref', attributes.ref)
    const { stage } = attributes
    if (worksheet && stage && !worksheet.stages.some((each) => each.id === stage)) {
      reading.refuse('stage', `The worksheet ${worksheet.id} has no stage "${stage}".`)
    }
    return { type: 'worksheet', ...attributes }
  }),
  scheduler: block(directives.scheduler.attributes, (reading, attributes) => {
    const worksheet = reading.worksheet('ref', attributes.ref)
    if (worksheet && !planFields(worksheet)) {
      const needs = 'a first stage with a field of type date and one of type ref'
      reading.refuse(
        'ref',
        `The worksheet ${worksheet.id} has not what a scheduler needs: ${needs}.`,
      )
    }
    return { type: 'scheduler', ...attributes }
  }),
  diary: block(directives.diary.attributes, (reading, attributes) => {
    const worksheet = reading.worksheet('ref', attributes.ref)
    if (worksheet && worksheet.kind !== 'diary') {
      reading.refuse('ref', `The worksheet ${worksheet.id} is not a diary.`)
    }
    return { type: 'diary', ...attributes }
  }),
  example: block(directives.example.attributes, (reading, { worksheet, who, kind }) => {
    reading.worksheet('worksheet', worksheet)
    reading.need('companions', 'who', who)
    const example = reading.context.findExample({ worksheet, who, kind })
    if (example === null) {
      if (reading.context.worksheets.isBroken(worksheet)) return null
      const sentence = `No examples.yaml has a usable ${kind} of ${worksheet} by ${who}.`
      reading.refuse('', sentence)
      return null
    }
    return { type: 'example', example }
  }),
  recap: block(directives.recap.attributes, (reading, { show, ...attributes }) => {
    const worksheet = reading.worksheet('from', attributes.from)
    for (const path of show ?? []) {
      if (worksheet && fieldAt(worksheet, path) === null) {
        reading.refuse('show', `The worksheet ${worksheet.id} has no field "${path}".`)
      }
    }
    const { view, by } = attributes
    if ((by !== null) !== (view === 'best_5' || view === 'lowest_5')) {
      reading.refuse('by', 'best_5 and lowest_5 say by which field, and no other view does.')
    }
    if (worksheet && by !== null && fieldAt(worksheet, by)?.type !== 'scale') {
      reading.refuse('by', `The worksheet ${worksheet.id} has no scale "${by}".`)
    }
    return { type: 'recap', ...attributes, show: show ?? worksheet?.summary ?? [] }
  }),
  chart: block(directives.chart.attributes, (reading, attributes) => {
    if (!reading.context.hasSeries(attributes.series)) {
      reading.refuse('series', `No worksheet has a field with the series "${attributes.series}".`)
    }
    return { type: 'chart', ...attributes }
  }),
  quiz: block(directives.quiz.attributes, (reading, { id, ref }) => {
    const items = reading.part(reading.context.parts.quizzes, ref)
    return items && { type: 'quiz', id, items }
  }),
  card_sort: block(directives.card_sort.attributes, (reading, { id, ref }) => {
    const sort = reading.part(reading.context.parts.cardSorts, ref)
    return sort && { type: 'cardSort', id, sort }
  }),
  checklist: block(directives.checklist.attributes, (reading, { id, ref }) => {
    const checklist = reading.part(reading.context.parts.checklists, ref)
    return checklist && { type: 'checklist', id, checklist }
  }),
  path: block(directives.path.attributes, (reading, { id, ref }) => {
    const path = reading.part(reading.context.parts.paths, ref)
    return path && { type: 'path', id, path }
  }),
  diagram: block(directives.diagram.attributes, (reading, attributes) => {
    reading.need('diagrams', 'ref', attributes.ref)
    return { type: 'diagram', ...attributes }
  }),
  picture: block(directives.picture.attributes, (reading, { ref }) => {
    reading.need('pictures', 'ref', ref)
    return { type: 'picture', ref }
  }),
  task: block(directives.task.attributes, (reading, { due, ...attributes }) => {
    if (attributes.ref !== null) reading.worksheet('ref', attributes.ref)
    return { type: 'task', ...attributes, dueDays: due, body: reading.body() }
  }),
  takeaway: block(directives.takeaway.attributes, (reading, { id }) => ({
    type: 'takeaway',
    id,
    body: reading.body(),
  })),
  signpost: block(directives.signpost.attributes, (_reading, { category }) => ({
    type: 'signpost',
    category,
  })),
  download: block(directives.download.attributes, (_reading, attributes) => ({
    type: 'download',
    ...attributes,
  })),
}

function wordsIn(body: Prose): number {
  return plainText(body).split(/\s+/).filter(Boolean).length
}

/** One directive while it is read, with what it may refer to. */
class BlockReading {
  readonly context: BlockContext
  readonly #node: Directive

  constructor(context: BlockContext, node: Directive) {
    this.context = context
    this.#node = node
  }

  body(): Prose {
    const body = toProse(this.context.source, this.#node.children)
    if (body.length === 0) this.refuse('', `The block "${this.#node.name}" is empty.`)
    return body
  }

  refuse(attribute: string, sentence: string): void {
    const { source } = this.context
    const field = `::${this.#node.name} ${attribute}`.trim()
    source.faults.report(placeOf(source, this.#node), field, sentence)
  }

  need(kind: 'companions' | 'diagrams' | 'pictures', attribute: string, id: string): void {
    const library = this.context[kind]
    if (library.find(id) !== null || library.isBroken(id)) return
    this.refuse(attribute, `There is no file in ${kind}/ with the id "${id}".`)
  }

  worksheet(attribute: string, id: string): Worksheet | null {
    const { worksheets } = this.context
    const found = worksheets.find(id)
    if (found === null && !worksheets.isBroken(id)) {
      this.refuse(attribute, `There is no worksheet "${id}".`)
    }
    return found
  }

  part<T>(library: Library<T>, ref: string): T | null {
    const found = library.find(ref)
    if (found === null && !library.isBroken(ref)) {
      this.refuse('ref', `The module's parts.yaml has no "${ref}" of this kind.`)
    }
    return found
  }
}
