import { type DecisionLack, isPlanOfContact } from '#clinical/safety-decision.ts'
import {
  decisionsFor,
  lackOf,
  type SafetyFault,
  type SafetyItem,
  safetyProtocol,
} from '#features/risk/index.ts'
import type { Context } from '#platform/context.ts'

const faultOfLack: Record<DecisionLack, SafetyFault> = {
  contact: 'decision_needs_contact',
  attempts: 'decision_needs_attempts',
  supervisor: 'decision_needs_supervisor',
}

/** Why a decision about this item cannot be taken as things stand. */
export function decisionFaults(
  ctx: Context,
  item: SafetyItem,
  decisionId: string,
  options: { isClosing: boolean },
): SafetyFault[] {
  const protocol = safetyProtocol(ctx)
  const decision = decisionsFor(protocol, item).find(({ id }) => id === decisionId)
  if (!decision) return ['decision_missing']
  const lack = lackOf(protocol, item, decision, options)
  if (lack !== null) return [faultOfLack[lack]]
  return decision.needsPlan && !isPlanSaved(ctx, item) ? ['decision_needs_plan'] : []
}

function isPlanSaved(ctx: Context, { plan, contact }: SafetyItem): boolean {
  if (!plan || plan.reviewBy === null) return false
  return isPlanOfContact(plan.savedAt.getTime(), contact, ctx.service.timeZone)
}
