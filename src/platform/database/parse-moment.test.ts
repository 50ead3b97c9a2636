import fc from 'fast-check'
import pg from 'pg'
import { expect, test } from 'vitest'
import { parseMoment } from './parse-moment.ts'

const parseAnyMoment = pg.types.getTypeParser(pg.types.builtins.TIMESTAMPTZ)

test('a moment is read as it was written, to the millisecond', () => {
  fc.assert(
    fc.property(
      fc.date({ min: new Date('0100-01-01'), max: new Date('9999-12-31'), noInvalidDate: true }),
      fc.integer({ min: 0, max: 999 }),
      (at, microseconds) => {
        const text = at.toISOString().replace('T', ' ').replace('Z', '')
        const finer = String(microseconds).padStart(3, '0')
        expect(parseMoment(`${text}${finer}+00`)).toEqual(at)
      },
    ),
  )
})

test('a moment without a fraction, with a short one, or in another form is read as the driver reads it', () => {
  for (const text of [
    '2026-11-22 09:30:15+00',
    '2026-11-22 09:30:15.5+00',
    '2026-11-22 09:30:15.12+00',
    '2026-11-22 09:30:15.123456+01',
    '2026-11-22 09:30:15+05:30',
    '2026-11-22 09:30:15-00:00:30',
    '0044-03-15 12:00:00+00 BC',
    '12026-11-22 09:30:15+00',
    'infinity',
  ])
    expect(parseMoment(text), text).toEqual(parseAnyMoment(text))
})
