import { type ShortWay, shortWayOf } from '#content/short-way.ts'
import type { Module } from '#content/types.ts'
import { Prose } from '#ui/prose.tsx'
import { anchorOf, sectionPath } from './section-data.ts'

/** Where the short way through a module stands opened; null where it has none. */
export function shortWayPath(module: Module): string | null {
  const way = shortWayOf(module)
  return way && `${sectionPath(module, way.on)}?short=yes#${anchorOf(way.block)}`
}

interface ShortWayProps {
  readonly way: ShortWay
  /** The page with the one thing to do. */
  readonly href: string
  readonly isOpen: boolean
}

/** What matters of this module, and the one thing to do: closed until somebody wants it. */
export function ShortWayView({ way, href, isOpen }: ShortWayProps) {
  return (
    <details className="nhsuk-details hr-short" id={anchorOf(way.block)} open={isOpen}>
      <summary className="nhsuk-details__summary">
        <span className="nhsuk-details__summary-text">Only ten minutes today?</span>
      </summary>
      <div className="nhsuk-details__text">
        <Prose body={way.block.body} />
        <p>
          <a className="nhsuk-button nhsuk-button--secondary" href={href}>
            Do this one thing: {way.to.title}
          </a>
        </p>
        <p className="hr-quiet">The rest of this module stays here for another day.</p>
      </div>
    </details>
  )
}
