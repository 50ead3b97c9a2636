export { saidOfThemselves } from './said-of-themselves.ts'
