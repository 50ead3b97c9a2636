import type { ModuleProgress } from '#clinical/release.ts'
import type { Module, Section } from '#content/types.ts'
import {
  moduleOf,
  moduleStates,
  startModule,
  type VisibleCourse,
  visitSection,
} from '#features/treatment/index.ts'
import type { Context } from '#platform/context.ts'
import { notFound } from '#platform/refusals.ts'
import { transact } from '#platform/transact.ts'
import type { SectionData } from './section-data.ts'

export interface OpenModule {
  readonly module: Module
  readonly progress: ModuleProgress
}

/** A module that was opened for this person. Any other is not found, whatever its address. */
export async function findOpenModule(
  ctx: Context,
  course: VisibleCourse,
  moduleId: string | undefined,
): Promise<OpenModule> {
  const module = moduleOf(ctx, course, moduleId)
  const progress = (await moduleStates(ctx, course)).states.get(module.id)
  if (!progress?.isOpen) throw notFound()
  return { module, progress }
}

export function sectionOf(module: Module, sectionId: string | undefined): Section {
  const section = module.sections.find(({ id }) => id === sectionId)
  if (!section) throw notFound()
  return section
}

const visitKeptForMilliseconds = 5 * 60_000

/** Marks that the person is here; loading the page again within minutes writes nothing. */
export async function markHere(
  ctx: Context,
  course: VisibleCourse,
  open: OpenModule,
  data: SectionData,
): Promise<void> {
  const visit = data.visits.find(
    ({ moduleId, sectionId }) => moduleId === open.module.id && sectionId === data.section.id,
  )
  const isStart = open.progress.state === 'available'
  const isFresh = visit && ctx.now.getTime() - visit.lastAt.getTime() < visitKeptForMilliseconds
  if (isFresh && !isStart) return
  await transact(ctx, async (ctx) => {
    if (isStart) await startModule(ctx, course, open.module.id)
    await visitSection(ctx, course, { moduleId: open.module.id, sectionId: data.section.id })
  })
}
