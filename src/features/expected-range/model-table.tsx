import { expectedRange, type RangeCoefficients, type RangeModel } from '#clinical/expected-range.ts'
import { ChartTable } from '#ui/charts/chart-figure.tsx'
import { upperFirst } from '#ui/first-letter.ts'
import { shareWords } from './share-words.ts'

const shownWeeks = [1, 4, 8, 12]

/** What the model says, for a few first scores; and its four numbers. */
export function ModelTable({ name, model }: { name: string; model: RangeModel }) {
  const third = (model.maximum - model.minimum) / 3
  const starts = [third, third * 1.75, third * 2.5].map((start) =>
    Math.round(model.minimum + start),
  )
  return (
    <>
      <p>
        For a few first scores: between these two numbers lies the middle half of people.{' '}
        {upperFirst(shareWords(model.quantiles.high))} are at or below the second.
      </p>
      <div className="hr-model__table">
        <ChartTable
          title={`${name}: the expected range for a few first scores`}
          columns={['First score', ...shownWeeks.map((week) => `Week ${week}`)]}
          rows={starts.map((from) => [
            from,
            ...shownWeeks.map((week) => {
              const range = expectedRange(model, from, week)
              return range ? `${range.low.toFixed(1)} to ${range.high.toFixed(1)}` : ''
            }),
          ])}
        />
      </div>
      <p className="hr-small">
        Expected total = {formula(model.coefficients)}, where L is the natural logarithm of 1 +
        weeks since the first form.
      </p>
    </>
  )
}

/** "2.1 + 0.9 × first − 0.17 × first × L", without the terms that change nothing. */
function formula({ constant, start, lnWeek, startTimesLnWeek }: RangeCoefficients): string {
  const terms = [
    { by: constant, of: '' },
    { by: start, of: 'first' },
    { by: lnWeek, of: 'L' },
    { by: startTimesLnWeek, of: 'first × L' },
  ].filter(({ by }) => by !== 0)
  const written = terms.map(({ by, of }, index) => {
    const sign = by < 0 ? '−' : '+'
    const size = (Math.round(Math.abs(by) * 10000) / 10000).toString()
    const term = of === '' ? size : size === '1' ? of : `${size} × ${of}`
    return index === 0 && by > 0 ? term : `${sign} ${term}`
  })
  return written.join(' ')
}
