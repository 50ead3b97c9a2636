import { expect, it, vi } from 'vitest'
import { createLog } from '#platform/log.ts'
import { Opened } from './opened.ts'

const silent = createLog('silent')

it('closes what was opened last first', async () => {
  const closed: string[] = []
  const opened = new Opened(silent)
  for (const what of ['database', 'pool', 'server']) opened.keep(what, () => closed.push(what))
  await opened.close()
  expect(closed).toEqual(['server', 'pool', 'database'])
})

it('closes the rest when one of them fails or hangs', async () => {
  const database = vi.fn()
  const opened = new Opened(silent)
  opened.keep('database', database)
  opened.keep('pool', () => Promise.reject(new Error('broken')))
  opened.keep('jobs', () => {
    throw new Error('broken at once')
  })
  opened.keep('server', () => new Promise(() => {}), 10)
  await opened.close()
  expect(database).toHaveBeenCalledOnce()
})

it('closes everything once, however often it is told to', async () => {
  const database = vi.fn()
  const opened = new Opened(silent)
  opened.keep('database', database)
  await Promise.all([opened.close(), opened.close()])
  expect(database).toHaveBeenCalledOnce()
})

it('ends a start that is opening more while it stops, and closes that too', async () => {
  const late = vi.fn()
  const opened = new Opened(silent)
  const closing = opened.close()
  expect(() => opened.keep('pool', late)).toThrow('Stopped while it was starting')
  await closing
  expect(late).toHaveBeenCalledOnce()
})

it('leaves no clock running that would keep a command from ending', async () => {
  const clocks = () => process.getActiveResourcesInfo().filter((what) => what === 'Timeout').length
  const before = clocks()
  const opened = new Opened(silent)
  opened.keep('database', () => Promise.resolve(), 60_000)
  await opened.close()
  expect(clocks()).toBeLessThanOrEqual(before)
})
