import type { SafetyProtocol } from '#content/types.ts'
import type { Context } from '#platform/context.ts'

/** The safety protocol with the times that this service has set for itself. */
export function safetyProtocol(ctx: Context): SafetyProtocol {
  const shipped = ctx.content.protocols.safety
  const { settings } = ctx.service
  const { safetyLookMinutes: look, safetyContactHours: contact } = settings
  return {
    ...shipped,
    triggers: shipped.triggers.map((trigger) => ({
      ...trigger,
      lookWithinMinutes: look[trigger.id] ?? trigger.lookWithinMinutes,
      contactWithinHours: contact[trigger.id] ?? trigger.contactWithinHours,
    })),
    followUp: {
      ...shipped.followUp,
      firstWithinHours: settings.safetyFirstFollowUpHours ?? shipped.followUp.firstWithinHours,
      thenWithinDays: settings.safetyThenFollowUpDays ?? shipped.followUp.thenWithinDays,
      triesBeforeGivingUp: settings.safetyTries ?? shipped.followUp.triesBeforeGivingUp,
    },
    escalation: shipped.escalation.map((step, index) => ({
      ...step,
      withinMinutes: (index === 0 ? settings.safetyDutyMinutes : null) ?? step.withinMinutes,
    })),
    escalationRepeat: {
      everyHours: settings.safetyRepeatHours ?? shipped.escalationRepeat.everyHours,
    },
  }
}
