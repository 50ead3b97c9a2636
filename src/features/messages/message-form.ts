import type { Form } from '#platform/http/form.ts'
import { hasWords, longestMessage } from './message.ts'

export interface MessageTyped {
  readonly body: string
  readonly sendKey: string
}

export type MessageForm =
  | { readonly ok: true; readonly typed: MessageTyped }
  | { readonly ok: false; readonly typed: MessageTyped; readonly fault: 'empty' | 'too_long' }

/** A posted message, or what is wrong with it; what was typed comes back either way. */
export function parseMessage(form: Form): MessageForm {
  const typed = typedMessage(form)
  if (!hasWords(typed.body)) return { ok: false, typed, fault: 'empty' }
  if (typed.body.length > longestMessage) return { ok: false, typed, fault: 'too_long' }
  return { ok: true, typed }
}

export function typedMessage(form: Form): MessageTyped {
  return { body: form.text('body').trimEnd(), sendKey: form.sendKey() }
}
