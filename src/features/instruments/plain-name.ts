import type { Instrument } from '#clinical/instrument.ts'

/** What people call what a questionnaire asks about; its own name stands beside it. */
const plainNames: Readonly<Record<string, string>> = {
  phq9: 'Low mood',
  gad7: 'Worry and anxiety',
  wsas: 'Work and everyday life',
  spin: 'Being among people',
  peq_assessment: 'What you think of your assessment',
  peq_treatment: 'What you think of your treatment',
}

export function plainName(instrument: Instrument): string {
  return plainNames[instrument.id] ?? instrument.name
}

/**
 * What a form is called to whoever fills it in: "Low mood (PHQ-9)". The short name of a form
 * without a total is a word of the staff's: no chart and no sentence about scores uses it.
 */
export function patientName(instrument: Instrument): string {
  const plain = plainName(instrument)
  const { shortName, scoring } = instrument
  const isKnown = scoring.method !== 'none' && !plain.includes(shortName)
  return isKnown ? `${plain} (${shortName})` : plain
}
