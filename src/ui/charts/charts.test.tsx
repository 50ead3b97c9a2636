import { readFileSync } from 'node:fs'
import path from 'node:path'
import type { ReactNode } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, test } from 'vitest'
import { repositoryRoot } from '#platform/repository-root.ts'
import { PageSettingsProvider } from '#ui/page-settings.tsx'
import { BarChart } from './bar-chart.tsx'
import {
  groupMarks,
  missingCount,
  pointRadius,
  splitAtGaps,
  spreadLabels,
  timeSpan,
  timeTicks,
  usualDistance,
} from './geometry.ts'
import { LineChart } from './line-chart.tsx'
import { ScoreChart } from './score-chart.tsx'
import { SmallMultiple } from './small-multiple.tsx'

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

describe('a missed week stays a gap', () => {
  test('points a week apart are joined, and those further apart are not', () => {
    expect(splitAtGaps(weekly).map((piece) => piece.length)).toEqual([2, 2])
  })

  test('a form a few days late is still one line, and a missing one is not', () => {
    const apart = (days: number) => [
      { at: day('2026-11-01'), value: 1 },
      { at: new Date(day('2026-11-01').getTime() + days * 86_400_000), value: 2 },
    ]
    expect(splitAtGaps(apart(10))).toHaveLength(1)
    expect(splitAtGaps(apart(11))).toHaveLength(2)
    expect(splitAtGaps(apart(14))).toHaveLength(2)
    expect(missingCount(apart(14))).toBe(1)
    expect(missingCount(apart(28))).toBe(3)
    expect(missingCount(apart(7))).toBe(0)
  })

  test('a form that is asked every month has its own rhythm', () => {
    const monthly = [0, 28, 56, 112].map((days) => ({
      at: new Date(day('2026-01-01').getTime() + days * 86_400_000),
      value: 3,
    }))
    expect(usualDistance(monthly)).toBe(28)
    expect(splitAtGaps(monthly, usualDistance(monthly)).map((each) => each.length)).toEqual([3, 1])
    expect(usualDistance([])).toBe(7)
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
    expect(html).toMatch(/<rect x="[\d.]+" y="[\d.]+" width="9" height="9"/)
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
})

describe('signs in a drawing are explained in words, never by colour alone', () => {
  const html = drawn(
    <ScoreChart
      title="t"
      name="PHQ-9"
      min={0}
      max={27}
      caption="c"
      isWide
      bands={[{ from: 10, to: 14, label: 'moderate' }]}
      line={{ value: 10, label: 'cut-off 10' }}
      points={[
        { at: day('2026-10-06'), value: 18 },
        { at: day('2026-10-13'), value: 18, isCarried: true },
        { at: day('2026-10-20'), value: 11, change: 'Reliably lower than at the start' },
      ]}
      range={{
        words: 'Where people who started at 18 usually are.',
        points: [
          { at: day('2026-10-06'), low: 14, middle: 18, high: 21 },
          { at: day('2026-10-20'), low: 9, middle: 13, high: 17 },
        ],
      }}
    />,
  )

  test('a value that was carried over is hollow, joins nothing and counts as missing', () => {
    expect(html).toContain('hr-chart__hollow')
    expect(html).toContain('not answered then; the form before stands in')
    expect(html).toContain('<strong>Gap</strong> nothing answered, once')
    expect(html).toContain('<td>18, carried over</td>')
  })

  test('a real change has a ring, and the words stand below and in the table', () => {
    expect(html).toContain('hr-chart__ring')
    expect(html).toContain('<strong>Ring</strong> Reliably lower than at the start, 20 Oct')
    expect(html).toContain('<td>11, Reliably lower than at the start</td>')
  })

  test('bands and the line across are named in words', () => {
    expect(html).toContain('<strong>Strips</strong> 10 to 14 moderate')
    expect(html).toContain('<strong>Dashed line</strong> cut-off 10')
  })

  test('what must be said of all the bands is said once, and leaves their names readable', () => {
    const points = [{ at: day('2026-10-06'), value: 18 }]
    const bands = [{ from: 10, to: 14, label: 'moderate' }]
    const marked = drawn(
      <ScoreChart
        {...{ title: 't', name: 'SPIN', min: 0, max: 68, caption: 'c', points, bands }}
        bandsMark=" (not verified)"
      />,
    )
    expect(marked).toContain('<strong>Strips (not verified)</strong> 10 to 14 moderate')
    expect(marked.match(/not verified/g)).toHaveLength(1)
  })

  test('the names of the bands lie over the usual range, not under it', () => {
    const wide = html.slice(html.indexOf('hr-chart__svg--wide'))
    expect(wide.indexOf('hr-chart__range"')).toBeGreaterThan(0)
    expect(wide.indexOf('hr-chart__band-name')).toBeGreaterThan(wide.indexOf('hr-chart__range"'))
  })

  test('the usual range has dashed edges, its words, and its numbers in the table', () => {
    expect(html.match(/hr-chart__range-edge/g)?.length).toBeGreaterThanOrEqual(2)
    expect(html).toContain('Where people who started at 18 usually are.')
    expect(html).toContain('<td>9 to 17</td>')
  })

  test('time runs from left to right also on a page that reads from right to left', () => {
    expect(html).toContain('direction="ltr"')
  })
})

describe('a year of weekly forms', () => {
  const year = Array.from({ length: 52 }, (_, week) => ({
    at: new Date(day('2025-11-17').getTime() + week * 7 * 86_400_000),
    value: 20 - (week % 15),
  }))
  const marks = Array.from({ length: 20 }, (_, index) => ({
    at: year[index * 2]?.at ?? day('2026-01-01'),
    label: `Event ${index + 1}`,
  }))
  const html = drawn(
    <ScoreChart
      title="t"
      name="n"
      points={year}
      min={0}
      max={27}
      marks={marks}
      caption="c"
      isWide
    />,
  )

  test('points shrink until they stand apart', () => {
    expect(pointRadius(4, 300)).toBe(4.5)
    expect(2 * pointRadius(52, 260)).toBeLessThan(260 / 52)
  })

  test('the axis says which year, and what the signs mean is folded', () => {
    expect(html).toContain('Nov 25')
    expect(html).toContain('What the signs mean (20)')
  })

  test('of a stretch of it, nothing outside is drawn, named or in the table', () => {
    const timeSpan = { from: day('2026-10-01'), to: day('2026-11-22') }
    const pauses = [{ from: day('2026-09-20'), to: day('2026-10-10') }]
    const cut = drawn(
      <ScoreChart
        {...{ title: 't', name: 'n', points: year, min: 0, max: 27, marks, pauses, timeSpan }}
        caption="20 at the start"
      />,
    )
    const shown = year.filter(({ at }) => at >= timeSpan.from && at <= timeSpan.to)
    expect(shown.length).toBeGreaterThan(4)
    expect(cut.match(/<tr>/g)).toHaveLength(shown.length + 1)
    expect(cut).toContain('20 at the start')
    expect(cut).toContain('Paused')
    expect(cut).not.toContain('20 September')
    expect(cut).not.toContain('Event 1<')
  })

  test('it stays light', () => {
    expect(html.length).toBeLessThan(16_000)
    expect(html.match(/hr-chart__dots/g)).toHaveLength(2)
    expect(html).not.toContain('<circle')
  })
})

describe('lines can be told from the paper', () => {
  const styles = (name: string) =>
    readFileSync(path.join(repositoryRoot(), 'src', 'ui', 'styles', name), 'utf8')
  const identity = styles('_identity.scss')
  const colourOf = (name: string) =>
    new RegExp(`--hr-${name}: (#[0-9a-f]{3,6});`).exec(identity)?.[1] ?? ''

  test('every colour of a line, a reference or a sign has a contrast of 3 to 1 or more', () => {
    const inCharts = [...styles('_charts.scss').matchAll(/stroke: (#[0-9a-f]{6})/g)].map(
      ([, colour = '']) => colour,
    )
    const colours = [...inCharts, colourOf('accent'), colourOf('quiet'), colourOf('ink')]
    expect(colours.length).toBeGreaterThanOrEqual(6)
    for (const colour of colours) {
      expect(contrast(colour, colourOf('paper')), colour).toBeGreaterThanOrEqual(3)
      expect(contrast(colour, colourOf('tint')), colour).toBeGreaterThanOrEqual(3)
    }
  })
})

/** The contrast of two colours (WCAG 2.2). */
function contrast(one: string, other: string): number {
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a)
  return (light + 0.05) / (dark + 0.05)
}

function luminance(short: string): number {
  const colour = short.length === 4 ? short.replace(/[0-9a-f]/g, '$&$&') : short
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((start) => {
    const part = Number.parseInt(colour.slice(start, start + 2), 16) / 255
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}

describe('small drawings beside each other', () => {
  const points = [0, 1, 3, 4].map((week) => ({
    week,
    value: 19 - week,
    change: week === 3 ? 'reliably better' : null,
  }))
  const marks = Array.from({ length: 12 }, (_, week) => ({
    at: week + 0.5,
    kind: week % 3 === 0 ? ('event' as const) : ('module' as const),
    label: 'Something',
  }))
  const drawing = (weeks: number) => (
    <SmallMultiple
      {...{ points, marks, weeks }}
      min={0}
      max={27}
      line={10}
      label="PHQ-9 19 to 15"
    />
  )
  const html = drawn(drawing(12))

  test('all have the same axes, in numbers', () => {
    expect(html).toContain('aria-label="PHQ-9 19 to 15"')
    for (const text of ['>0<', '>27<', '>first form<']) expect(html).toContain(text)
  })

  test('a real change is a ring, modules one path and events another', () => {
    expect(html.match(/hr-small__ring/g)).toHaveLength(1)
    expect(/hr-small__module" d="([^"]+)"/.exec(html)?.[1]?.match(/M/g)).toHaveLength(8)
    expect(/hr-small__event" d="([^"]+)"/.exec(html)?.[1]?.match(/z/g)).toHaveLength(4)
  })

  test('what happened after the last week stays inside the drawing', () => {
    const places = [...drawn(drawing(8)).matchAll(/M([\d.]+) 74v-7/g)].map(([, x]) => Number(x))
    expect(Math.max(...places)).toBeLessThanOrEqual(192)
  })

  test('a missed week is a gap', () => {
    expect(/hr-small__series" d="([^"]+)"/.exec(html)?.[1]?.match(/M/g)).toHaveLength(2)
  })

  test('a hundred of them are a light page', () => {
    expect(html.length * 100).toBeLessThan(150_000)
  })
})
