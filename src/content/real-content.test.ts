import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { groupOf } from '#clinical/characteristic.ts'
import { coefficientsFrom, spreadFrom } from '#clinical/expected-range.ts'
import { loadContent } from './load-content.ts'

const content = await loadContent(fileURLToPath(new URL('../../content', import.meta.url)))
/** The upper quarter of a normal curve lies this many deviations above its middle. */
const upperQuarter = 0.6744897501960817

describe('the safety protocol', () => {
  it('has no signal, with times that a service can set, which nothing raises', () => {
    const ofForms = [...content.instruments.values()].flatMap(({ safetyItems }) =>
      safetyItems.map(({ signal }) => signal),
    )
    const raised = new Set([...ofForms, 'help_button', 'patient_need_help', 'therapist_worry'])
    const idle = content.protocols.safety.triggers.filter(({ id }) => !raised.has(id))
    expect(idle.map(({ id }) => id)).toEqual([])
  })
})

describe('the lines that modules point to', () => {
  it.each([
    ['work', '03300 555 300'],
    ['abuse', '0808 802 1414'],
  ] as const)(
    'have one of Northern Ireland for %s, where the others do not reach',
    (what, number) => {
      const lines = content.protocols.signposts.categories[what]
      const found = lines.find((line) => line.number === number)
      expect(found?.how).toContain('in Northern Ireland')
    },
  )
})

describe('a mail to a person', () => {
  const toPeople = [...content.protocols.notifications.notifications.values()].filter(
    ({ id }) => !id.startsWith('staff_') && id !== 'audit_head',
  )

  it('comes from the service and never reads like somebody’s own words', () => {
    expect(toPeople.length).toBeGreaterThan(10)
    for (const { id, subject, body } of toPeople) {
      expect([id, body.startsWith('{service}: ')]).toEqual([id, true])
      expect(`${id}: ${subject} ${body}`).not.toMatch(/\b(I|I'm|I've|we|we'll|my|our|dear|hi)\b/i)
    }
  })

  it('says that nobody reads what is sent back, also where it reminds', () => {
    // Also sent to staff, and to whoever did not ask for it.
    const others = toPeople.filter(({ id }) => id !== 'password_reset')
    const silent = others.filter(({ body }) => !body.includes("This mailbox isn't read."))
    expect(silent.map(({ id }) => id)).toEqual([])
  })
})

describe('what a person reads where their own words would stand', () => {
  it('never says "not yet" when only the last seven days are empty', () => {
    const recaps = [...content.programmes.values()]
      .flatMap(({ modules }) => [...modules.values()])
      .flatMap(({ sections }) => sections.flatMap(({ blocks }) => blocks))
      .flatMap((block) => (block.type === 'recap' && block.view === 'last7' ? [block] : []))
    expect(recaps.length).toBeGreaterThan(0)
    expect(recaps.filter(({ empty }) => /\byet\b/.test(empty)).map(({ id }) => id)).toEqual([])
  })
})

describe('the models of the expected range that ship', () => {
  it('are for instruments that ship', () => {
    expect([...content.expectedRanges.keys()].sort()).toEqual(['gad7', 'phq9'])
    for (const id of content.expectedRanges.keys()) expect(content.instruments.has(id)).toBe(true)
  })

  it.each([...content.expectedRanges.values()])(
    '$id follows from its published figures',
    (file) => {
      expect(file.quantiles).toEqual({ low: 0.25, high: 0.75 })
      const { constant, start, lnWeek, startTimesLnWeek } = coefficientsFrom(file.published)
      expect(file.coefficients.constant).toBe(constant)
      expect(file.coefficients.start).toBe(start)
      expect(file.coefficients.lnWeek).toBeCloseTo(lnWeek, 3)
      expect(file.coefficients.startTimesLnWeek).toBeCloseTo(startTimesLnWeek, 3)
      const spread = spreadFrom(file.published, upperQuarter)
      expect(file.spread.length).toBe(spread.length)
      for (const [week, each] of spread.entries()) {
        expect(file.spread[week]?.low).toBeCloseTo(each.low, 3)
        expect(file.spread[week]?.high).toBeCloseTo(each.high, 3)
      }
    },
  )

  it.each([...content.expectedRanges.values()])(
    '$id says that it is illustrative, and what it assumes',
    (file) => {
      expect(file.status).toBe('illustrative')
      expect(file.assumptions.join(' ')).toContain(`r = ${file.published.correlation}`)
      expect(file.assumptions.join(' ')).toContain('assumed')
    },
  )
})

describe('the rules of a second look', () => {
  it('name a source for every number, and nobody has verified them yet', () => {
    const { id, version, ...rules } = content.protocols.onTrack
    for (const rule of Object.values(rules)) {
      expect(rule.source.length).toBeGreaterThan(10)
      expect(rule.verifiedBy).toBe('')
    }
  })

  it('are for instruments that ship', () => {
    const { cutPoints, earlyChange, jump, noVerdict } = content.protocols.onTrack
    const named = [cutPoints.instruments, earlyChange.points, jump.points, noVerdict.beforeSession]
    for (const id of named.flatMap(Object.keys)) expect(content.instruments.has(id), id).toBe(true)
  })

  it('conclude nothing from a reliable change that the reference does not know', () => {
    const { instruments } = content.protocols.onTrack.unknownChange
    expect(instruments).toEqual(['wsas', 'biq', 'phq15', 'ibs_sss'])
    for (const id of instruments) {
      expect(content.instruments.get(id)?.reliableChange?.confidence, id).toBe('unverified')
    }
  })
})

function seriesIn(worksheetId: string): string[] {
  const fields = content.worksheets.get(worksheetId)?.stages.flatMap((stage) => stage.fields) ?? []
  return fields.flatMap((field) =>
    field.type === 'group'
      ? field.fields.flatMap(({ series }) => series ?? [])
      : (field.series ?? []),
  )
}

describe('what people rate again and again', () => {
  it.each([
    ['common.experiment', ['experiment_before', 'safety_behaviours', 'experiment_after']],
    ['common.thought_record', ['thought_before', 'thought_after']],
    ['dep.kind_voice', ['critic_voice', 'friend_voice']],
  ])('of %s makes the series %j, each on the axis of time', (id, expected) => {
    expect(seriesIn(id)).toEqual(expected)
    // One name is one question: the weekly rating of the critic is another line.
    const everywhere = [...content.worksheets.keys()].flatMap(seriesIn)
    for (const name of expected) {
      expect(everywhere.filter((each) => each === name)).toHaveLength(1)
    }
  })
})

describe('the notes for therapists', () => {
  it('name modules by their titles, never by the ids of files', () => {
    for (const programme of content.programmes.values()) {
      for (const [id, notes] of programme.therapistNotes) {
        const { moduleId, offerWhen, ...bodies } = notes
        expect(JSON.stringify(bodies), id).not.toMatch(/\b[a-z]+\.[mof]\d/)
      }
    }
    const notes = content.programmes.get('dep')?.therapistNotes.get('dep.m1')
    expect(JSON.stringify(notes?.releaseNext)).toContain('Release “')
  })
})

describe('what people are asked about themselves', () => {
  const { genderIdentity, ethnicCategory } = content.characteristics

  // V005 and V007 of the monthly metadata of July 2026, written from it by hand.
  it.each([
    ['ABC', 'White'],
    ['DEFG', 'Mixed'],
    ['HJKL', 'Asian or Asian British'],
    ['MNP', 'Black or Black British'],
    ['RS', 'Other ethnic groups'],
    ['Z', 'Not stated or not known'],
  ])('ethnic categories %s are counted as %s', (codes, group) => {
    for (const code of codes) expect(groupOf(ethnicCategory, code)).toBe(group)
    expect(groupOf(ethnicCategory, '99')).toBe('Not stated or not known')
  })

  it('has the codes of the data set, and those alone', () => {
    const codes = ethnicCategory.answers.map(({ code }) => code).join('')
    expect(codes).toBe('ABCDEFGHJKLMNPRS')
    expect(genderIdentity.answers.map(({ code }) => code).join('')).toBe('1234')
    expect(genderIdentity.fallback.answers.map(({ code }) => code).join('')).toBe('129')
    expect(genderIdentity.declined.code + genderIdentity.notAsked.code).toBe('ZX')
    expect(ethnicCategory.declined.code + ethnicCategory.notAsked.code).toBe('Z99')
  })

  it.each([genderIdentity, ethnicCategory])('$id says why it is asked and who sees it', (list) => {
    expect(list.ask.why).toContain('We ask so that this service can check')
    expect(list.ask.why).toContain('administrators see your answer')
    expect(list.source).toContain('NHS Data Model and Dictionary')
    expect(list.verifiedBy).toBe('')
  })
})
