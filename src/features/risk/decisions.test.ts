import path from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { decisionLack } from '#clinical/safety-decision.ts'
import { loadContent } from '#content/load-content.ts'
import type { SafetyProtocol } from '#content/types.ts'
import { repositoryRoot } from '#platform/repository-root.ts'
import { decisionsFor } from './contact-made.ts'

let protocol: SafetyProtocol

beforeAll(async () => {
  protocol = (await loadContent(path.join(repositoryRoot(), 'content'))).protocols.safety
}, 30_000)

const nobodyRang = { hasContact: false, tries: 0, isSenior: false, hasAgreement: false }
const states = {
  'nobody rang': nobodyRang,
  'rang once': { ...nobodyRang, tries: 1 },
  'rang twice': { ...nobodyRang, tries: 2 },
  'rang twice, the supervisor agrees': { ...nobodyRang, tries: 2, hasAgreement: true },
  'rang twice, and is the supervisor': { ...nobodyRang, tries: 2, isSenior: true },
  'the supervisor, and nobody rang': { ...nobodyRang, isSenior: true },
  'spoke with them': { ...nobodyRang, hasContact: true },
}
type State = keyof typeof states

const always = Object.keys(states)
const afterTrying: State[] = [
  'rang twice',
  'rang twice, the supervisor agrees',
  'rang twice, and is the supervisor',
  'spoke with them',
]
const afterTalking: State[] = ['spoke with them']

/** Written by hand, apart from the protocol: with what an item may be closed, and when. */
const mayCloseWith: Record<string, readonly string[]> = {
  contact_made_continue: afterTalking,
  plan_made: afterTalking,
  more_contact: afterTalking,
  step_up: afterTalking,
  pause_hard_modules: afterTrying,
  gp_told: afterTrying,
  crisis_team: afterTrying,
  safeguarding: afterTrying,
  emergency_services: always,
  not_about_safety: always,
  unable_to_reach: ['rang twice, the supervisor agrees', 'rang twice, and is the supervisor'],
}

describe('an item closes', () => {
  it('with each decision only once what it says has happened', () => {
    const allowed = Object.fromEntries(
      protocol.decisions.map(({ id, needs }) => [
        id,
        Object.entries(states).flatMap(([state, facts]) =>
          decisionLack(needs, facts, { triesNeeded: 2, isClosing: true }) === null ? [state] : [],
        ),
      ]),
    )
    expect(allowed).toEqual(mayCloseWith)
    expect(protocol.followUp.triesBeforeGivingUp).toBe(2)
    const withPlan = protocol.decisions.filter(({ needsPlan }) => needsPlan)
    expect(withPlan.map(({ id }) => id)).toEqual(['plan_made'])
  })

  it('never as a talk, a plan or more contact that nobody had', () => {
    for (const id of ['contact_made_continue', 'plan_made', 'more_contact']) {
      const decision = protocol.decisions.find((known) => known.id === id)
      for (const [state, facts] of Object.entries(states)) {
        const lack = decisionLack(decision?.needs ?? 'none', facts, {
          triesNeeded: 2,
          isClosing: false,
        })
        expect(lack, `${id}: ${state}`).toBe(state === 'spoke with them' ? null : 'contact')
      }
    }
  })

  it('as not about safety only where words raised it, never after an answer or a call for help', () => {
    const mayBeDismissed = protocol.triggers.filter((trigger) =>
      decisionsFor(protocol, { trigger: trigger.id }).some(({ id }) => id === 'not_about_safety'),
    )
    expect(mayBeDismissed.map(({ id }) => id)).toEqual(['therapist_worry'])
  })

  it('and every kind of call counts as what it is', () => {
    const reached = Object.fromEntries(protocol.callOutcomes.map(({ id, reach }) => [id, reach]))
    expect(reached).toEqual({
      spoke: 'contact',
      spoke_briefly: 'contact',
      call_back: 'attempt',
      no_answer: 'attempt',
      voicemail: 'attempt',
      with_services: 'attempt',
      not_reachable: 'step',
      wrong_number: 'step',
      spoke_emergency_contact: 'step',
    })
  })
})
