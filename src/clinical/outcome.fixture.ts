import { type Instant, plainDate } from './calendar.ts'
import { aDepressionMeasure, aForm, anAnxietyMeasure, aThreshold } from './instrument.fixture.ts'
import type { Instrument } from './instrument.ts'
import type { OutcomeRules, ProblemMeasure } from './outcome-rules.ts'
import type { OutcomeSetting, ReferralRecord } from './referral-outcome.ts'
import type { ScoreRecord } from './score-pair.ts'

/** The rules as they ship, for tests of the rules themselves. */
export function theRules(changes: Partial<OutcomeRules> = {}): OutcomeRules {
  return {
    id: 'test-1',
    title: 'Rules for tests',
    validFrom: plainDate('2022-04-01'),
    source: 'a published definition',
    verifiedBy: '',
    depressionMeasure: 'phq9',
    anxietyMeasure: 'gad7',
    contacts: {
      finishedFrom: 2,
      attended: ['attended', 'late_seen'],
      appointmentTypes: { first_call: '01', review: '05', ending: '05', follow_up: '06' },
      treatmentTypes: ['02', '03', '05'],
      weeklyLog: { counts: true, needsPatientActivity: true, notForProgrammes: [] },
    },
    riseWithFall: 'no_change',
    unverifiedOwnMeasure: 'in_a_demonstration',
    functioning: { measure: 'wsas', leastItems: 4 },
    lastScore: { daysAfterEnd: 0 },
    followUp: { fromDays: 30 },
    smallNumbers: { hideBelow: 5, roundTo: 5 },
    ...changes,
  }
}

export const theProblemMeasures: readonly ProblemMeasure[] = [
  { code: 'F400', system: 'icd10', problem: 'Agoraphobia', measure: 'mi', weekly: null },
  { code: 'F401', system: 'icd10', problem: 'Social phobias', measure: 'spin', weekly: null },
  {
    code: 'F42',
    system: 'icd10',
    problem: 'Obsessive-compulsive disorder',
    measure: 'oci',
    weekly: null,
  },
  {
    code: '83482000',
    system: 'snomed',
    problem: 'Body dysmorphic disorder',
    measure: 'biq',
    weekly: null,
  },
]

/** The Mobility Inventory's shape: a mean, with a cut-off that must be passed, not only reached. */
export function aMobilityMeasure(verifiedBy = ''): Instrument {
  return aForm(27, 5, {
    id: 'mi',
    scoring: { ...anAnxietyMeasure().scoring, method: 'mean', decimals: 2, minimum: 1, maximum: 5 },
    caseness: aThreshold(2.3, verifiedBy, '>'),
    reliableChange: aThreshold(0.73, verifiedBy),
  })
}

/** A social anxiety measure's shape. */
export function aSocialMeasure(verifiedBy = ''): Instrument {
  return aForm(17, 4, {
    id: 'spin',
    caseness: aThreshold(19, verifiedBy),
    reliableChange: aThreshold(10, verifiedBy),
  })
}

export function aSetting(
  changes: Partial<OutcomeSetting> = {},
  instruments: readonly Instrument[] = [aSocialMeasure('Dr A. Person'), aMobilityMeasure()],
): OutcomeSetting {
  const all = [
    aDepressionMeasure(),
    anAnxietyMeasure(),
    aForm(5, 8, { id: 'wsas', caseness: null, reliableChange: null }),
    ...instruments,
  ]
  return {
    rules: theRules(),
    problemMeasures: theProblemMeasures,
    instruments: new Map(all.map((one) => [one.id, one])),
    timeZone: 'Europe/London',
    isDemonstration: false,
    now: at('2026-11-22'),
    ...changes,
  }
}

/** Noon on a day, as the service's clock shows it in winter. */
export function at(day: string): Instant {
  return Date.parse(`${day}T12:00:00Z`)
}

/** A finished course: two review calls, and the totals given, a week apart from 5 January 2026. */
export function aReferral(
  totals: Readonly<Record<string, readonly (number | null)[]>> = {},
  changes: Partial<ReferralRecord> = {},
): ReferralRecord {
  return {
    receivedAt: at('2026-01-01'),
    endedAt: at('2026-04-30'),
    problem: null,
    scores: Object.entries(totals).flatMap(([id, values]) => scoresOf(id, values)),
    contacts: {
      calls: [
        { purpose: 'review', outcome: 'attended', at: at('2026-01-12') },
        { purpose: 'review', outcome: 'late_seen', at: at('2026-01-19') },
      ],
      reviews: [],
      activity: [],
    },
    ...changes,
  }
}

export function scoresOf(
  instrumentId: string,
  totals: readonly (number | null)[],
  from = at('2026-01-05'),
): ScoreRecord[] {
  return totals.map((total, week) => ({
    id: `${instrumentId}-${week}`,
    instrumentId,
    total,
    at: from + week * 7 * 86_400_000,
  }))
}
