import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { changeFromStart, isAtCaseness, reliableChange } from '#clinical/change.ts'
import { classify } from '#clinical/classification.ts'
import {
  type Answer,
  type Answers,
  type Instrument,
  type InstrumentItem,
  isWorded,
} from '#clinical/instrument.ts'
import { bandOf, isAsked, missingItems, raisedSignals, scoreOf } from '#clinical/scoring.ts'
import { referenceCases } from '#content/fixtures/reference-cases.ts'
import { FaultList } from './faults.ts'
import type { FiledInstrument } from './instrument-schema.ts'
import { readInstruments, versionKey } from './instrument-shelf.ts'
import { ContentFiles, Shelf } from './library.ts'
import { prorated } from './prorating.ts'
import { readTexts } from './read-content.ts'
import { readRefused } from './refused-instruments.ts'

const faults = new FaultList()
const texts = await readTexts(fileURLToPath(new URL('../../content', import.meta.url)))
const files = new ContentFiles(texts, faults)
const content = readInstruments(files, new Shelf<FiledInstrument>(), readRefused(files))
const instruments = [...content.instruments.values()]
const cases = referenceCases()

function find(id: string): Instrument {
  const instrument = content.instruments.get(id)
  if (!instrument) throw new Error(`There is no ${id}.`)
  return instrument
}

function answerTo(item: InstrumentItem): fc.Arbitrary<Answer> {
  const values: fc.Arbitrary<Answer> = fc.constantFrom(...item.options.map(({ value }) => value))
  return item.mayNotApply ? fc.oneof({ weight: 4, arbitrary: values }, notApplicable) : values
}

const notApplicable: fc.Arbitrary<Answer> = fc.constant('not_applicable')

/** Every item answered, whether it was asked or not. */
function fullForm({ items }: Instrument): fc.Arbitrary<Record<number, Answer>> {
  return fc.record(Object.fromEntries(items.map((item) => [item.number, answerTo(item)])))
}

function anyForm(instrument: Instrument): fc.Arbitrary<Answers> {
  const items = instrument.items.map(({ number }) => number)
  return fc
    .tuple(fullForm(instrument), fc.subarray(items), fc.boolean())
    .map(([full, left, isWhole]) =>
      isWhole ? full : Object.fromEntries(left.map((item) => [item, full[item] ?? 0])),
    )
}

function holds<T>(arbitrary: fc.Arbitrary<T>, property: (value: T) => void): void {
  fc.assert(fc.property(arbitrary, property), { numRuns: 60 })
}

describe.each(instruments.map((instrument) => [instrument.id, instrument] as const))(
  '%s',
  (_id, instrument) => {
    const { scoring, subscales, safetyItems } = instrument

    it('stays within its range, and so does each subscale', () => {
      holds(anyForm(instrument), (answers) => {
        const score = scoreOf(instrument, answers)
        if (score.total !== null) {
          expect(score.total).toBeGreaterThanOrEqual(scoring.minimum)
          expect(score.total).toBeLessThanOrEqual(scoring.maximum)
        }
        for (const { id, minimum, maximum } of subscales) {
          const value = score.subscales[id] ?? null
          if (value === null) continue
          expect(value).toBeGreaterThanOrEqual(minimum)
          expect(value).toBeLessThanOrEqual(maximum)
        }
      })
    })

    it('reaches both ends of its range', () => {
      if (scoring.method === 'none') return
      const ends = [Math.min, Math.max].map((end) => {
        const answers = instrument.items.map(({ number, options, isReversed }) => {
          const values = options.map(({ value }) => value)
          const pick = isReversed ? (end === Math.min ? Math.max : Math.min) : end
          return [number, pick(...values)] as const
        })
        return scoreOf(instrument, Object.fromEntries(answers)).total
      })
      expect(ends).toEqual([scoring.minimum, scoring.maximum])
    })

    it('has a total exactly when every item that counts and was asked is answered', () => {
      holds(anyForm(instrument), (answers) => {
        const scored = instrument.items.filter(({ isScored }) => isScored)
        const missing = missingItems({ ...instrument, items: scored }, answers)
        const deciders = scored.flatMap(({ askIf }) => (askIf ? [askIf.item] : []))
        const isOpen = missing.length > 0 || deciders.some((item) => answers[item] === undefined)
        const applied = scored.filter(
          (item) => isAsked(item, answers) && typeof answers[item.number] === 'number',
        )
        const hasTotal = scoring.method !== 'none' && !isOpen && applied.length > 0
        expect(scoreOf(instrument, answers).total !== null).toBe(hasTotal)
      })
    })

    it('moves with each answer in the direction that its file says', () => {
      holds(
        fc.tuple(fullForm(instrument), fc.constantFrom(...instrument.items)),
        ([form, item]) => {
          const values = item.options.map(({ value }) => value).sort((a, b) => a - b)
          const next = values[values.indexOf(Number(form[item.number])) + 1]
          if (next === undefined || form[item.number] === 'not_applicable') return
          const before = scoreOf(instrument, form).total
          const after = scoreOf(instrument, { ...form, [item.number]: next }).total
          if (before === null || after === null) return
          const rise = item.isReversed ? before - after : after - before
          if (item.isScored) expect(rise).toBeGreaterThanOrEqual(0)
          else expect(rise).toBe(0)
        },
      )
    })

    it('gives the same whatever the order of its items and answers', () => {
      const turned = { ...instrument, items: instrument.items.toReversed() }
      holds(anyForm(instrument), (answers) => {
        const { missing, ...score } = scoreOf(instrument, answers)
        const { missing: turnedMissing, ...turnedScore } = scoreOf(turned, answers)
        expect(turnedScore).toEqual(score)
        expect(turnedMissing.toReversed()).toEqual(missing)
      })
    })

    it('raises its safety signals in any form, and never throws', () => {
      const nonsense: fc.Arbitrary<Answers> = fc.dictionary(
        fc.integer({ min: -1, max: 99 }).map(String),
        fc.oneof(fc.integer(), notApplicable),
      )
      holds(fc.oneof(anyForm(instrument), nonsense), (answers) => {
        const expected = safetyItems.filter(({ item, atLeast }) => Number(answers[item]) >= atLeast)
        expect(raisedSignals(instrument, answers).map(({ item }) => item)).toEqual(
          expected.map(({ item }) => item),
        )
      })
    })

    it('says nothing of a classification that a missing answer could change', () => {
      const both = fc.tuple(
        fullForm(instrument),
        fc.subarray(instrument.items.map((i) => i.number)),
      )
      holds(both, ([full, left]) => {
        const part = Object.fromEntries(left.map((item) => [item, full[item] ?? 0]))
        const whole = classify(instrument, full)
        for (const [index, { holds }] of classify(instrument, part).entries()) {
          if (holds !== null) expect(whole[index]?.holds).toBe(holds)
        }
        expect(whole.every(({ holds }) => holds !== null)).toBe(true)
      })
    })

    it('changes band exactly at the edges of its bands', () => {
      for (const [index, band] of instrument.bands.entries()) {
        const step = scoring.method === 'sum' ? scoring.multiplyBy : 10 ** -scoring.decimals
        expect(bandOf(instrument, band.from)).toBe(band)
        expect(bandOf(instrument, band.to)).toBe(band)
        expect(bandOf(instrument, band.from - step)).toBe(instrument.bands[index - 1] ?? null)
        expect(bandOf(instrument, band.to + step)).toBe(instrument.bands[index + 1] ?? null)
      }
    })

    it('is a case, and has changed reliably, at its threshold and not one step before', () => {
      const step = scoring.decimals === 0 ? scoring.multiplyBy : 10 ** -scoring.decimals
      const { caseness, reliableChange: change } = instrument
      const steps = [-1, 0, 1].map((by) => by * step)
      if (caseness) {
        const found = steps.map((by) => isAtCaseness(instrument, caseness.value + by))
        const meets = [false, caseness.op === '>=', true]
        const isCase = (meets: boolean) => meets === (scoring.higherIs === 'worse')
        expect(found).toEqual(meets.map(isCase))
      }
      if (!change) return
      const falls = steps.map((by) => reliableChange(instrument, change.value + by, 0))
      const better = scoring.higherIs === 'worse' ? 'improved' : 'worsened'
      expect(falls).toEqual(['none', change.op === '>=' ? better : 'none', better])
      expect(changeFromStart(change.value, 0)).toBe(-change.value)
    })
  },
)

describe('the reference cases', () => {
  test.each(cases.map((one) => [one.instrument, JSON.stringify(one.answers), one] as const))(
    '%s %s',
    (id, _answers, { total, band, subscales, missing, signals, holds, answers }) => {
      const score = scoreOf(find(id), answers)
      expect(score.total).toBe(total)
      expect(score.missing).toEqual(missing ?? [])
      if (band !== undefined) expect(score.band?.label ?? null).toBe(band)
      if (subscales) expect(score.subscales).toEqual(subscales)
      expect(score.signals.map(({ signal }) => signal)).toEqual(signals ?? [])
      const held = score.classifications.filter((one) => one.holds).map((one) => one.id)
      if (holds) expect(held).toEqual(holds)
    },
  )

  it('has one for every instrument with wording, held or not', () => {
    const worded = [...instruments.filter(isWorded), ...content.heldInstruments.values()]
    expect(worded.length).toBeGreaterThanOrEqual(15)
    for (const { id } of worded) expect(cases.map(({ instrument }) => instrument)).toContain(id)
  })
})

describe('the wording of the library', () => {
  it('is whole, with its attribution, where the licence lets it ship', () => {
    for (const instrument of instruments) {
      const { wording, licence } = instrument
      expect(isWorded(instrument)).toBe(wording === 'bundled')
      if (licence.verdict === 'a') expect(licence.attribution).not.toBe('')
      else expect(wording).toBe('missing')
    }
  })

  it('has not a word of an instrument that is missing or held back', () => {
    for (const instrument of instruments.filter((one) => !isWorded(one))) {
      const { stem, instructions, notApplicableLabel, items, extra } = instrument
      const asked = [...items, ...extra]
      const words = asked.flatMap(({ text, options }) => [text, ...options.map((o) => o.label)])
      expect([stem, instructions, notApplicableLabel, ...words].filter(Boolean)).toEqual([])
    }
  })

  it('holds back NEQ-20 and ITQ, and keeps their words for a service that has checked', () => {
    expect([...content.heldInstruments.keys()].sort()).toEqual(['itq', 'neq20'])
    for (const [id, held] of content.heldInstruments) {
      expect(find(id).wording).toBe('switched_off')
      expect(isWorded(held)).toBe(true)
      expect(held.hash).toBe(find(id).hash)
    }
  })
})

it('what the programme asks with a module, or instead of SPIN, has something asked in its place', () => {
  for (const [id, instead] of [
    ['isi', 'phq9'],
    ['lsas_sr', 'gad7'],
    ['ceq', 'hr_sense'],
    ['waisr', 'hr_together'],
  ] as const) {
    expect(find(id).usedInstead).toBe(instead)
    expect(isWorded(find(instead)), instead).toBe(true)
  }
})

describe('versions', () => {
  it('an old response finds the version that it was made with', () => {
    const old = content.earlierInstruments.get(versionKey('phq9', 1))
    expect(old?.hash).toBe('9916d773b943f4699e92ab4679bdfca480a10725aa7658032923ae8bd69a3d40')
    expect(find('phq9').version).toBe(2)
    expect(find('phq9').items.map(({ text }) => text)).toEqual(old?.items.map(({ text }) => text))
  })
})

describe('a missing answer of CORE-10', () => {
  // Reference: the clinical score is 10 × sum / answered.
  const nine = { 1: 2, 2: 2, 3: 2, 4: 2, 5: 2, 6: 0, 7: 0, 8: 0, 9: 0 }

  it('keeps the decimals of ten times the sum through the nine that were answered', () => {
    const core10 = prorated(find('core10'))
    expect(scoreOf(find('core10'), nine).total).toBeNull()
    expect(scoreOf(core10, nine)).toMatchObject({ total: 11.11, band: { label: 'mild' } })
    expect(scoreOf(core10, { ...nine, 5: 1 })).toMatchObject({ total: 10, band: { label: 'low' } })
    expect(bandOf(core10, 10.99)?.label).toBe('low')
    expect(isAtCaseness(core10, 10.99)).toBe(false)
    expect([bandOf(core10, 40)?.label, bandOf(core10, 40.01)]).toEqual(['severe', null])
  })
})

describe('missing answers', () => {
  const answers = { 1: 1, 2: 2, 3: 1, 4: 1, 5: 1, 6: 2, 7: 1 }

  it('leave PHQ-9 without a total unless the service has switched its rule on', () => {
    expect(scoreOf(find('phq9'), answers).total).toBeNull()
    // 9 points in 7 items are 11.6 in 9.
    expect(scoreOf(prorated(find('phq9')), answers).total).toBe(12)
    const { 7: _seventh, ...six } = answers
    expect(scoreOf(prorated(find('phq9')), six).total).toBeNull()
  })
})

test('the library has no fault', () => {
  expect(faults.all().map(String)).toEqual([])
})

test('no national threshold that is only remembered is called seen', () => {
  for (const { caseness, reliableChange: change } of instruments) {
    for (const threshold of [caseness, change]) {
      if (threshold && /as remembered/.test(threshold.source)) {
        expect(threshold.confidence).not.toBe('seen')
      }
      expect(threshold?.verifiedBy ?? '').toBe('')
    }
  }
})

describe('words of questions', () => {
  // Whoever adds an id here has read its licence: a file cannot do so by what it leaves out.
  const mayCarryWords = [
    'auditc',
    'core10',
    'gad2',
    'gad7',
    'hr_sense',
    'hr_together',
    'iapt_phobia',
    'itq',
    'neq20',
    'pcl5',
    'pcl5_week',
    'peq_assessment',
    'peq_treatment',
    'phq15',
    'phq2',
    'phq8',
    'phq9',
    'pswq',
    'sus',
  ]

  it('are in the files of these instruments and in no other', () => {
    const carry = [...content.instruments.values()].filter(
      ({ licence, items }) => licence.verdict === 'a' || items.some(({ text }) => text !== null),
    )
    expect(carry.map(({ id }) => id).sort()).toEqual(mayCarryWords)
  })
})
