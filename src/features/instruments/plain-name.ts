import type { Instrument } from '#clinical/instrument.ts'

/**
 * What a form is called to whoever fills it in: "Low mood (PHQ-9)". The short name of a form
 * without a total is a word of the staff's: no chart and no sentence about scores uses it.
 */
export function patientName({ plainName, shortName, scoring }: Instrument): string {
  // "PCL-5 (week)": what sets two forms apart is in the plain name already.
  const name = shortName.replace(/ \([^)]*\)$/, '')
  const isKnown = scoring.method !== 'none' && !plainName.includes(name)
  return isKnown ? `${plainName} (${name})` : plainName
}
