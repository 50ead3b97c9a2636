export { alsoWords } from './also-words.ts'
export { type Answer, type AnswerFacts, answerKinds, kindOf, readAnswer } from './answer-form.ts'
export {
  AnswerPanel,
  type AnswerPanelProps,
  activityOf,
  hasUnreadSafety,
  kindsFor,
} from './answer-panel.tsx'
export { PreviewPage } from './preview-page.tsx'
export { withoutPrompts, withPrompts } from './prompts.ts'
export { answerDraft, nextCallKey, sendAnswer } from './send-answer.ts'
export { isSent, wordsSentAs } from './sent-answers.ts'
