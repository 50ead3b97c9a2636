import { describe, expect, it } from 'vitest'
import { newId } from '#platform/ids.ts'
import { Form } from './form.ts'

const typed = (send_key: string, body: string) =>
  Form.fromEntries([
    ['send_key', send_key],
    ['body', body],
  ])

describe('a form that is sent', () => {
  const key = newId()

  it('keeps its key when it is shown again, and gets one where it has none of ours', () => {
    expect(typed(key, 'words').sendKey()).toBe(key)
    expect(typed('made up', 'words').sendKey()).not.toBe('made up')
    expect(Form.empty.sendKey()).not.toBe(Form.empty.sendKey())
  })

  it('is one act when it is sent twice, and another with other words', () => {
    expect(typed(key, 'words').requiredActKey()).toBe(typed(key, 'words').requiredActKey())
    expect(typed(key, 'words').requiredActKey()).not.toBe(typed(key, 'others').requiredActKey())
  })

  it('is refused without a key where it must have one', () => {
    expect(typed(key, 'words').requiredSendKey()).toBe(key)
    expect(() => typed('made up', 'words').requiredSendKey()).toThrow()
    expect(() => Form.empty.requiredActKey()).toThrow()
  })

  it('holds nothing that could not be stored, neither in what was typed nor in a name', () => {
    const form = Form.fromEntries([['\u0000na\ud800me', 'a\u0000b\r\nc\udc00']])
    expect(form.toObject()).toEqual(
      Object.assign(Object.create(null), { 'na\ufffdme': 'ab\nc\ufffd' }),
    )
  })
})
