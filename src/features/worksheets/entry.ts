import { z } from 'zod'
import type { Value, Values, Worksheet } from '#content/types.ts'
import type { Context } from '#platform/context.ts'
import { notFound } from '#platform/refusals.ts'

export const entryStatuses = ['draft', 'planned', 'done', 'not_done', 'archived'] as const
export type EntryStatus = (typeof entryStatuses)[number]

/** What a person wrote in a worksheet: one row of it, or the whole form. */
export interface Entry {
  readonly id: string
  readonly worksheetId: string
  readonly worksheetVersion: number
  readonly moduleId: string | null
  readonly blockId: string | null
  readonly status: EntryStatus
  readonly stage: string | null
  /** The moment that it tells of, where the worksheet asks for one. */
  readonly aboutAt: Date | null
  readonly values: Values
  readonly version: number
  readonly createdAt: Date
  readonly updatedAt: Date
}

export interface EntryVersion {
  readonly version: number
  readonly status: EntryStatus
  readonly stage: string | null
  readonly values: Values
  readonly savedAt: Date
  readonly savedByName: string
  readonly savedByStaff: boolean
  /** It met this version, saved meanwhile from another place, and was kept beside it. */
  readonly beside: number | null
  /** It says which of two was kept: the version that had been kept beside is settled. */
  readonly settles: number | null
}

export interface EntryComment {
  readonly id: string
  readonly entryId: string
  readonly fieldId: string | null
  readonly entryVersion: number
  readonly authorId: string
  readonly authorName: string
  readonly body: string
  readonly at: Date
  /** When the person first opened it; null while it is news to them. */
  readonly readAt: Date | null
}

/** Why something planned did not happen; asked gently, and never a fault. */
export const whyNotReasons = [
  { id: 'forgot', label: 'It slipped my mind' },
  { id: 'too_hard', label: 'It was too much for that day' },
  { id: 'changed_mind', label: 'I changed my mind' },
  { id: 'not_relevant', label: 'It no longer fits' },
  { id: 'other', label: 'Something else' },
] as const

/** The plan that somebody and their therapist, or who rings in their place, write together. */
export const safetyPlanSheet = 'common.safety_plan'

/** Where the reason is kept among the values; no field of a worksheet has a name like it. */
export const whyNotKey = '_why_not'

export function worksheetOf(ctx: Context, worksheetId: string | undefined): Worksheet {
  const worksheet = ctx.content.worksheets.get(worksheetId ?? '')
  if (!worksheet) throw notFound()
  return worksheet
}

/** The names that an act of saving may give: whether an entry is whole is read from its values. */
export function isEntryStatus(text: string): text is EntryStatus {
  return entryStatuses.some((status) => status === text)
}

const other = z.strictObject({ other: z.string() })
const oneValue = z.union([z.string(), z.number(), z.boolean(), other])
const simpleValue = z.union([oneValue, z.array(z.union([z.string(), other]))])
const rowValue = z.record(z.string(), simpleValue)
const refValue = z.strictObject({ ref: z.string(), words: z.string() })
const value: z.ZodType<Value> = z.union([simpleValue, z.array(rowValue), refValue])
const values: z.ZodType<Values> = z.record(z.string(), value)

/** The values of an entry as the database keeps them. */
export function parseValues(content: unknown): Values {
  return values.parse(content)
}
