import type { Form } from '#platform/http/form.ts'
import { newId } from '#platform/ids.ts'
import type { Faults } from '#ui/fields.tsx'
import { hasWords, longestMessage } from './message.ts'

export interface BarriersTyped {
  /** Ids of the protocol for silence, in its order. */
  readonly barriers: readonly string[]
  readonly words: string
  readonly sendKey: string
}

export const nothingTyped = (): BarriersTyped => ({ barriers: [], words: '', sendKey: newId() })

/** What got in the way, ticked or in own words: one of the two is enough. */
export function readBarriersForm(
  form: Form,
  known: readonly { readonly id: string }[],
): { readonly typed: BarriersTyped; readonly faults: Faults } {
  const chosen = form.all('barriers')
  const typed = {
    barriers: known.map(({ id }) => id).filter((id) => chosen.includes(id)),
    words: form.text('words').trimEnd(),
    sendKey: form.sendKey(),
  }
  const faults: Record<string, string> = {}
  if (typed.barriers.length === 0 && !hasWords(typed.words)) {
    faults.barriers = 'Tick what fits, or say it in your own words below'
  }
  // Room for the words that the ticks add.
  const most = longestMessage - 2000
  if (typed.words.length > most) faults.words = `Shorten this to ${most} characters or fewer`
  return { typed, faults }
}

/** The message that the therapist reads: what was ticked, each on its line, then the own words. */
export function barriersMessage(
  typed: BarriersTyped,
  known: readonly { readonly id: string; readonly label: string }[],
): string {
  const ticked = known.filter(({ id }) => typed.barriers.includes(id)).map(({ label }) => label)
  const list = ticked.length > 0 ? `What got in the way:\n${ticked.join('\n')}` : ''
  return [list, typed.words.trim()].filter(Boolean).join('\n\n')
}
