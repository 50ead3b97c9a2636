export { type SafetyPlan, safetyPlanOf } from './safety-plan.ts'
