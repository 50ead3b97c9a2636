import { shortWayOf } from '#content/short-way.ts'
import type { Module, Section } from '#content/types.ts'

export interface SectionVisit {
  readonly moduleId: string
  readonly sectionId: string
  readonly lastAt: Date
  readonly isDone: boolean
}

export interface ResumePlace {
  readonly href: string
  /** Where they stopped; null when they have not begun, and when nothing is left to read. */
  readonly sectionTitle: string | null
  readonly isStarted: boolean
  readonly isAllRead: boolean
  readonly minutesLeft: number
  /** The way through for a day with ten minutes in it; null once all is read, or without one. */
  readonly shortHref: string | null
}

/** Where to carry on in a module, and about how long it still takes. */
export function resumePlace(module: Module, visits: readonly SectionVisit[]): ResumePlace {
  const own = visits.filter(({ moduleId }) => moduleId === module.id)
  const seen = new Set(own.map(({ sectionId }) => sectionId))
  const done = new Set(own.filter(({ isDone }) => isDone).map(({ sectionId }) => sectionId))
  const left = sectionsFor(module, seen).filter(({ id }) => !done.has(id))
  const stopped = lastUnfinished(left, own)
  const place = stopped ?? left[0]
  return {
    href: place ? `/programme/${module.id}/${place.id}` : `/programme/${module.id}`,
    sectionTitle: own.length > 0 ? (place?.title ?? null) : null,
    isStarted: own.length > 0,
    isAllRead: left.length === 0,
    minutesLeft: left.reduce((sum, { minutes }) => sum + minutes, 0),
    shortHref: place ? shortHref(module) : null,
  }
}

function shortHref(module: Module): string | null {
  const way = shortWayOf(module)
  if (way === null) return null
  return `/programme/${module.id}/${way.on.id}?short=yes#${way.block.id.replaceAll('.', '-')}`
}

/** A section of a path counts once the path was taken: before, nobody knows which it will be. */
function sectionsFor(module: Module, seen: ReadonlySet<string>): Section[] {
  const taken = new Set(module.sections.filter(({ id }) => seen.has(id)).map(({ path }) => path))
  return module.sections.filter(({ path }) => path === null || taken.has(path))
}

function lastUnfinished(
  left: readonly Section[],
  visits: readonly SectionVisit[],
): Section | undefined {
  const latest = visits.toSorted((a, b) => b.lastAt.getTime() - a.lastAt.getTime())
  const visit = latest.find(({ sectionId }) => left.some(({ id }) => id === sectionId))
  return left.find(({ id }) => id === visit?.sectionId)
}
