import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, test } from 'vitest'
import { PageSettingsProvider } from '#ui/page-settings.tsx'
import { AxisCharts } from './axis-charts.tsx'
import type { AxisLine, GoalLine } from './axis-lines.ts'

const day = (number: number) => new Date(Date.UTC(2026, 9, 1 + number, 12))
const line = (name: string, ...days: number[]): AxisLine => ({
  name,
  label: name,
  min: 0,
  max: 10,
  isWeeklyMean: false,
  points: days.map((number) => ({ at: day(number), value: 4 })),
})
const goal = (words: string, ...days: number[]): GoalLine => ({
  goal: words,
  points: days.map((number) => ({ at: day(number), value: 2 })),
})
const marks = [
  { at: day(2), label: 'Opened “Week one”' },
  { at: day(9), label: 'You talked on a call' },
]
const pauses = [{ from: day(12), to: day(20) }]

function figures(areMarksNamedAbove: boolean, lines: readonly AxisLine[], goals: GoalLine[]) {
  const html = renderToStaticMarkup(
    <PageSettingsProvider
      settings={{ csrfToken: '', locale: 'en-GB', timeZone: 'Europe/London', now: day(40) }}
    >
      <AxisCharts
        {...{ lines, goals, marks, pauses, areMarksNamedAbove }}
        goalScale={{ min: 0, max: 8 }}
        timeSpan={{ from: day(0), to: day(40) }}
      />
    </PageSettingsProvider>,
  )
  return html.split('<figure').slice(1)
}

const manyGoals = [1, 2, 3, 4, 5].map((number) => goal(`Goal ${number}`, 3, 30))

describe('ratings and goals have what happened beside them', () => {
  test('every drawing has each mark and the pause, where the scores have them', () => {
    const drawn = figures(true, [line('Mood', 1, 30), line('Critic', 5, 33)], manyGoals)
    expect(drawn).toHaveLength(4)
    for (const figure of drawn) {
      // Two drawings, for a phone and for a desk, with two marks and one pause each.
      expect(figure.match(/class="hr-chart__mark"/g)).toHaveLength(4)
      expect(figure.match(/class="hr-chart__span"/g)).toHaveLength(2)
      expect(figure).toContain('as in the first drawing')
      expect(figure).toContain('Paused, 13 Oct')
      expect(figure).not.toContain('You talked on a call')
    }
  })

  test('without a score above, the first that is drawn names the marks, and it alone', () => {
    const named = (drawn: readonly string[]) =>
      drawn.map((figure) => figure.includes('You talked on a call'))
    // The first has nothing in these weeks: a sentence stands there, with no marks to name.
    const drawn = figures(false, [line('Old', -9), line('Mood', 1, 30)], manyGoals)
    expect(named(drawn).filter(Boolean)).toHaveLength(1)
    expect(drawn.find((figure) => figure.includes('You talked on a call'))).toContain('Mood')
    expect(named(figures(false, [], manyGoals))).toEqual([true, false])
  })
})
