import { stringify } from 'yaml'
import type { Instrument } from '#clinical/instrument.ts'

/** A pack in made-up words for any instrument, for tests: nobody's wording is in it. */
export function aWordingPack(
  instrument: Instrument,
  changes: Readonly<Record<string, unknown>> = {},
): string {
  return stringify({
    format: 'handrail-wording-1',
    instrument: instrument.id,
    version: instrument.version,
    language: 'en-GB',
    licence: 'Made-up licence 1 for tests, which allows nothing',
    ...(instrument.licence.ownerAsks === null ? {} : { attribution: '© Made-up owner' }),
    stem: `Made-up stem of ${instrument.id}`,
    items: instrument.items.map(({ number, options }) => ({
      number,
      text: `Made-up item ${number}`,
      options: options.map(({ value }) => ({ value, label: `Made-up answer ${value}` })),
    })),
    ...(instrument.items.some(({ mayNotApply }) => mayNotApply)
      ? { not_applicable_label: 'Made-up not for me' }
      : {}),
    extra: instrument.extra.map(({ id, options }) => ({
      id,
      text: `Made-up question ${id}`,
      options: options.map(({ value }) => ({ value, label: `Made-up answer ${value}` })),
    })),
    ...changes,
  })
}
