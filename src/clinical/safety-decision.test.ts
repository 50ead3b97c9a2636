import { describe, expect, it } from 'vitest'
import { contactState } from './safety-contact.ts'
import { decisionLack, isPlanOfContact } from './safety-decision.ts'

const at = (text: string) => Date.parse(`${text}Z`)
const london = 'Europe/London'

describe('a decision', () => {
  const nobodyRang = { hasContact: false, tries: 0, isSenior: false, hasAgreement: false }

  it('that may follow tries alone is recorded at any time, and closes only after them', () => {
    const lack = (tries: number, isClosing: boolean) =>
      decisionLack('attempts', { ...nobodyRang, tries }, { triesNeeded: 2, isClosing })
    expect([lack(0, false), lack(1, true), lack(2, true)]).toEqual([null, 'attempts', null])
  })

  it('to give up asks for the tries first, also of a supervisor', () => {
    const lack = (changes: object) =>
      decisionLack('supervisor', { ...nobodyRang, ...changes }, { triesNeeded: 2, isClosing: true })
    expect(lack({ isSenior: true, tries: 1 })).toBe('attempts')
    expect(lack({ tries: 2 })).toBe('supervisor')
    expect(lack({ tries: 2, hasAgreement: true })).toBeNull()
    expect(lack({ tries: 2, isSenior: true })).toBeNull()
  })
})

describe('a safety plan answers a talk', () => {
  const raised = at('2026-11-02T09:00')
  const talked = contactState([{ at: at('2026-11-02T10:30'), reach: 'contact' }], raised, null)
  const isOfTalk = (saved: string) => isPlanOfContact(at(saved), talked, london)

  it('when it was saved on its day, also in the call itself, or later', () => {
    expect(isOfTalk('2026-11-02T10:15')).toBe(true)
    expect(isOfTalk('2026-11-02T23:30')).toBe(true)
    expect(isOfTalk('2026-11-09T09:00')).toBe(true)
  })

  it('and not when it was saved before the signal, on an earlier day, or without a talk', () => {
    expect(isOfTalk('2026-11-02T08:59')).toBe(false)
    const later = contactState([{ at: at('2026-11-04T10:00'), reach: 'contact' }], raised, null)
    expect(isPlanOfContact(at('2026-11-03T18:00'), later, london)).toBe(false)
    expect(isPlanOfContact(at('2026-11-03T18:00'), contactState([], raised, null), london)).toBe(
      false,
    )
  })
})
