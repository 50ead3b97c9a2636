import type { Instrument } from '#clinical/instrument.ts'
import type { ContentFiles } from './library.ts'
import {
  outcomeRulesSchema,
  problemMeasuresSchema,
  publishedMeasuresSchema,
} from './outcome-schema.ts'
import type { OutcomeContent } from './outcome-types.ts'
import type { Path } from './parse-yaml.ts'

const file = (name: string) => `outcomes/${name}.yaml`

/** Looks an instrument up by its id; null also while its own file has a fault. */
export interface KnownInstruments {
  find(id: string): Pick<Instrument, 'caseness' | 'reliableChange'> | null
  isBroken(id: string): boolean
}

/** The rules of outcomes, or null after their faults were reported. */
export function readOutcomes(
  files: ContentFiles,
  instruments: KnownInstruments,
): OutcomeContent | null {
  const rules = files.shaped(file('rules'), outcomeRulesSchema)
  const problems = files.shaped(file('problem-measures'), problemMeasuresSchema)
  const published = files.shaped(file('measures'), publishedMeasuresSchema)
  if (!rules || !problems || !published) return null
  const refuse = (name: string, path: Path, sentence: string) => {
    const place = files.yaml(file(name))?.place(path) ?? { file: file(name), line: 1 }
    files.faults.report(place, path.join('.'), sentence)
  }
  for (const [index, version] of rules.entries()) {
    if (version.validFrom < problems.validFrom) {
      const sentence = `The measures of problems hold from ${problems.validFrom}: not before it.`
      refuse('rules', ['versions', index, 'valid_from'], sentence)
    }
    for (const key of ['depression_measure', 'anxiety_measure'] as const) {
      const id = key === 'depression_measure' ? version.depressionMeasure : version.anxietyMeasure
      const sentence = wrongWith(id, instruments)
      if (sentence) refuse('rules', ['versions', index, key], sentence)
    }
  }
  for (const [index, { measure, weekly }] of problems.measures.entries()) {
    for (const [key, id] of Object.entries({ measure, weekly })) {
      if (id === null || instruments.find(id) || instruments.isBroken(id)) continue
      refuse('problem-measures', ['measures', index, key], `There is no instrument "${id}".`)
    }
  }
  return {
    rules,
    problemMeasures: problems.measures,
    problemMeasuresSource: problems.source,
    measures: published.measures.map((one) => ({ ...one, source: published.source })),
    measuresSource: published.source,
    functioning: published.functioning,
    contacts: published.contacts,
    effect: published.effect,
  }
}

/** Everybody's outcome needs these two, so that each must be there with both of its thresholds. */
function wrongWith(id: string, instruments: KnownInstruments): string | null {
  if (instruments.isBroken(id)) return null
  const instrument = instruments.find(id)
  if (instrument === null) return `There is no instrument "${id}".`
  return instrument.caseness && instrument.reliableChange
    ? null
    : `The instrument "${id}" has no cut-off or no threshold of reliable change.`
}
