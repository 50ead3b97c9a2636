import { z } from 'zod'
import { dottedId, flag, line, optionalLine, shape, simpleId, uniqueIds } from './shape.ts'

const option = shape({ text: line, correct: z.boolean(), feedback: line })

const options = z.array(option).min(2)

function oneRight(
  quiz: { readonly options: readonly { readonly correct: boolean }[] },
  context: { addIssue(issue: { code: 'custom'; message: string; path: PropertyKey[] }): void },
): void {
  const right = quiz.options.filter((each) => each.correct).length
  if (right === 1) return
  const message = `Exactly one option must be correct, not ${right}. Use type multi for several.`
  context.addIssue({ code: 'custom', message, path: ['options'] })
}

const quizItem = z.discriminatedUnion('type', [
  shape({ type: z.literal('single'), stem: line, options }).superRefine(oneRight),
  shape({ type: z.literal('multi'), stem: line, options }),
  shape({ type: z.literal('true_false'), stem: line, options: options.max(2) })
    .superRefine(oneRight)
    .transform((quiz) => ({ ...quiz, type: 'trueFalse' as const })),
  shape({
    type: z.literal('match'),
    stem: line,
    pairs: z.array(shape({ left: line, right: line, feedback: line })).min(2),
  }),
  shape({
    type: z.literal('order'),
    stem: line,
    items: z.array(line).min(2),
    feedback: line,
  }),
])

const cardSort = shape({
  title: line,
  groups: z
    .array(shape({ id: simpleId, label: line }))
    .min(2)
    .superRefine(uniqueIds),
  cards: z
    .array(shape({ id: simpleId, text: line, group: simpleId, feedback: line }))
    .min(2)
    .superRefine(uniqueIds),
}).superRefine((sort, context) => {
  const groups = new Set(sort.groups.map((group) => group.id))
  for (const [index, card] of sort.cards.entries()) {
    if (groups.has(card.group)) continue
    const message = `There is no group "${card.group}" in this sort.`
    context.addIssue({ code: 'custom', message, path: ['cards', index, 'group'] })
  }
})

const checklist = shape({
  title: line,
  target: dottedId,
  field: simpleId,
  groups: z
    .array(
      shape({
        label: line,
        set: z.record(z.string(), z.unknown()).default({}),
        options: z.array(shape({ id: simpleId, text: line })).min(1),
      }),
    )
    .min(1),
}).superRefine((list, context) => {
  const seen = new Set<string>()
  for (const [group, { options: ticks }] of list.groups.entries()) {
    for (const [index, { id }] of ticks.entries()) {
      const path = ['groups', group, 'options', index, 'id']
      const message = `The id "${id}" is used twice in this checklist.`
      if (seen.has(id)) context.addIssue({ code: 'custom', message, path })
      seen.add(id)
    }
  }
})

const path = shape({
  question: line,
  options: z
    .array(shape({ id: simpleId, label: line, help: optionalLine }))
    .min(2)
    .superRefine(uniqueIds),
  allow_both: flag,
})

const named = <T extends z.ZodType>(schema: T) => z.record(simpleId, schema).default({})

export const partsSchema = shape({
  quizzes: named(z.array(quizItem).min(1)),
  card_sorts: named(cardSort),
  checklists: named(checklist),
  paths: named(path),
})

export type RawParts = z.output<typeof partsSchema>
