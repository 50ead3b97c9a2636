import type { RootContent } from 'mdast'
import { z } from 'zod'
import { type MarkdownSource, placeOf } from './markdown.ts'
import { dottedId, line, optionalLine, shape, simpleId } from './shape.ts'

const digits = z
  .string()
  .regex(/^\d+$/, { error: 'This must be a whole number.' })
  .transform(Number)

const inDays = z
  .string()
  .regex(/^\+?\d+d$/, { error: 'Write days like 7d.' })
  .transform((text) => Number.parseInt(text, 10))

const fieldPaths = z
  .string()
  .transform((text) => text.split(/[\s,]+/).filter(Boolean))
  .nullable()
  .default(null)

/** `dep.m2.w1`: the module, then a name. */
const blockId = z.string().regex(/^[a-z0-9_]+\.[a-z0-9_]+\.[a-z0-9_]+$/, {
  error: 'Write a block id like dep.m2.w1.',
})

const sectionId = z
  .string()
  .regex(/^[a-z0-9]+([-_][a-z0-9]+)*$/, { error: 'Write an id like an-hour.' })

/** Crisis lines stand in the safety protocol; the others in the signposts. */
export const signpostCategories = ['money', 'work', 'abuse', 'alcohol', 'bereavement'] as const

/** What each block may carry: the attributes, and whether it has a body between colons. */
export const directives = {
  section: {
    hasBody: false,
    attributes: shape({
      id: sectionId,
      title: line,
      minutes: digits,
      path: simpleId.nullable().default(null),
    }),
  },
  key: {
    hasBody: true,
    attributes: shape({ variant: z.enum(['idea', 'tip', 'caution', 'safety']) }),
  },
  short: { hasBody: true, attributes: shape({ id: blockId, to: sectionId }) },
  vignette: { hasBody: true, attributes: shape({ who: simpleId }) },
  worksheet: {
    hasBody: false,
    attributes: shape({
      id: blockId,
      ref: dottedId,
      mode: z.enum(['new', 'edit', 'view']).default('new'),
      stage: simpleId.nullable().default(null),
      min_rows: digits.default(1),
      title: optionalLine,
      intro: optionalLine,
    }),
  },
  scheduler: {
    hasBody: false,
    attributes: shape({
      id: blockId,
      ref: dottedId,
      min_rows: digits.default(1),
      title: optionalLine,
      intro: optionalLine,
    }),
  },
  diary: { hasBody: false, attributes: shape({ id: blockId, ref: dottedId }) },
  example: {
    hasBody: false,
    attributes: shape({
      worksheet: dottedId,
      who: simpleId,
      kind: z.enum(['example', 'weak', 'stronger']).default('example'),
    }),
  },
  recap: {
    hasBody: false,
    attributes: shape({
      id: blockId,
      from: dottedId,
      view: z.enum(['last', 'last7', 'all', 'first', 'best_5', 'lowest_5']),
      by: simpleId.nullable().default(null),
      show: fieldPaths,
      empty: line,
    }),
  },
  chart: {
    hasBody: false,
    attributes: shape({
      id: blockId,
      series: simpleId,
      by: z.enum(['day', 'slot', 'kind']).nullable().default(null),
      title: line,
      empty: line,
    }),
  },
  quiz: { hasBody: false, attributes: shape({ id: blockId, ref: simpleId }) },
  card_sort: { hasBody: false, attributes: shape({ id: blockId, ref: simpleId }) },
  checklist: { hasBody: false, attributes: shape({ id: blockId, ref: simpleId }) },
  path: { hasBody: false, attributes: shape({ id: blockId, ref: simpleId }) },
  diagram: { hasBody: false, attributes: shape({ id: blockId, ref: dottedId }) },
  picture: { hasBody: false, attributes: shape({ ref: dottedId }) },
  task: {
    hasBody: true,
    attributes: shape({
      id: blockId,
      title: line,
      ref: dottedId.nullable().default(null),
      times: digits.default(1),
      due: inDays,
      tiny: line,
    }),
  },
  takeaway: { hasBody: true, attributes: shape({ id: blockId }) },
  signpost: {
    hasBody: false,
    attributes: shape({ category: z.enum(['crisis', ...signpostCategories]) }),
  },
  download: {
    hasBody: false,
    attributes: shape({ id: blockId, template: z.enum(['blueprint', 'module', 'cards']) }),
  },
} as const

/** `::name{…}`, or `:::name{…}` with a body. */
export type Directive = Extract<RootContent, { type: 'leafDirective' | 'containerDirective' }>

export type BlockName = Exclude<keyof typeof directives, 'section'>

export function isBlockName(name: string): name is BlockName {
  return name !== 'section' && Object.hasOwn(directives, name)
}

export function isDirective(node: RootContent): node is Directive {
  return node.type === 'leafDirective' || node.type === 'containerDirective'
}

/** The attributes of a block as its schema gives them; null after reporting what is wrong. */
export function checkAttributes<S extends z.ZodType>(
  source: MarkdownSource,
  node: Directive,
  schema: S,
): z.output<S> | null {
  const given = node.attributes ?? {}
  const result = schema.safeParse(given)
  if (result.success) return result.data
  for (const issue of result.error.issues) {
    const name = issue.code === 'unrecognized_keys' ? issue.keys.join(', ') : issue.path.join('.')
    const unknown = issue.code === 'unrecognized_keys'
    const sentence = unknown
      ? `The block "${node.name}" has no attribute "${name}".`
      : Object.hasOwn(given, name)
        ? issue.message
        : `The block "${node.name}" needs the attribute "${name}".`
    source.faults.report(placeOf(source, node), `::${node.name} ${name}`, sentence)
  }
  return null
}
