import type { ReactNode } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, test } from 'vitest'
import { PageSettingsProvider } from '#ui/page-settings.tsx'
import { BarChart } from './bar-chart.tsx'
import { groupMarks, splitAtGaps, spreadLabels, timeSpan, timeTicks } from './geometry.ts'
import { LineChart } from './line-chart.tsx'
import { ScoreChart } from './score-chart.tsx'
import { Sparkline } from './sparkline.tsx'

const day = (text: string) => new Date(`${text}T12:00:00Z`)

function drawn(chart: ReactNode): string {
  const settings = {
    csrfToken: '',
    locale: 'en-GB',
    timeZone: 'Europe/London',
    now: day('2026-11-22'),
  }
  return renderToStaticMarkup(
    <PageSettingsProvider settings={settings}>{chart}</PageSettingsProvider>,
  )
}

const weekly = [
  { at: day('2026-10-06'), value: 17 },
  { at: day('2026-10-13'), value: 15 },
  { at: day('2026-11-10'), value: 12 },
  { at: day('2026-11-17'), value: 9 },
]

describe('a missed fortnight stays a gap', () => {
  test('points within 14 days are joined, and those further apart are not', () => {
    expect(splitAtGaps(weekly).map((piece) => piece.length)).toEqual([2, 2])
  })

  test('exactly 14 days apart is still one line', () => {
    const points = [
      { at: day('2026-11-01'), value: 1 },
      { at: day('2026-11-15'), value: 2 },
    ]
    expect(splitAtGaps(points)).toHaveLength(1)
  })

  test('points given out of order are drawn in the order of time', () => {
    const [piece] = splitAtGaps(weekly.slice(0, 2).toReversed())
    expect(piece?.map(({ value }) => value)).toEqual([17, 15])
  })

  test('the drawing has one path for each unbroken stretch', () => {
    const html = drawn(
      <ScoreChart title="t" name="PHQ-9" points={weekly} min={0} max={27} caption="c" />,
    )
    expect(html.match(/<path/g)).toHaveLength(2)
    expect(html.match(/<circle/g)).toHaveLength(4)
  })
})

describe('the axis of time', () => {
  test('a single form is drawn in the middle of a few days', () => {
    const [from, to] = timeSpan([day('2026-11-10')])
    expect(to.getTime() - from.getTime()).toBe(6 * 86_400_000)
  })

  test('names the first and the last day, and no more than asked', () => {
    const ticks = timeTicks([day('2026-09-01'), day('2026-11-17')], 3)
    expect(ticks).toHaveLength(3)
    expect(ticks[0]).toEqual(day('2026-09-01'))
    expect(ticks[2]).toEqual(day('2026-11-17'))
  })

  test('days stand on it in words', () => {
    const html = drawn(
      <ScoreChart title="t" name="PHQ-9" points={weekly} min={0} max={27} caption="c" />,
    )
    expect(html).toContain('6 Oct')
    expect(html).toContain('17 Nov')
  })
})

describe('labels do not lie on each other', () => {
  test('two lines that end at the same height get labels apart', () => {
    const [first = 0, second = 0] = spreadLabels([50, 51], 20, [0, 200])
    expect(Math.abs(first - second)).toBeGreaterThanOrEqual(20)
  })

  test('labels at the foot of the drawing move up and stay inside it', () => {
    const heights = spreadLabels([198, 199, 200], 20, [0, 200])
    expect(Math.max(...heights)).toBeLessThanOrEqual(200)
    expect(new Set(heights).size).toBe(3)
  })

  test('marks too near each other share a number', () => {
    const marks = [
      { x: 40, number: 1 },
      { x: 100, number: 2 },
      { x: 110, number: 3 },
    ]
    expect(groupMarks(marks).map(({ text }) => text)).toEqual(['1', '2-3'])
  })
})

describe('what a drawing says without being seen', () => {
  const html = drawn(
    <LineChart
      title="Three ratings"
      caption="Going over things fell from 8 to 5."
      min={0}
      max={10}
      isWide
      series={[
        { label: 'Going over things', points: weekly.map((p) => ({ ...p, value: p.value / 2 })) },
        { label: 'Days that mattered', points: weekly.map((p) => ({ ...p, value: 4 })) },
      ]}
      lines={[{ value: 5, label: 'half way' }]}
      marks={[{ at: day('2026-10-13'), label: 'Module 2 opened' }]}
    />,
  )

  test('each drawing is an image named by its title and its caption', () => {
    const [, title, caption] = /aria-labelledby="(\S+) (\S+)"/.exec(html) ?? []
    expect(html).toContain(`id="${title}">Three ratings`)
    expect(html).toContain(`id="${caption}">Going over things fell from 8 to 5.`)
    expect(html.match(/role="img"/g)).toHaveLength(2)
  })

  test('lines carry their names and differ by dash and by shape', () => {
    expect(html).toMatch(/Going over th[a-z ]*…? 4\.5/)
    expect(html).toContain('Days that mattered')
    expect(html).toContain('stroke-dasharray="7 4"')
    expect(html).toMatch(/<rect x="[\d.]+" y="[\d.]+" width="8" height="8"/)
  })

  test('the same numbers stand in a table', () => {
    expect(html).toContain('<table')
    expect(html).toContain('<th scope="row">6 October 2026</th><td>8.5</td><td>4</td>')
  })

  test('a mark is named in words below the drawing', () => {
    expect(html).toContain('<strong>1</strong> Module 2 opened, 13 Oct')
  })

  test('nothing in it needs a style or a script of its own', () => {
    expect(html).not.toMatch(/style=|<script|on[a-z]+=/)
  })

  test('its words are at least 12 pixels high on a phone 320 pixels wide', () => {
    const [, width] = /viewBox="0 0 (\d+) /.exec(html) ?? []
    const [, size] = /font-size="(\d+)"/.exec(html) ?? []
    expect((Number(size) * 245) / Number(width)).toBeGreaterThanOrEqual(12)
  })
})

describe('drawings of little or nothing', () => {
  test('without a point there are words and no drawing', () => {
    const html = drawn(
      <LineChart title="Mood" series={[]} min={0} max={10} caption="" empty="No diary yet." />,
    )
    expect(html).toContain('No diary yet.')
    expect(html).not.toContain('<svg')
  })

  test('a value beyond the scale is drawn at its edge', () => {
    const html = drawn(
      <ScoreChart
        title="t"
        name="n"
        points={[{ at: day('2026-11-01'), value: 99 }]}
        min={0}
        max={27}
        caption="c"
      />,
    )
    expect(html).toContain('cy="24"')
    expect(html).not.toContain('NaN')
  })

  test('bars show their name, their value and how many records they come from', () => {
    const html = drawn(
      <BarChart
        title="Mood by what I did"
        caption="c"
        min={0}
        max={10}
        valueName="Mood"
        bars={[{ label: 'Rest I chose', value: 4.1666, count: 6 }]}
      />,
    )
    expect(html).toContain('Rest I chose<tspan class="hr-chart__quiet"> (6)</tspan>')
    expect(html).toContain('<td>4.2</td><td>6</td>')
  })

  test('a name longer than the drawing is cut there and whole in the table', () => {
    const label = 'Getting away from something that I did not want to face at all today'
    const html = drawn(
      <BarChart title="t" caption="c" min={0} max={10} bars={[{ label, value: 3, count: 1 }]} />,
    )
    expect(html).toContain('…')
    expect(html).toContain(`<th scope="row">${label}</th>`)
  })

  test('a sparkline says in words what it shows', () => {
    const html = drawn(<Sparkline points={weekly} min={0} max={27} label="PHQ-9 from 17 to 9" />)
    expect(html).toContain('aria-label="PHQ-9 from 17 to 9"')
  })
})
