export { createService, type NewService } from './create-service.ts'
export { adminRoutes } from './routes.tsx'
