import { Fragment, type ReactNode } from 'react'

/** The shape of a text of the content, as ui/ sees it: a small tree without HTML or links. */
export type ProseInline =
  | { readonly type: 'text'; readonly value: string }
  | { readonly type: 'strong' | 'emphasis'; readonly children: readonly ProseInline[] }
  | { readonly type: 'break' }

export type ProseBlock =
  | { readonly type: 'paragraph'; readonly children: readonly ProseInline[] }
  | { readonly type: 'heading'; readonly depth: 3 | 4; readonly children: readonly ProseInline[] }
  | {
      readonly type: 'list'
      readonly ordered: boolean
      readonly children: readonly { readonly children: readonly ProseBlock[] }[]
    }
  | { readonly type: 'blockquote'; readonly children: readonly ProseBlock[] }
  | { readonly type: 'table'; readonly head: ProseRow; readonly rows: readonly ProseRow[] }
  | { readonly type: 'thematicBreak' }

type ProseRow = readonly (readonly ProseInline[])[]

/**
 * Text of the content as a page shows it. Its headings are one step higher on the page than in the
 * file, since the section's title is the page's first.
 */
export function Prose(props: { body: readonly ProseBlock[] }) {
  return inOrder(props.body, (node) => <ProseNode node={node} />)
}

function ProseNode({ node }: { node: ProseBlock }) {
  switch (node.type) {
    case 'paragraph':
      return (
        <p>
          <Inline nodes={node.children} />
        </p>
      )
    case 'heading':
      return node.depth === 3 ? (
        <h2 className="nhsuk-heading-m">
          <Inline nodes={node.children} />
        </h2>
      ) : (
        <h3 className="nhsuk-heading-s">
          <Inline nodes={node.children} />
        </h3>
      )
    case 'list': {
      const items = inOrder(node.children, (item) => (
        <li>
          <ItemBody body={item.children} />
        </li>
      ))
      return node.ordered ? (
        <ol className="nhsuk-list nhsuk-list--number">{items}</ol>
      ) : (
        <ul className="nhsuk-list nhsuk-list--bullet">{items}</ul>
      )
    }
    case 'blockquote':
      return (
        <blockquote className="hr-quote">
          <Prose body={node.children} />
        </blockquote>
      )
    case 'table':
      return <ProseTable head={node.head} rows={node.rows} />
    case 'thematicBreak':
      return <hr className="hr-rule" />
  }
}

/** An item of one paragraph is a line, not a paragraph with space around it. */
function ItemBody({ body }: { body: readonly ProseBlock[] }) {
  const [first] = body
  return body.length === 1 && first?.type === 'paragraph' ? (
    <Inline nodes={first.children} />
  ) : (
    <Prose body={body} />
  )
}

function ProseTable({ head, rows }: { head: ProseRow; rows: readonly ProseRow[] }) {
  return (
    <div className="hr-table-wrap">
      <table className="nhsuk-table">
        <thead className="nhsuk-table__head">
          <tr>
            {inOrder(head, (cell) => (
              <th scope="col">
                <Inline nodes={cell} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="nhsuk-table__body">
          {inOrder(rows, (row) => (
            <tr className="nhsuk-table__row">
              {inOrder(row, (cell) => (
                <td className="nhsuk-table__cell">
                  <Inline nodes={cell} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function Inline({ nodes }: { nodes: readonly ProseInline[] }): ReactNode {
  return inOrder(nodes, (node) => {
    switch (node.type) {
      case 'text':
        return node.value
      case 'strong':
        return (
          <strong>
            <Inline nodes={node.children} />
          </strong>
        )
      case 'emphasis':
        return (
          <em>
            <Inline nodes={node.children} />
          </em>
        )
      case 'break':
        return <br />
    }
  })
}

/** The parts of a text have no name but their place, and never change it. */
function inOrder<T>(items: readonly T[], render: (item: T) => ReactNode): ReactNode {
  // biome-ignore lint/suspicious/noArrayIndexKey: their place is what they are known by
  return items.map((item, index) => <Fragment key={index}>{render(item)}</Fragment>)
}

/** The same text without its shape: for reading aloud, for a task, for a card. */
export function proseText(body: readonly ProseBlock[]): string {
  return body.map(blockText).filter(Boolean).join('\n\n')
}

function blockText(node: ProseBlock): string {
  switch (node.type) {
    case 'paragraph':
    case 'heading':
      return inlineText(node.children)
    case 'list':
      return node.children.map((item) => proseText(item.children)).join('\n')
    case 'blockquote':
      return proseText(node.children)
    case 'table':
      return [node.head, ...node.rows].map((row) => row.map(inlineText).join(', ')).join('\n')
    case 'thematicBreak':
      return ''
  }
}

function inlineText(nodes: readonly ProseInline[]): string {
  return nodes
    .map((node) => {
      if (node.type === 'text') return node.value
      return node.type === 'break' ? '\n' : inlineText(node.children)
    })
    .join('')
}
