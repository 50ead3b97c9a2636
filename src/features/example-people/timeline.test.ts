import path from 'node:path'
import { expect, test } from 'vitest'
import { localDate, weekdayOf } from '#clinical/calendar.ts'
import { loadContent } from '#content/load-content.ts'
import { repositoryRoot } from '#platform/repository-root.ts'
import { readDemonstration } from './read-people.ts'
import { SeededRandom } from './seeded-random.ts'
import { Timeline } from './timeline.ts'

test('everybody has a start that suits their letters, whatever day the demonstration begins', async () => {
  const content = await loadContent(path.join(repositoryRoot(), 'content'))
  const { people } = await readDemonstration(content)
  const { workingHours } = content.protocols.safety
  const hours = { ...workingHours, timeZone: 'Europe/London', bankHolidays: [] }
  for (const day of [0, 1, 2, 3, 4, 5, 6]) {
    const now = Date.UTC(2026, 10, 30 + day, 12)
    for (const person of people) {
      const timeline = new Timeline(person, now, hours, new SeededRandom(person.key))
      const written = person.messages.filter(({ from }) => from === 'therapist')
      for (const letter of written) {
        const at = timeline.onAWorkingDay(timeline.at(letter))
        expect(
          weekdayOf(localDate(at, 'Europe/London')),
          `${person.key} on day ${day}`,
        ).toBeLessThan(6)
      }
      for (const { week, day } of person.put_aside) {
        expect(timeline.at({ week, day, at: '00:00' }), person.key).toBeLessThanOrEqual(now)
      }
    }
  }
})
