import { expect, test } from 'vitest'
import { referenceCases } from '#content/fixtures/reference-cases.ts'
import { loadContent } from '#content/load-content.ts'
import { contentFolder } from './open-runtime.ts'
import { scoreAnswers } from './score-answers.ts'

test('a whole PHQ-9 with item 9 has a total, a band and a safety signal', async () => {
  const { instruments } = await loadContent(contentFolder())
  const phq9 = instruments.get('phq9')
  if (!phq9) throw new Error('no PHQ-9')
  const answers = { 1: 2, 2: 2, 3: 1, 4: 1, 5: 1, 6: 1, 7: 1, 8: 1, 9: 1 }
  expect(scoreAnswers(phq9, answers)).toMatchObject({
    instrument: 'phq9',
    total: 11,
    missingItems: [],
    safetySignals: [{ item: 9, answer: 1 }],
  })
  expect(scoreAnswers(phq9, { 9: 3 })).toMatchObject({
    total: null,
    band: null,
    missingItems: [1, 2, 3, 4, 5, 6, 7, 8],
    safetySignals: [{ item: 9, answer: 3 }],
  })
})

test('every reference case has the total that is known for it', async () => {
  const { instruments } = await loadContent(contentFolder())
  for (const { instrument: id, answers, total } of referenceCases()) {
    const instrument = instruments.get(id)
    if (!instrument) throw new Error(`no ${id}`)
    expect(scoreAnswers(instrument, answers).total).toBe(total)
  }
})

test('what nobody has verified is said, and a pattern of answers is no diagnosis', async () => {
  const { instruments } = await loadContent(contentFolder())
  const pcl5 = instruments.get('pcl5')
  if (!pcl5) throw new Error('no PCL-5')
  const scored = scoreAnswers(pcl5, { 16: 2 })
  expect(scored.thresholds.caseness).toEqual({ isVerified: false, confidence: 'unverified' })
  expect(scored.classifications).toMatchObject([{ holds: null, isVerified: false }])
  expect(scored.classifications[0]?.label).not.toMatch(/diagnos|disorder/i)
  expect(scored.safetySignals).toMatchObject([{ item: 16, answer: 2 }])
  const swemwbs = instruments.get('swemwbs')
  if (!swemwbs) throw new Error('no SWEMWBS')
  expect(scoreAnswers(swemwbs, {}).thresholds.scoring?.confidence).toBe('unverified')
})
