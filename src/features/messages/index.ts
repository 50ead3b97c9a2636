export {
  clearDraft,
  type Draft,
  type DraftFields,
  readDraft,
  saveDraft,
} from './drafts.ts'
export {
  type Handled,
  handleMessages,
  lacksReason,
  type MessageToHandle,
} from './handle-messages.ts'
export {
  type FitAnswer,
  type Handling,
  type How,
  handlings,
  hasWords,
  longestMessage,
  type MessageContext,
  type MessageKind,
  type ThreadMessage,
  type UnansweredMessage,
} from './message.ts'
export { calledName, promiseOf } from './promise.ts'
export { listThread, markRead, unanswered, unreadCount } from './read-thread.ts'
export { sayIfItFits } from './say-if-it-fits.ts'
export { type MessageToSend, sendMessage } from './send-message.ts'
export { Thread } from './thread.tsx'
