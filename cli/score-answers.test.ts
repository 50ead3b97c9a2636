import { expect, test } from 'vitest'
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
