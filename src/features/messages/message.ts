import { z } from 'zod'

export const messageKinds = ['message', 'review', 'module_end', 'welcome'] as const
export type MessageKind = (typeof messageKinds)[number]

export const fitAnswers = ['helpful', 'not_sure', 'not_helpful'] as const
/** What a patient says of a therapist's review. */
export type FitAnswer = (typeof fitAnswers)[number]

export const handlings = ['answered', 'by_phone', 'no_answer_needed'] as const
export type How = (typeof handlings)[number]

/** What a message is about: the module that was finished, the entry that was asked about. */
export const messageContextSchema = z.object({
  moduleId: z.string().max(100).optional(),
  entryId: z.uuid().optional(),
  /** What got in the way, by the ids of the protocol for silence. */
  barriers: z.array(z.string().max(40)).max(20).optional(),
})
export type MessageContext = z.infer<typeof messageContextSchema>

export interface Handling {
  readonly how: How
  readonly reason: string | null
  readonly at: Date
  readonly byName: string
}

export interface ThreadMessage {
  readonly id: string
  readonly kind: MessageKind
  readonly body: string
  readonly context: MessageContext
  readonly sentAt: Date
  readonly fromPatient: boolean
  readonly isMine: boolean
  readonly authorName: string
  /** When the other side first opened it; null while they have not. */
  readonly readAt: Date | null
  readonly readByName: string | null
  /** True when whoever asks had not opened it before. */
  readonly isNew: boolean
  /** A patient's message that nobody has answered, rung about, or said needs no answer. */
  readonly isWaiting: boolean
  /** How a patient's message was dealt with. For staff only: a patient is never shown a reason. */
  readonly handling: Handling | null
  /** What the patient last said of it. */
  readonly fit: FitAnswer | null
}

/** A patient's message that nobody has answered, rung about, or said needs no answer. */
export interface UnansweredMessage {
  readonly id: string
  readonly kind: MessageKind
  readonly body: string
  readonly context: MessageContext
  readonly sentAt: Date
}

export const longestMessage = 20_000

/** Something to read: not only spaces, line ends and marks without width. */
export function hasWords(text: string): boolean {
  return /[^\p{C}\p{Z}]/u.test(text)
}
