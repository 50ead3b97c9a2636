export { ProgrammeFacts, SignOffLine } from './programme-facts.tsx'
