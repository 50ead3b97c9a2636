import { lookbackOf, raisedFlags } from '#content/flags.ts'
import type { Block, Flag, Programme, Worksheet } from '#content/types.ts'
import {
  type ModuleStates,
  moduleStates,
  programmeOf,
  type VisibleCourse,
} from '#features/treatment/index.ts'
import type { Entry } from '#features/worksheets/index.ts'
import type { Context } from '#platform/context.ts'
import { newestEntries } from './repository.ts'

const dayMilliseconds = 86_400_000

export interface RaisedFlag {
  readonly worksheet: Worksheet
  readonly flag: Flag
}

/**
 * Lines for the therapist that a person's entries give rise to. Never shown or sent to the
 * person.
 */
export async function flagsFor(
  ctx: Context,
  course: VisibleCourse,
  modules: Promise<ModuleStates> = moduleStates(ctx, course),
): Promise<readonly RaisedFlag[]> {
  const flagged = [...ctx.content.worksheets.values()].filter(({ flags }) => flags.length > 0)
  const { records: count, days } = lookbackOf(flagged)
  const [entries, asked] = await Promise.all([
    newestEntries(ctx, course, {
      worksheetIds: flagged.map(({ id }) => id),
      count,
      since: new Date(ctx.now.getTime() - days * dayMilliseconds),
    }),
    modules.then(({ states }) => askedSince(programmeOf(ctx, course), states)),
  ])
  return flagged.flatMap((worksheet) => {
    const records = entries.filter(({ worksheetId }) => worksheetId === worksheet.id)
    return flagsOf(ctx, worksheet, records, asked.get(worksheet.id) ?? null).map((flag) => ({
      worksheet,
      flag,
    }))
  })
}

/** The flags of one worksheet's records. */
export function flagsOf(
  ctx: Context,
  worksheet: Worksheet,
  records: readonly Entry[],
  askedAt: number | null,
): readonly Flag[] {
  if (worksheet.flags.length === 0) return []
  const written = records.map(({ createdAt, values }) => ({ at: createdAt.getTime(), values }))
  return raisedFlags(worksheet, written, { now: ctx.now.getTime(), askedAt })
}

/** When each worksheet was first in a module that was open to the person. */
function askedSince(programme: Programme, states: ModuleStates['states']): Map<string, number> {
  const asked = new Map<string, number>()
  for (const [worksheetId, moduleIds] of modulesAsking(programme)) {
    const opened = moduleIds.flatMap((id) => states.get(id)?.openedAt ?? [])
    if (opened.length > 0) asked.set(worksheetId, Math.min(...opened))
  }
  return asked
}

const askingByProgramme = new WeakMap<Programme, ReadonlyMap<string, readonly string[]>>()

function modulesAsking(programme: Programme): ReadonlyMap<string, readonly string[]> {
  const known = askingByProgramme.get(programme)
  if (known) return known
  const asking = new Map<string, string[]>()
  for (const module of programme.modules.values()) {
    for (const block of module.sections.flatMap(({ blocks }) => blocks)) {
      const ref = worksheetAsked(block)
      if (ref !== null) asking.set(ref, [...(asking.get(ref) ?? []), module.id])
    }
  }
  askingByProgramme.set(programme, asking)
  return asking
}

function worksheetAsked(block: Block): string | null {
  const asks = ['worksheet', 'scheduler', 'diary']
  return 'ref' in block && asks.includes(block.type) ? block.ref : null
}
