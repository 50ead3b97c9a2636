import type { RootContent } from 'mdast'
import type { FaultList } from './faults.ts'
import { inlineText, parseMarkdown, placeOf, toProse } from './markdown.ts'
import type { InlineNode, Prose, ProseNode, TherapistNotes } from './types.ts'

const headings = ['Look for', 'Write', 'Sticking points', 'Call if', 'Release next'] as const

type Heading = (typeof headings)[number]

/** The notes for staff beside a module, by heading; a missing heading is a fault. */
export function parseTherapistNotes(
  text: string,
  file: string,
  about: { readonly moduleId: string; readonly offerWhen: string | null },
  faults: FaultList,
): TherapistNotes {
  const source = parseMarkdown(text, file, faults, true)
  const parts = new Map<Heading, RootContent[]>()
  let current: RootContent[] | null = null
  for (const node of source.root.children) {
    // A title above the five headings is allowed, and not shown.
    if (node.type === 'heading' && node.depth === 1) continue
    if (node.type !== 'heading' || node.depth !== 2) {
      if (current === null) faults.report(placeOf(source, node), '', 'Start with "## Look for".')
      current?.push(node)
      continue
    }
    const [paragraph] = toProse(source, [{ type: 'paragraph', children: node.children }])
    const title = paragraph?.type === 'paragraph' ? inlineText(paragraph.children).trim() : ''
    current = []
    if (isHeading(title)) parts.set(title, current)
    else faults.report(placeOf(source, node), '', `There is no heading "${title}" in these notes.`)
  }
  const proseOf = (heading: Heading) => {
    const nodes = parts.get(heading) ?? []
    if (nodes.length === 0) {
      faults.report({ file, line: 1 }, heading, `Write something under "## ${heading}".`)
    }
    return toProse(source, nodes)
  }
  return {
    ...about,
    lookFor: proseOf('Look for'),
    write: proseOf('Write'),
    stickingPoints: proseOf('Sticking points'),
    callIf: proseOf('Call if'),
    releaseNext: proseOf('Release next'),
  }
}

function isHeading(title: string): title is Heading {
  return headings.some((heading) => heading === title)
}

/**
 * The same notes with titles where authors write ids: "Release dep.m2" is for files, not readers.
 */
export function withTitles(
  notes: TherapistNotes,
  titles: ReadonlyMap<string, string>,
): TherapistNotes {
  const named = (text: string) =>
    text.replace(/\b[a-z]+\.[a-z]\d+\b/g, (id) => {
      const title = titles.get(id)
      return title === undefined ? id : `“${title}”`
    })
  const inline = (node: InlineNode): InlineNode => {
    if (node.type === 'text') return { ...node, value: named(node.value) }
    return node.type === 'break' ? node : { ...node, children: node.children.map(inline) }
  }
  const block = (node: ProseNode): ProseNode => {
    switch (node.type) {
      case 'paragraph':
      case 'heading':
        return { ...node, children: node.children.map(inline) }
      case 'list': {
        const children = node.children.map((item) => ({
          ...item,
          children: item.children.map(block),
        }))
        return { ...node, children }
      }
      case 'blockquote':
        return { ...node, children: node.children.map(block) }
      default:
        return node
    }
  }
  const prose = (body: Prose) => body.map(block)
  return {
    ...notes,
    lookFor: prose(notes.lookFor),
    write: prose(notes.write),
    stickingPoints: prose(notes.stickingPoints),
    callIf: prose(notes.callIf),
    releaseNext: prose(notes.releaseNext),
  }
}
