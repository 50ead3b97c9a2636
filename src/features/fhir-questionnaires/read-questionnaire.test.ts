import path from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parse, stringify } from 'yaml'
import type { Answers, Instrument } from '#clinical/instrument.ts'
import { totalScore } from '#clinical/scoring.ts'
import { FaultList } from '#content/faults.ts'
import { instrumentSchema } from '#content/instrument-schema.ts'
import { loadContent } from '#content/load-content.ts'
import { checkShape, parseYaml } from '#content/parse-yaml.ts'
import { readWordingPack } from '#content/wording-pack.ts'
import { repositoryRoot } from '#platform/repository-root.ts'
import { questionnaireOf } from './fhir-questionnaire.ts'
import type { ImportOptions } from './instrument-file.ts'
import { readQuestionnaire } from './read-questionnaire.ts'

const content = await loadContent(path.join(repositoryRoot(), 'content'))
const bundled = [...content.instruments.values(), ...content.heldInstruments.values()].filter(
  ({ wording }) => wording === 'bundled',
)

function options(instrument: Instrument, changes: Partial<ImportOptions> = {}): ImportOptions {
  return {
    id: instrument.id,
    verdict: 'a',
    scoring: instrument.scoring.method,
    language: null,
    ...changes,
  }
}

/** What the command prints, read as the content folder is read. */
function imported(raw: unknown, how: ImportOptions): Instrument {
  const reading = readQuestionnaire(raw, how)
  if (!reading.ok) throw new Error(reading.refused.join('\n'))
  const faults = new FaultList()
  const source = parseYaml(stringify(reading.instrument), 'new.yaml', faults)
  const filed = source && checkShape(instrumentSchema, source, faults)
  expect(faults.all().map(({ message }) => message)).toEqual([])
  if (!filed) throw new Error('not an instrument')
  return filed.instrument
}

const asFile = (instrument: Instrument) => JSON.parse(JSON.stringify(questionnaireOf(instrument)))

/** The codes of an instrument that its Questionnaire and its total have a place for. */
function inFhir(codes: Instrument['codes']): Record<string, string> {
  const names = ['loinc_panel', 'loinc_total', 'snomed_assessment_scale', 'snomed_score']
  return Object.fromEntries(Object.entries(codes).filter(([name]) => names.includes(name)))
}

describe.each(bundled.map((one): [string, Instrument] => [one.id, one]))('%s', (_id, ours) => {
  test('comes back from FHIR with the same items, answers and codes', () => {
    // What a total leaves out is not said in FHIR: a person adds it.
    const how = options(
      ours,
      ours.items.every(({ isScored }) => isScored) ? {} : { scoring: 'none' },
    )
    const back = imported(asFile(ours), how)
    const asked = ({ items }: Instrument) =>
      items.map(({ isScored, ...item }) => ({ ...item, snomed: item.snomed }))
    expect(asked(back)).toEqual(asked(ours))
    expect(back.extra).toEqual(ours.extra)
    expect([back.stem, back.instructions]).toEqual([ours.stem, ours.instructions])
    expect(back.notApplicableLabel).toBe(ours.notApplicableLabel)
    expect(back.codes).toEqual(inFhir(ours.codes))
  })
})

const phq9 = content.instruments.get('phq9')
if (!phq9) throw new Error('no phq9')

test('what was imported scores as ours does', () => {
  const pswq = bundled.find(({ id }) => id === 'pswq')
  if (!pswq) throw new Error('no pswq')
  const back = imported(asFile(pswq), options(pswq))
  const answers = fc
    .array(fc.integer({ min: 1, max: 5 }), { minLength: 16, maxLength: 16 })
    .map((given): Answers => Object.fromEntries(given.map((answer, at) => [at + 1, answer])))
  fc.assert(fc.property(answers, (one) => totalScore(back, one) === totalScore(pswq, one)))
})

test('with verdict (b) no word of the form is in the file, and the pack has them all', () => {
  const reading = readQuestionnaire(asFile(phq9), options(phq9, { verdict: 'b', id: 'spin' }))
  if (!reading.ok) throw new Error(reading.refused.join())
  const text = stringify(reading.instrument)
  for (const { text: words } of phq9.items) expect(text).not.toContain(words)
  for (const label of ['Several days', 'Not difficult at all']) expect(text).not.toContain(label)
  imported(asFile(phq9), options(phq9, { verdict: 'b' }))
  const pack = readWordingPack(stringify(reading.pack), 'pack.yaml', content)
  // Its shape is sound; only the structure of SPIN is another.
  expect(pack.ok ? [] : pack.faults.map(({ field }) => field)).not.toContain('')
  expect(parse(stringify(reading.pack)).items[8].text).toBe(phq9.items[8]?.text)
})

test('a flat Questionnaire of another maker, with ordinal values on its codings, is read', () => {
  const option = (code: string, weight: number) => ({
    valueCoding: {
      system: 'http://loinc.org',
      code,
      display: `Made-up ${code}`,
      extension: [
        { url: 'http://hl7.org/fhir/StructureDefinition/itemWeight', valueDecimal: weight },
      ],
    },
  })
  const item = (linkId: string) => ({
    linkId,
    text: `Made-up ${linkId}`,
    type: 'choice',
    answerOption: [option('LA1-1', 0), option('LA2-2', 2)],
  })
  const made = { resourceType: 'Questionnaire', status: 'active', copyright: 'Made-up owner' }
  const form = { ...made, item: [item('/a'), item('/b')] }
  const how: ImportOptions = { id: 'made_up', verdict: 'a', scoring: 'sum', language: null }
  const silent = readQuestionnaire(form, how)
  expect(silent.ok ? [] : silent.refused).toEqual([expect.stringContaining('no language')])
  const back = imported(form, { ...how, language: 'cy' })
  expect(back.language).toBe('cy')
  expect(back.items.map(({ number }) => number)).toEqual([1, 2])
  expect(totalScore(back, { 1: 2, 2: 2 })).toBe(4)
})

type Loose = ReturnType<typeof asFile>
const firstItem = (form: Loose) => form.item.find((one: Loose) => one.type === 'group').item[0]

test('what an instrument file has no place for is named as left out, with its items', () => {
  const form = asFile(phq9)
  const group = form.item.find((one: Loose) => one.type === 'group')
  const [first, second] = group.item
  first.required = true
  second.required = true
  first.maxLength = 20
  first.definition = 'http://x/StructureDefinition/made-up#Observation.value'
  first.code.push({ system: 'http://x/codes', code: 'q1' }, { code: 'q-one' })
  first.code.push({ system: 'http://loinc.org', code: '1-8' })
  second.answerOption[0].valueCoding.system = 'http://x/answers'
  group.code = [{ system: 'http://loinc.org', code: '2-6' }]
  form.code.push({ system: 'http://x/codes', code: 'form' })
  const reading = readQuestionnaire(form, options(phq9))
  expect(reading.ok ? reading.leftOut : reading.refused).toEqual([
    'code form (http://x/codes) of the Questionnaire',
    'code 2-6 (http://loinc.org) of item questions',
    'required of items 1, 2',
    'maxLength of item 1',
    'definition of item 1',
    'code q1 (http://x/codes) of item 1',
    'code q-one (no system) of item 1',
    'code 1-8 (http://loinc.org) of item 1',
    'codes of answers (http://x/answers) of item 2',
    'the calculated item total',
  ])
})

test('of what we give out ourselves only calculated items are left out', () => {
  for (const one of bundled) {
    const reading = readQuestionnaire(asFile(one), options(one))
    const others = reading.ok ? reading.leftOut : reading.refused
    expect(others.filter((what) => !what.startsWith('the calculated item'))).toEqual([])
  }
})

describe('is refused by name', () => {
  test.each<[string, (form: Loose) => void, string]>([
    [
      'an answer list elsewhere',
      (form) => {
        firstItem(form).answerValueSet = 'x'
      },
      'answerValueSet of item 1',
    ],
    [
      'several answers',
      (form) => {
        firstItem(form).repeats = true
      },
      'repeats of item 1',
    ],
    [
      'a type of answer',
      (form) => {
        firstItem(form).type = 'quantity'
      },
      'type "quantity" of item 1',
    ],
    [
      'an extension',
      (form) => {
        firstItem(form).extension = [{ url: 'http://x/hidden' }]
      },
      'extension http://x/hidden of item 1',
    ],
    [
      'an answer that is chosen beforehand',
      (form) => {
        firstItem(form).answerOption[0].initialSelected = true
      },
      'initialSelected in an answerOption of item 1',
    ],
    [
      'an extension of an answer’s coding',
      (form) => {
        firstItem(form).answerOption[0].valueCoding.extension = [{ url: 'http://x/picture' }]
      },
      'extension http://x/picture of item 1',
    ],
    [
      'what a coding says beside its words',
      (form) => {
        firstItem(form).answerOption[0].valueCoding._display = { extension: [] }
      },
      'valueCoding._display of item 1',
    ],
    [
      'an answer that may not be longer',
      (form) => {
        form.item.push({ linkId: 'more', type: 'text', text: 'Made-up', maxLength: 200 })
      },
      'maxLength of item more',
    ],
    [
      'a question that is only shown',
      (form) => {
        firstItem(form).readOnly = true
      },
      'readOnly of item 1',
    ],
    [
      'conditions that must all hold',
      (form) => {
        firstItem(form).enableWhen = [
          { question: '2', operator: '=', answerCoding: { code: 'LA6570-1' } },
          { question: '2', operator: '=', answerCoding: { code: 'LA6571-9' } },
        ]
        firstItem(form).enableBehavior = 'all'
      },
      'enableBehavior "all" of item 1',
    ],
    [
      'a condition',
      (form) => {
        firstItem(form).enableWhen = [{ question: '2', operator: 'exists' }]
      },
      'enableWhen of item 1',
    ],
    [
      'contained resources',
      (form) => {
        form.contained = []
      },
      'Questionnaire.contained',
    ],
    [
      'an answer without a number',
      (form) => {
        firstItem(form).answerOption[1].extension = []
      },
      'an answer of item 1 without an ordinalValue',
    ],
    [
      'half a point',
      (form) => {
        firstItem(form).answerOption[1].extension[0].valueDecimal = 0.5
      },
      'not a whole number',
    ],
    [
      'a group in a group',
      (form) => {
        firstItem(form).type = 'group'
      },
      'a group in a group: item 1',
    ],
    [
      'a second group',
      (form) => {
        form.item.push({ linkId: 'g', type: 'group' })
      },
      'more than one group',
    ],
  ])('%s', (_name, change, says) => {
    const form = asFile(phq9)
    change(form)
    const reading = readQuestionnaire(form, options(phq9))
    expect(reading.ok ? '' : reading.refused.join('\n')).toContain(says)
  })

  test('a calculated total, until somebody says how it comes about', () => {
    const reading = readQuestionnaire(asFile(phq9), options(phq9, { scoring: null }))
    expect(reading.ok ? '' : reading.refused.join('\n')).toContain(
      'calculatedExpression of item total',
    )
    const said = readQuestionnaire(asFile(phq9), options(phq9))
    expect(said.ok && said.leftOut).toEqual(['the calculated item total'])
  })

  test('what is no Questionnaire at all', () => {
    for (const raw of [null, 1, 'x', [], {}, { resourceType: 'Patient' }]) {
      expect(readQuestionnaire(raw, options(phq9)).ok).toBe(false)
    }
    fc.assert(fc.property(fc.jsonValue(), (raw) => !readQuestionnaire(raw, options(phq9)).ok))
  })
})
