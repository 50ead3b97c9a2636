import { z } from 'zod'
import { comparison, dottedId, line, shape, simpleId, uniqueIds, wholeNumber } from './shape.ts'
import type { SuggestedAct } from './types.ts'

const last = wholeNumber.min(1).default(1)
const atLeastOne = wholeNumber.min(1)
const test = { instrument: simpleId, op: comparison, value: z.number(), last }

const simpleConditions = [
  shape({ item: shape({ ...test, item: atLeastOne }) }).transform(({ item }) => ({
    type: 'item' as const,
    ...item,
  })),
  shape({ total: shape(test) }).transform(({ total }) => ({ type: 'total' as const, ...total })),
  shape({ opened: dottedId }).transform(({ opened }) => ({
    type: 'opened' as const,
    module: opened,
  })),
  shape({ submitted: dottedId }).transform(({ submitted }) => ({
    type: 'submitted' as const,
    module: submitted,
  })),
  shape({ open_for: shape({ module: dottedId, fewer_than_days: atLeastOne }) }).transform(
    ({ openFor }) => ({ type: 'open_for' as const, ...openFor }),
  ),
  shape({
    done: shape({ worksheet: dottedId, since_opened: dottedId, fewer_than: atLeastOne }),
  }).transform(({ done }) => ({ type: 'done' as const, ...done })),
  shape({ calls: shape({ fewer_than: atLeastOne, within_days: atLeastOne }) }).transform(
    ({ calls }) => ({ type: 'calls' as const, ...calls }),
  ),
  shape({ weeks: shape({ at_most: atLeastOne }) }).transform(({ weeks }) => ({
    type: 'weeks' as const,
    ...weeks,
  })),
] as const

const condition = z.union([
  ...simpleConditions,
  shape({ all: z.array(z.union(simpleConditions)).min(2) }).transform(({ all }) => ({
    type: 'all' as const,
    of: all,
  })),
])

const suggestion = shape({
  id: simpleId,
  offer: dottedId.optional(),
  hold: dottedId.optional(),
  reopen: dottedId.optional(),
  call: z.literal(true).optional(),
  practise: shape({ worksheet: dottedId, title: line.max(300), tiny: line.max(300) }).optional(),
  move_to: simpleId.optional(),
  say: line,
  only: simpleId.nullable().default(null),
  again_after_days: atLeastOne.nullable().default(null),
  when: condition,
}).transform((written, context) => {
  const { id, say, only, againAfterDays, when } = written
  const acts = actsOf(written)
  const [act] = acts
  if (act === undefined || acts.length > 1) {
    context.addIssue({
      code: 'custom',
      message: 'Say one thing that it suggests: offer, hold, call, practise or move_to.',
    })
    return z.NEVER
  }
  if (written.reopen !== undefined && act.kind !== 'hold') {
    context.addIssue({
      code: 'custom',
      message: '"reopen" goes with "hold": what is opened again while the next one waits.',
      path: ['reopen'],
    })
    return z.NEVER
  }
  return { id, act, say, only, againAfterDays, when }
})

interface WrittenAct {
  readonly offer?: string | undefined
  readonly hold?: string | undefined
  readonly reopen?: string | undefined
  readonly call?: true | undefined
  readonly practise?: { worksheet: string; title: string; tiny: string } | undefined
  readonly moveTo?: string | undefined
}

function actsOf(written: WrittenAct): SuggestedAct[] {
  const { offer, hold, reopen, call, practise, moveTo } = written
  return [
    ...(offer ? [{ kind: 'offer', module: offer } as const] : []),
    ...(hold ? [{ kind: 'hold', module: hold, reopen: reopen ?? null } as const] : []),
    ...(call ? [{ kind: 'call' } as const] : []),
    ...(practise ? [{ kind: 'practise', ...practise } as const] : []),
    ...(moveTo ? [{ kind: 'profile', profile: moveTo } as const] : []),
  ]
}

export const suggestionsSchema = z.array(suggestion).superRefine(uniqueIds).default([])

export const profilesSchema = z
  .record(simpleId, shape({ title: line, for: line, means: z.array(line).min(1) }))
  .default({})
