/** The kinds that are taken: drawn by every browser, and none of them can carry a script. */
export type ImageType = 'image/png' | 'image/jpeg' | 'image/webp'

export interface ImageHeader {
  readonly type: ImageType
  readonly width: number
  readonly height: number
}

/**
 * What a picture is, read from its bytes and never from its name. Null for everything else: SVG,
 * which can hold scripts and links; pictures that move; and what has more behind the picture.
 */
export function readImageHeader(bytes: Uint8Array): ImageHeader | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  return readPng(view) ?? readJpeg(view) ?? readWebp(view)
}

const pngSignature = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]

/** Walks all chunks: IHDR first, IEND as the very end, and no acTL, which would move. */
function readPng(view: DataView): ImageHeader | null {
  if (!startsWith(view, 0, pngSignature)) return null
  let at = pngSignature.length
  let size: { width: number; height: number } | null = null
  while (at + 12 <= view.byteLength) {
    const length = view.getUint32(at)
    const name = ascii(view, at + 4, 4)
    if (at + 12 + length > view.byteLength || name === 'acTL') return null
    if (size === null) {
      if (name !== 'IHDR' || length !== 13) return null
      size = { width: view.getUint32(at + 8), height: view.getUint32(at + 12) }
    }
    at += 12 + length
    if (name === 'IEND') return at === view.byteLength ? sized('image/png', size) : null
  }
  return null
}

/** Walks the segments to the frame that says how large it is; the file ends with the picture. */
function readJpeg(view: DataView): ImageHeader | null {
  const end = view.byteLength - 2
  if (!startsWith(view, 0, [0xff, 0xd8]) || end < 4 || view.getUint16(end) !== 0xffd9) return null
  let at = 2
  while (at + 9 < view.byteLength) {
    if (view.getUint8(at) !== 0xff) return null
    const marker = view.getUint8(at + 1)
    const length = view.getUint16(at + 2)
    if (length < 2) return null
    if (isFrame(marker)) {
      return sized('image/jpeg', { width: view.getUint16(at + 7), height: view.getUint16(at + 5) })
    }
    // Data follows a start of scan, and no frame comes after it.
    if (marker === 0xda) return null
    at += 2 + length
  }
  return null
}

/** SOF0 to SOF15, without the three that stand among them and are tables. */
function isFrame(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)
}

function readWebp(view: DataView): ImageHeader | null {
  if (view.byteLength < 30 || ascii(view, 0, 4) !== 'RIFF' || ascii(view, 8, 4) !== 'WEBP') {
    return null
  }
  if (view.getUint32(4, true) + 8 !== view.byteLength) return null
  switch (ascii(view, 12, 4)) {
    case 'VP8 ':
      return sized('image/webp', {
        width: view.getUint16(26, true) & 0x3fff,
        height: view.getUint16(28, true) & 0x3fff,
      })
    case 'VP8L': {
      const bits = view.getUint32(21, true)
      return sized('image/webp', {
        width: (bits & 0x3fff) + 1,
        height: ((bits >> 14) & 0x3fff) + 1,
      })
    }
    case 'VP8X': {
      const isMoving = (view.getUint8(20) & 0x02) !== 0
      const side = (at: number) => view.getUint16(at, true) + view.getUint8(at + 2) * 65_536 + 1
      return isMoving ? null : sized('image/webp', { width: side(24), height: side(27) })
    }
    default:
      return null
  }
}

function sized(type: ImageType, size: { width: number; height: number } | null) {
  return size && size.width > 0 && size.height > 0 ? { type, ...size } : null
}

function startsWith(view: DataView, at: number, bytes: readonly number[]): boolean {
  return (
    view.byteLength >= at + bytes.length &&
    bytes.every((byte, index) => view.getUint8(at + index) === byte)
  )
}

function ascii(view: DataView, at: number, length: number): string {
  return String.fromCharCode(...Array.from({ length }, (_, index) => view.getUint8(at + index)))
}
