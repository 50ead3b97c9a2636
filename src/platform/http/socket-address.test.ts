import { createServer, request } from 'node:http'
import { getRequestListener } from '@hono/node-server'
import { expect, test } from 'vitest'
import { setSocketAddress, socketAddressHeader } from './socket-address.ts'

test("a client cannot claim another address under the listener's own header", async () => {
  const listener = getRequestListener(
    (asked) => new Response(asked.headers.get(socketAddressHeader)),
  )
  const server = createServer((incoming, outgoing) => {
    setSocketAddress(incoming)
    void listener(incoming, outgoing)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  const said = await new Promise<string>((resolve, reject) => {
    const headers = { 'X-Handrail-Socket': '203.0.113.9', host: 'localhost' }
    request({ host: '127.0.0.1', port, headers }, (answer) => {
      answer.setEncoding('utf8').on('data', resolve)
    })
      .on('error', reject)
      .end()
  })
  server.close()
  expect(said).toBe('127.0.0.1')
})
