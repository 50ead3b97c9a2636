import type { Instrument, InstrumentItem, InstrumentOption } from '#clinical/instrument.ts'
import type { InstrumentFile } from './instrument-schema.ts'

/** The instrument that a sound file describes, with its option sets resolved item by item. */
export function resolved(file: InstrumentFile): Instrument {
  const { holdUntilLicenceChecked, options, optionSets, items, stem, ...rest } = file
  const hasWords = file.licence.verdict === 'a'
  const worded = (list: readonly InstrumentOption[]) => (hasWords ? labelled(list) : list)
  return {
    ...rest,
    plainName: file.name,
    wording: hasWords ? 'bundled' : 'missing',
    wordingHash: null,
    wordedSince: null,
    verified: null,
    // Some forms have no stem: their paragraph of instructions, or their name, heads the page.
    stem: hasWords ? (stem ?? file.instructions ?? file.name) : null,
    instructions: stem === null ? null : file.instructions,
    items: items.map((item): InstrumentItem => {
      const itsOptions = optionsOf(file, item.options)
      return { ...item, options: worded(itsOptions), isTyped: isLongScale(itsOptions) }
    }),
    extra: file.extra.map((question) => ({ ...question, options: worded(question.options) })),
  }
}

// More numbers than this are no buttons.
const mostButtons = 30

/** A scale of many numbers, such as 0 to 100, which has words at its ends alone. */
export function isLongScale(options: readonly InstrumentOption[]): boolean {
  return options.length > mostButtons
}

/** The options of the set that an item names, or of the whole form. */
export function optionsOf(
  file: Pick<InstrumentFile, 'options' | 'optionSets'>,
  set: string | null,
): readonly InstrumentOption[] {
  return (set === null ? file.options : file.optionSets[set]) ?? []
}

/** Between two printed anchors the form shows the number alone. */
function labelled(options: readonly InstrumentOption[]): InstrumentOption[] {
  return options.map((option) => ({ ...option, label: option.label ?? String(option.value) }))
}

/** The same instrument without a word of its form. */
export function withoutWords(instrument: Instrument): Instrument {
  const bare = (options: readonly InstrumentOption[]) =>
    options.map((option) => ({ ...option, label: null }))
  return {
    ...instrument,
    wording: 'switched_off',
    stem: null,
    instructions: null,
    notApplicableLabel: null,
    items: instrument.items.map((item) => ({ ...item, text: null, options: bare(item.options) })),
    extra: instrument.extra.map((question) => ({
      ...question,
      text: null,
      options: bare(question.options),
    })),
  }
}
