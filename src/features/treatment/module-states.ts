import { type ModuleEvent, type ModuleProgress, moduleStates as replay } from '#clinical/release.ts'
import { type ReleaseSuggestion, suggestRelease } from '#clinical/release-suggestion.ts'
import type { Context } from '#platform/context.ts'
import { programmeOf } from './course.ts'
import { pausesOf } from './course-history.ts'
import type { VisibleCourse } from './find-course.ts'
import { moduleEvents } from './repository.ts'

export interface ModuleStates {
  /** Every module of the programme, by id. */
  readonly states: ReadonlyMap<string, ModuleProgress>
  /** What the rules would open next, or why they would wait. A therapist decides. */
  readonly suggestion: ReleaseSuggestion
  /** The modules of the person's track, in order. */
  readonly track: readonly string[]
}

/** Where a person is with each module, worked out from what happened. */
export async function moduleStates(ctx: Context, course: VisibleCourse): Promise<ModuleStates> {
  const programme = programmeOf(ctx, course)
  const ids = [...programme.modules.keys()]
  const states = replay(ids, await everyModuleEvent(ctx, course))
  const track = programme.tracks.get(course.track)?.modules ?? programme.core
  const suggestion = suggestRelease({
    now: ctx.now.getTime(),
    timeZone: ctx.service.timeZone,
    track,
    states,
    rules: programme.release,
    pausedRanges: course.state === 'paused' ? await pausesOf(ctx, course) : [],
  })
  return { states, suggestion, track }
}

/** What happened to the modules, written down or by date: nothing may judge a module by less. */
export async function everyModuleEvent(
  ctx: Context,
  course: VisibleCourse,
): Promise<ModuleEvent[]> {
  return [...(await moduleEvents(ctx, course)), ...followUpsOpened(ctx, course)]
}

/** A follow-up opens by date, some weeks after the end: no person has to remember it. */
function followUpsOpened(ctx: Context, course: VisibleCourse): ModuleEvent[] {
  if (!course.endedAt) return []
  const endedAt = course.endedAt.getTime()
  return programmeOf(ctx, course).followups.flatMap(({ module, weeksAfterEnd }): ModuleEvent[] => {
    const at = endedAt + weeksAfterEnd * 7 * 86_400_000
    return at <= ctx.now.getTime() ? [{ type: 'released', moduleId: module, at }] : []
  })
}
