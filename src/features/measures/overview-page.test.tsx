import path from 'node:path'
import { renderToStaticMarkup } from 'react-dom/server'
import { beforeAll, describe, expect, it } from 'vitest'
import { loadContent } from '#content/load-content.ts'
import type { Content } from '#content/types.ts'
import { patientName } from '#features/instruments/index.ts'
import { repositoryRoot } from '#platform/repository-root.ts'
import { PageSettingsProvider } from '#ui/page-settings.tsx'
import { OverviewPage } from './overview-page.tsx'

let content: Content
beforeAll(async () => {
  content = await loadContent(path.join(repositoryRoot(), 'content'))
})

function form(instrumentId: string) {
  const instrument = content.instruments.get(instrumentId)
  if (!instrument) throw new Error(`no instrument ${instrumentId}`)
  return instrument
}

function overview(instrumentId: string, minutes: number): string {
  const instrument = form(instrumentId)
  const questionCount = instrument.items.length
  const due = {
    ...{ instrumentId, pointId: 'ending', kind: 'ending' as const, questionCount },
    ...{ openedAt: 0, dueBefore: null, isAskedAgain: true, remindAt: null },
  }
  const settings = {
    csrfToken: '',
    locale: 'en-GB',
    timeZone: 'Europe/London',
    now: new Date('2026-11-17T09:00:00Z'),
  }
  const html = renderToStaticMarkup(
    <PageSettingsProvider settings={settings}>
      <OverviewPage
        forms={[{ instrument, address: '/measures/1', due, isStarted: false }]}
        takenBack={[]}
        aside={[]}
        later={[instrument]}
        startAt="/measures/1"
        minutes={minutes}
        opensNextAt={null}
        therapistName="Priya Nair"
        nextReviewAt={null}
        protocol={content.protocols.safety}
      />
    </PageSettingsProvider>,
  )
  return html.replace(/<[^>]*>/g, '').replace(/\s+/g, ' ')
}

describe('the page before the forms', () => {
  it('counts one minute as one', () => {
    expect(overview('phq2', 1)).toContain('One short form, about 1 minute.')
    expect(overview('phq9', 2)).toContain('One short form, about 2 minutes.')
  })

  it('calls a form what the person would, never by a word of the staff’s', () => {
    for (const id of ['peq_treatment', 'peq_assessment']) {
      const text = overview(id, 2)
      expect(text).toContain(patientName(form(id)))
      expect(text).not.toContain('PEQ')
    }
    expect(overview('peq_treatment', 2)).toContain('What you think of your treatment, 6 questions')
  })

  it('has words of the person’s own world for every form, none of a diagnosis', () => {
    for (const { plainName, name, shortName } of content.instruments.values()) {
      expect(plainName).not.toBe(name)
      expect(plainName).not.toContain(shortName)
      expect(plainName).not.toMatch(/checklist|inventory|scale|questionnaire|disorder|PTSD|OCD/i)
    }
  })

  it('sets the name that graphs use beside the plain one', () => {
    expect(overview('phq9', 2)).toContain('Low mood (PHQ-9), 9 questions')
    expect(patientName(form('pcl5'))).toBe('What happened, and your past month (PCL-5)')
    // What sets the two forms apart is said once, in plain words.
    expect(patientName(form('pcl5_week'))).toBe('What happened, and your past week (PCL-5)')
  })
})
