import { gunzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { compressed } from './compress.ts'
import { html } from './reply.ts'

const asking = new Request('http://localhost/', { headers: { 'accept-encoding': 'br, gzip' } })

async function unpacked(response: Response): Promise<string> {
  return gunzipSync(Buffer.from(await response.arrayBuffer())).toString()
}

test('a page comes back as it was, whatever letters it holds and however long it is', async () => {
  const pages = ['Rosa ', 'צהריים 🌤 ', 'é'].flatMap((words) =>
    [1500, 60_000, 300_000].map((times) => `<p>${words.repeat(times)}</p>`),
  )
  for (const page of pages) {
    const response = compressed(html(page), asking)
    expect(response.headers.get('content-encoding')).toBe('gzip')
    expect(await unpacked(response)).toBe(page)
  }
})

test('a page that is still being read is not written over by the next', async () => {
  const [first, second] = ['a', 'b'].map((letter) =>
    compressed(html(letter.repeat(20_000)), asking),
  )
  expect(second && (await unpacked(second))).toBe('b'.repeat(20_000))
  expect(first && (await unpacked(first))).toBe('a'.repeat(20_000))
})

test('what a browser cannot unpack, and what is short, goes as it is', async () => {
  const plain = compressed(html('a'.repeat(20_000)), new Request('http://localhost/'))
  expect(plain.headers.get('content-encoding')).toBeNull()
  expect(await plain.text()).toBe('a'.repeat(20_000))
  expect(compressed(html('short'), asking).headers.get('content-encoding')).toBeNull()
})
