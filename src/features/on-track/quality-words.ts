import type { DataQuality } from '#clinical/form-quality.ts'

/** More than this is read in the drawing and its table. */
const mostCarried = 3

/**
 * How complete the forms of one instrument are: weeks of treatment without one (a signal beside it
 * counts from the first form), totals that were carried on to
 * reviews which had none of their own, and one that is carried on now. Null when all is there.
 */
export function qualityWords(quality: DataQuality, dayOf: (at: Date) => string): string | null {
  const { missingWeeks, weeksOver, isCarried, daysSinceLast, unscoredCount } = quality
  const parts = [
    missingWeeks.length > 0
      ? `no form in ${missingWeeks.length} of ${weeksOver} weeks of treatment ` +
        `(${named('week', missingWeeks)})`
      : '',
    ...carriedWords(quality, dayOf),
    isCarried ? `the latest total is ${daysSinceLast} days old and is carried on from then` : '',
    unscoredCount > 0 ? `${unscoredCount} could not be scored` : '',
  ].filter(Boolean)
  return parts.length === 0 ? null : `${parts.join('; ')}.`
}

/** "14 of 3 Nov stands for the reviews of 17 Nov and 24 Nov": each form once, the latest last. */
function carriedWords({ carriedTo }: DataQuality, dayOf: (at: Date) => string): string[] {
  const forms = [...Map.groupBy(carriedTo, ({ at }) => at)]
  const shown = forms.slice(-mostCarried).map(([at, scores]) => {
    const days = scores.map(({ contactAt }) => dayOf(new Date(contactAt)))
    const total = scores[0]?.total
    return `${total} of ${dayOf(new Date(at))} was carried on to the ${named('review of', days)}`
  })
  const left = forms.length - shown.length
  return left === 0 ? shown : [`${left} more carried on before these (see the drawing)`, ...shown]
}

const plural: Readonly<Record<string, string>> = { week: 'weeks', 'review of': 'reviews of' }

/** "week 3", "weeks 3, 4 and 6" */
function named(what: string, which: readonly (number | string)[]): string {
  const words = which.map(String)
  const last = words.pop() ?? ''
  if (words.length === 0) return `${what} ${last}`
  return `${plural[what] ?? what} ${words.join(', ')} and ${last}`
}
