import type { Instrument } from '#clinical/instrument.ts'
import { isForPatients } from '#clinical/verification.ts'
import { type CourseRange, ownRangeWords, rangeExplained } from '#features/expected-range/index.ts'
import type { ScoreSeries } from '#features/scores/index.ts'
import type { ScoreView } from './progress-page.tsx'
import {
  changeExplained,
  hasGoneWorse,
  howToRead,
  lineExplained,
  scoreSentence,
} from './score-words.ts'

interface Around {
  readonly isWeekly: boolean
  readonly range: CourseRange | null
  readonly timeZone: string
}

/**
 * One questionnaire as the person themselves sees it: totals and their direction always; the line,
 * rings and explanations of a number only where that number is confirmed.
 */
export function scoreView(
  instrument: Instrument,
  series: ScoreSeries,
  { isWeekly, range, timeZone }: Around,
): ScoreView {
  const scored = series.points.map(({ at, value }) => ({ at: at.getTime(), total: value }))
  const hasRings = isForPatients(instrument, 'reliable_change')
  return {
    name: instrument.shortName,
    plainName: instrument.plainName,
    isWeekly,
    points: series.points.map((point) => ({
      ...point,
      change: hasRings && point.change ? realChange : null,
    })),
    everyDays: series.everyDays,
    min: series.minimum,
    max: series.maximum,
    lineAt: isForPatients(instrument, 'caseness') ? series.caseness : null,
    sentence: scoreSentence(instrument, scored, timeZone),
    howToRead: [
      howToRead(instrument),
      lineExplained(instrument),
      changeExplained(instrument),
    ].filter((text) => text !== null),
    hasGoneWorse: hasGoneWorse(instrument, scored),
    range: range && {
      points: range.points,
      words: ownRangeWords(range),
      explained: rangeExplained(range),
    },
  }
}

/** For either way: the number says which, and nobody is told that they did well or badly. */
const realChange = 'from here on it is more than ordinary ups and downs since the start'
