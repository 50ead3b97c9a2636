import { describe, expect, it } from 'vitest'
import { contrastOnWhite, readableColour } from './colour.ts'
import { readImageHeader } from './image-header.ts'
import { aJpeg, aPng, aWebp, chunk } from './pictures.fixture.ts'

const text = (words: string) => Buffer.from(words, 'utf8')

describe('a picture is known by its bytes', () => {
  it.each([
    ['image/png', aPng(120, 36)],
    ['image/jpeg', aJpeg(120, 36)],
    ['image/webp', aWebp(120, 36)],
  ])('%s with its size', (type, bytes) => {
    expect(readImageHeader(bytes)).toEqual({ type, width: 120, height: 36 })
  })

  it.each([
    ['nothing', Buffer.alloc(0)],
    ['an SVG', text('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>')],
    ['a page', text('<!doctype html><script>alert(1)</script>')],
    ['a GIF', text('GIF89a......................')],
    ['a PNG cut short', aPng(120, 36).subarray(0, 60)],
    ['a PNG with a page behind it', Buffer.concat([aPng(120, 36), text('<script>')])],
    ['a PNG that moves', aPng(120, 36, [chunk('acTL', Buffer.alloc(8))])],
    ['a PNG of no size', aPng(0, 0)],
    ['a JPEG with a page behind it', Buffer.concat([aJpeg(120, 36), text('<script>')])],
    ['a WebP that moves', aWebp(120, 36, 2)],
    ['a WebP with a page behind it', Buffer.concat([aWebp(120, 36), text('<script>')])],
  ])('%s is none', (_what, bytes) => {
    expect(readImageHeader(bytes)).toBe(null)
  })

  it('never reads behind the end, wherever a file is cut', () => {
    for (const picture of [aPng(20, 20), aJpeg(20, 20), aWebp(20, 20)]) {
      for (let length = 0; length < picture.length; length++) {
        expect(readImageHeader(picture.subarray(0, length))).toBe(null)
      }
    }
  })
})

describe('the colour of the name', () => {
  it('is held to white as WCAG does', () => {
    expect(contrastOnWhite('#000000')).toBeCloseTo(21, 5)
    expect(contrastOnWhite('#ffffff')).toBeCloseTo(1, 5)
    expect(contrastOnWhite('#767676')).toBeCloseTo(4.54, 2)
  })

  it('is used only where words in it can be read', () => {
    expect(readableColour('#005EB8')).toBe('#005eb8')
    expect(readableColour('#ffd700')).toBe(null)
    expect(readableColour(undefined)).toBe(null)
  })
})
