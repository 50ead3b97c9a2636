import { z } from 'zod'
import type { Characteristics } from './characteristic-types.ts'
import type { ContentFiles } from './library.ts'
import { line, shape, simpleId, uniqueIds, wholeNumber } from './shape.ts'

const code = z
  .string()
  .regex(/^[A-Z0-9]{1,2}$/, { error: 'Write a code of one or two capitals or digits, in quotes' })
const absence = shape({ code, label: line })
const answers = z.array(shape({ code, label: line, group: simpleId })).min(2)
const fallback = shape({ title: line, source: line, answers, not_recorded: absence })

const common = {
  id: simpleId,
  version: wholeNumber.min(1),
  title: line,
  field: line,
  source: line,
  verified_by: z.string(),
  ask: shape({ question: line, why: line, decline: line }),
  groups: z
    .array(shape({ id: simpleId, title: line }))
    .min(2)
    .superRefine(uniqueIds),
  unknown_group: line,
  answers,
  declined: absence,
  not_asked: absence,
}

const genderIdentitySchema = shape({ ...common, fallback })
  .superRefine(checkCodes)
  .superRefine(({ groups, fallback }, context) => {
    checkGroups(groups, fallback.answers, ['fallback', 'answers'], context)
    checkUnlike([...fallback.answers, fallback.notRecorded], ['fallback', 'answers'], context)
  })

const ethnicCategorySchema = shape(common)
  .superRefine(checkCodes)
  .transform((list) => ({ ...list, fallback: null }))

/** What people are asked about themselves, or null after the faults were reported. */
export function readCharacteristics(files: ContentFiles): Characteristics | null {
  const genderIdentity = files.shaped('characteristics/gender-identity.yaml', genderIdentitySchema)
  const ethnicCategory = files.shaped('characteristics/ethnic-category.yaml', ethnicCategorySchema)
  return genderIdentity && ethnicCategory && { genderIdentity, ethnicCategory }
}

interface Coded {
  readonly code: string
}

interface Grouped extends Coded {
  readonly group: string
}

interface Group {
  readonly id: string
}

type Refinement = Parameters<typeof uniqueIds>[1]

/** A person who declined must never look like one who was not asked. */
function checkCodes(
  list: {
    readonly answers: readonly Grouped[]
    readonly declined: Coded
    readonly notAsked: Coded
    readonly groups: readonly Group[]
  },
  context: Refinement,
): void {
  checkGroups(list.groups, list.answers, ['answers'], context)
  checkUnlike([...list.answers, list.declined, list.notAsked], ['answers'], context)
}

function checkGroups(
  groups: readonly Group[],
  answers: readonly Grouped[],
  at: string[],
  context: Refinement,
): void {
  for (const [index, { group }] of answers.entries()) {
    if (groups.some(({ id }) => id === group)) continue
    const message = `There is no group "${group}" here.`
    context.addIssue({ code: 'custom', message, path: [...at, index, 'group'] })
  }
}

function checkUnlike(codes: readonly Coded[], at: string[], context: Refinement): void {
  const seen = new Set<string>()
  for (const [index, { code }] of codes.entries()) {
    if (seen.has(code)) {
      const message = `The code "${code}" has two meanings here.`
      context.addIssue({ code: 'custom', message, path: [...at, index, 'code'] })
    }
    seen.add(code)
  }
}
