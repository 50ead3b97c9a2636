import type { Block, QuizItem } from '#content/types.ts'
import type { Form } from '#platform/http/form.ts'
import type { Answer } from './part-answers.ts'

/** The questions of a block with the answers that each can have. */
export function questionsOf(block: Block): ReadonlyMap<string, readonly string[]> {
  switch (block.type) {
    case 'quiz':
      return new Map(block.items.flatMap(quizQuestions))
    case 'cardSort': {
      const groups = block.sort.groups.map(({ id }) => id)
      return new Map(block.sort.cards.map(({ id }) => [id, groups]))
    }
    case 'path':
      return new Map([['chosen', block.path.options.map(({ id }) => id)]])
    default:
      return new Map()
  }
}

function quizQuestions(item: QuizItem, index: number): [string, readonly string[]][] {
  if (item.type === 'match' || item.type === 'order') {
    const count = item.type === 'match' ? item.pairs.length : item.items.length
    const places = numbers(count)
    return places.map((place): [string, readonly string[]] => [`${index}.${place}`, places])
  }
  return [[String(index), numbers(item.options.length)]]
}

function numbers(count: number): readonly string[] {
  return Array.from({ length: count }, (_, index) => String(index))
}

/** What was chosen, of what can be chosen; anything else that was sent is left out. */
export function readAnswer(block: Block, form: Form): Answer {
  const isSingle = block.type === 'path' && !block.path.allowBoth
  const answer: Record<string, readonly string[]> = {}
  for (const [question, possible] of questionsOf(block)) {
    const chosen = [...new Set(form.all(`q.${question}`))].filter((each) => possible.includes(each))
    if (chosen.length > 0) answer[question] = isSingle ? chosen.slice(0, 1) : chosen
  }
  return answer
}
