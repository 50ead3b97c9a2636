import { expect, it } from 'vitest'
import { isConnectionLoss } from './database.ts'

const fault = (fields: object) => Object.assign(new Error('what the system said'), fields)

it.each([
  ['the server ends', { code: '57P01' }],
  ['its port refuses', { code: 'ECONNREFUSED', syscall: 'connect' }],
  ['its socket is gone while it starts again', { code: 'ENOENT', syscall: 'connect' }],
])('a connection is lost when %s', (_when, fields) => {
  expect(isConnectionLoss(fault(fields))).toBe(true)
})

it('a file that is missing is no lost connection, nor is a refused row', () => {
  expect(isConnectionLoss(fault({ code: 'ENOENT', syscall: 'open' }))).toBe(false)
  expect(isConnectionLoss(fault({ code: '23505' }))).toBe(false)
})
