export { clearDraft, readDraft, saveDraft } from './drafts.ts'
export { handleMessages, lacksReason, type MessageToHandle } from './handle-messages.ts'
export {
  type How,
  handlings,
  hasWords,
  longestMessage,
  type ThreadMessage,
  type UnansweredMessage,
} from './message.ts'
export { answerBy } from './promise.ts'
export {
  listThread,
  markRead,
  type RecentThread,
  recentThread,
  unanswered,
  unreadCount,
} from './read-thread.ts'
export { sendMessage } from './send-message.ts'
export { Thread } from './thread.tsx'
