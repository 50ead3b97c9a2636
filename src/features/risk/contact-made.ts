import {
  type ContactState,
  contactState,
  latestNextContact,
  type RecordedCall,
} from '#clinical/safety-contact.ts'
import { type DecisionLack, decisionLack } from '#clinical/safety-decision.ts'
import type { SafetyDecision, SafetyProtocol } from '#content/types.ts'
import type { Context } from '#platform/context.ts'
import { serviceHours, triggerOf } from './safety-hours.ts'
import {
  isUnchangedWithReviewedPlan,
  type SafetyDetail,
  type SafetyEvent,
  type SafetyItem,
} from './safety-item.ts'
import { safetyProtocol } from './safety-protocol.ts'

/** What is read of an item before anybody's contact with the person is known. */
type Told = Pick<SafetyItem, 'trigger' | 'detail' | 'raisedAt' | 'hasReviewedPlan' | 'history'>

/** Contact so far, and how far the next one may be put off by whoever asks. */
export function contactOf(ctx: Context, item: Told & { therapistId: string }) {
  const protocol = safetyProtocol(ctx)
  const contact = contactState(
    callsIn(protocol, item.history),
    item.raisedAt.getTime(),
    helpAskedAt(item.detail),
  )
  const isForSenior = isSenior(ctx, item.therapistId)
  const latest = latestNextContact(
    contact,
    {
      now: ctx.now.getTime(),
      isSenior: isForSenior,
      // A call for help is an answer that has changed.
      isUnchangedWithReviewedPlan:
        isUnchangedWithReviewedPlan(item) && helpAskedAt(item.detail) === null,
      hours: triggerOf(ctx, item.trigger).hours,
    },
    protocol.followUp,
    serviceHours(ctx),
  )
  return { contact, isForSenior, nextContactBy: latest === null ? null : new Date(latest) }
}

function callsIn(protocol: SafetyProtocol, history: readonly SafetyEvent[]): RecordedCall[] {
  return history.flatMap(({ kind, at, detail }) => {
    const known = protocol.callOutcomes.find(({ id }) => id === detail.outcome)
    return kind === 'call_attempt' && known ? [{ at: at.getTime(), reach: known.reach }] : []
  })
}

function helpAskedAt(detail: SafetyDetail): number | null {
  return detail.helpAskedAt === undefined ? null : Date.parse(detail.helpAskedAt)
}

/** Stands behind the therapist; nobody stands behind themselves. */
function isSenior(ctx: Context, therapistId: string): boolean {
  const { actor } = ctx
  if (actor.kind !== 'staff' || actor.id === therapistId) return false
  return actor.roles.has('supervisor') || actor.roles.has('duty_clinician')
}

/** The decisions that may answer what raised this item. */
export function decisionsFor(
  protocol: SafetyProtocol,
  item: { trigger: string },
): readonly SafetyDecision[] {
  return protocol.decisions.filter(({ onlyFor }) => onlyFor?.includes(item.trigger) ?? true)
}

/** What a decision about this item lacks, for whoever takes it. */
export function lackOf(
  protocol: SafetyProtocol,
  item: SafetyItem,
  decision: SafetyDecision,
  options: { isClosing: boolean },
): DecisionLack | null {
  return decisionLack(
    decision.needs,
    {
      hasContact: hasContact(item.contact),
      tries: item.contact.triesSince,
      isSenior: item.isForSenior,
      hasAgreement: isAgreed(item, decision.id),
    },
    { triesNeeded: protocol.followUp.triesBeforeGivingUp, ...options },
  )
}

export function hasContact(contact: ContactState): boolean {
  return contact.lastContactAt !== null
}

function isAgreed(item: SafetyItem, decision: string): boolean {
  const { since, lastContactAt } = item.contact
  return item.history.some(
    ({ kind, at, detail }) =>
      kind === 'decision' &&
      detail.decision === decision &&
      detail.bySenior === true &&
      at.getTime() >= (lastContactAt ?? since),
  )
}
