import path from 'node:path'
import { expect, it } from 'vitest'
import { loadContent } from '#content/load-content.ts'
import { repositoryRoot } from '#platform/repository-root.ts'
import { momentOf } from './entry-series.ts'

it('a night told on its morning is over when it is told', async () => {
  const content = await loadContent(path.join(repositoryRoot(), 'content'))
  const diary = content.worksheets.get('dep.sleep_diary')
  const night = { date: '2026-11-03', bed_time: '23:30', wake_time: '06:30', rise_time: '06:50' }
  const about = diary ? momentOf(diary, night, 'Europe/London') : null
  expect(about).toEqual(new Date('2026-11-03T06:50:00Z'))
})
