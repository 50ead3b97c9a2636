export { createService, longestServiceName } from './create-service.ts'
