export { sendAnswerLink } from './send-answer-link.ts'
