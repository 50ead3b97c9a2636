import type { Form } from '#platform/http/form.ts'
import type { Faults } from '#ui/fields.tsx'
import { type ImageHeader, readImageHeader } from './image-header.ts'

export interface LogoFields {
  readonly alt: string
  readonly replacesName: boolean
}

export type LogoReading =
  | {
      readonly ok: true
      readonly value: LogoFields & { readonly bytes: Uint8Array; readonly header: ImageHeader }
    }
  | { readonly ok: false; readonly fields: LogoFields; readonly faults: Faults }

/** Every page carries it, so that it is small. */
export const mostBytes = 20_480
const smallest = { width: 16, height: 16 }
const largest = { width: 1600, height: 800 }

/** A posted logo, or what is wrong with it; what was typed is kept, the file is chosen again. */
export function readLogo(form: Form): LogoReading {
  const fields = { alt: form.trimmed('logo_alt'), replacesName: form.has('logo_replaces_name') }
  const bytes = form.file('logo')
  const header = bytes && readImageHeader(bytes)
  const faults: Record<string, string> = {}
  const fileFault = faultOf(bytes, header)
  if (fileFault) faults.logo = fileFault
  if (fields.alt.length > 120) faults.logo_alt = 'Use 120 characters or fewer'
  else if (fields.replacesName && fields.alt === '') {
    faults.logo_alt = 'Write what the picture says: without the name beside it, it is all there is'
  }
  if (!bytes || !header || Object.keys(faults).length > 0) return { ok: false, fields, faults }
  return { ok: true, value: { ...fields, bytes, header } }
}

function faultOf(bytes: Uint8Array | null, header: ImageHeader | null): string | null {
  if (bytes === null) return 'Choose the file'
  if (bytes.length > mostBytes) {
    return `Choose a smaller file: this one has ${Math.ceil(bytes.length / 1024)} kB, 20 at most`
  }
  if (header === null) return 'Choose a PNG, JPEG or WebP picture that does not move'
  const { width, height } = header
  if (width < smallest.width || height < smallest.height) {
    return `Choose a larger picture: this one is ${width} by ${height}`
  }
  return width > largest.width || height > largest.height
    ? `Choose a picture of at most 1600 by 800: this one is ${width} by ${height}`
    : null
}
