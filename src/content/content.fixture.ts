import { fileURLToPath } from 'node:url'
import { contentFrom, type ReadContent, readTexts } from './read-content.ts'
import type { Content, Worksheet } from './types.ts'

export const smallFolder = fileURLToPath(new URL('./fixtures/small', import.meta.url))

export const moduleFile = 'programmes/small/modules/01-first/module.md'

/** The small content, with words of one file replaced; a null replacement removes the file. */
export async function smallContent(
  file = '',
  change: readonly [from: string, to: string] | null = null,
): Promise<ReadContent> {
  const texts = await readTexts(smallFolder)
  if (file !== '') {
    const text = texts.get(file)
    if (change === null) texts.delete(file)
    else if (text === undefined) texts.set(file, change[1])
    else if (text.includes(change[0])) texts.set(file, text.replace(change[0], change[1]))
    else throw new Error(`The fixture ${file} has no "${change[0]}".`)
  }
  return contentFrom(texts)
}

export async function usableSmallContent(): Promise<Content> {
  const { content, faults } = await smallContent()
  if (content === null)
    throw new Error(
      faults
        .all()
        .map((fault) => fault.message)
        .join('\n'),
    )
  return content
}

export async function smallWorksheet(id: string): Promise<Worksheet> {
  const worksheet = (await usableSmallContent()).worksheets.get(id)
  if (worksheet === undefined) throw new Error(`The fixture has no worksheet ${id}.`)
  return worksheet
}
