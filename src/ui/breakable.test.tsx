import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import { Breakable } from './breakable.tsx'

function shown(text: string): string {
  return renderToStaticMarkup(<Breakable text={text} />).replaceAll('<wbr/>', '|')
}

describe('the name of a measure, on a narrow page', () => {
  it.each([
    ['Count_AtCaseness', 'Count_|At|Caseness'],
    ['M187, Percentage_NoReliableChange', 'M187, Percentage_|No|Reliable|Change'],
    ['Count_FinishedTreatmentFirst6Months', 'Count_|Finished|Treatment|First6|Months'],
  ])('%s may break where it has a seam', (name, broken) => {
    expect(shown(name)).toBe(broken)
  })

  it.each([
    'Mean_Start, SD_Start, EffectSize',
    'no change (no_change), as in NHS Talking Therapies',
    'Internationalisation, McMillan and WASASTOTAL',
  ])('%s stays as it is', (text) => {
    expect(shown(text)).toBe(text)
  })
})
