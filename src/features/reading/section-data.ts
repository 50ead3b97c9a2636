import { refFields } from '#content/refs.ts'
import type { Block, Module, Programme, Section } from '#content/types.ts'
import { type ChartPoint, listEntries, seriesPoints } from '#features/entries/index.ts'
import {
  type PageVisit,
  pageVisits,
  programmeOf,
  type VisibleCourse,
} from '#features/treatment/index.ts'
import type { Entry } from '#features/worksheets/index.ts'
import type { Context } from '#platform/context.ts'
import { type Answers, chosenIn, partAnswers } from './part-answers.ts'

/** Everything that one page of a module shows of the person. */
export interface SectionData {
  readonly programme: Programme
  readonly module: Module
  readonly section: Section
  /** The pages that this person sees: those of a path they did not choose are left out. */
  readonly sections: readonly Section[]
  readonly visits: readonly PageVisit[]
  readonly answers: Answers
  readonly companions: readonly string[]
  readonly entries: readonly Entry[]
  readonly points: readonly ChartPoint[]
}

export const cardSheet = 'common.takeaway'

export async function sectionData(
  ctx: Context,
  course: VisibleCourse,
  module: Module,
  section: Section,
): Promise<SectionData> {
  const programme = programmeOf(ctx, course)
  const worksheetIds = [
    ...new Set(section.blocks.flatMap((block) => worksheetsOf(ctx, programme, block))),
  ]
  const series = section.blocks.flatMap((block) => (block.type === 'chart' ? [block.series] : []))
  const [answers, visits, entries, points] = await Promise.all([
    partAnswers(ctx, course, module.id),
    pageVisits(ctx, course),
    worksheetIds.length > 0 ? listEntries(ctx, course, { worksheetIds }) : [],
    seriesPoints(ctx, course, series),
  ])
  return {
    programme,
    module,
    section,
    sections: visibleSections(module, answers),
    visits,
    answers,
    companions: chosenIn(answers, 'companions'),
    entries,
    points,
  }
}

function worksheetsOf({ content }: Context, programme: Programme, block: Block): readonly string[] {
  switch (block.type) {
    case 'worksheet':
    case 'scheduler': {
      // What its fields may point to is read with it.
      const worksheet = content.worksheets.get(block.ref)
      return [block.ref, ...(worksheet ? refFields(worksheet).map(({ to }) => to) : [])]
    }
    case 'diary':
      return [block.ref]
    case 'recap':
      return [block.from]
    case 'checklist':
      return [block.checklist.target]
    case 'takeaway':
      return [cardSheet]
    case 'diagram':
      return [programme.diagrams.get(block.ref)?.from ?? '']
    default:
      return []
  }
}

/** Pages with a path are for those who chose it. Who has not chosen sees the pages for everyone. */
export function visibleSections(module: Module, answers: Answers): readonly Section[] {
  const pathIds = module.sections
    .flatMap(({ blocks }) => blocks)
    .flatMap((block) => (block.type === 'path' ? [block.id] : []))
  const chosen = new Set(pathIds.flatMap((id) => chosenIn(answers, id)))
  return module.sections.filter(({ path }) => path === null || chosen.has(path))
}

export interface Reading {
  readonly done: ReadonlySet<string>
  /** The page to go on with: the one that was left, else the first that is not done. */
  readonly next: Section | null
  readonly minutesLeft: number
}

/** How far a person is in a module. */
export function readingOf(
  module: Module,
  sections: readonly Section[],
  visits: readonly PageVisit[],
): Reading {
  const own = visits.filter(({ moduleId }) => moduleId === module.id)
  const done = new Set(own.flatMap(({ sectionId, doneAt }) => (doneAt ? [sectionId] : [])))
  const left = sections.filter(({ id }) => !done.has(id))
  const last = [...own]
    .sort((a, b) => b.lastAt.getTime() - a.lastAt.getTime())
    .find(({ doneAt }) => doneAt === null)
  return {
    done,
    next: left.find(({ id }) => id === last?.sectionId) ?? left[0] ?? null,
    minutesLeft: left.reduce((sum, { minutes }) => sum + minutes, 0),
  }
}

export function sectionPath(module: { id: string }, section: { id: string }): string {
  return `/programme/${module.id}/${section.id}`
}

export function anchorOf(block: { id: string }): string {
  return block.id.replaceAll('.', '-')
}
