import type { ReactNode } from 'react'

interface PartProps {
  id: string
  title: string
  /** How much in it is new, in words; empty for nothing. */
  news?: string | null
  isOpen?: boolean
  children: ReactNode
}

/** One part of the record: it opens and closes, and the index links to it. */
export function Part({ id, title, news, isOpen = true, children }: PartProps) {
  return (
    <details className="hr-part" id={id} open={isOpen}>
      <summary>
        <h2 className="nhsuk-heading-s">{title}</h2>
        {news && <span className="hr-tag hr-tag--warm">{news}</span>}
      </summary>
      <div className="hr-part__body">{children}</div>
    </details>
  )
}

/** Puts words into the answer at one press; without JavaScript it posts the answer with them. */
export function InsertButton(props: { words: string; what: string; label?: string }) {
  const { words, what, label = 'Insert' } = props
  return (
    <button
      className="hr-insert"
      type="submit"
      form="answer"
      name="insert"
      value={words}
      data-insert={words}
    >
      {label}
      <span className="nhsuk-u-visually-hidden"> {what} into your answer</span>
    </button>
  )
}
