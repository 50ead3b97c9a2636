import type { Module, Programme } from '#content/types.ts'
import type { Context } from '#platform/context.ts'
import { invariant } from '#platform/invariant.ts'
import { notFound } from '#platform/refusals.ts'

export type CourseState = 'preparing' | 'active' | 'paused' | 'ended'

/**
 * The programme of a course; content is frozen by version, so a course whose programme is gone is
 * a fault.
 */
export function programmeOf(ctx: Context, course: { programmeId: string }): Programme {
  const programme = ctx.content.programmes.get(course.programmeId)
  invariant(programme, 'the programme of a course is installed')
  return programme
}

/** A module of the course's programme, or not found. */
export function moduleOf(
  ctx: Context,
  course: { programmeId: string },
  moduleId: string | undefined,
): Module {
  const module = programmeOf(ctx, course).modules.get(moduleId ?? '')
  if (!module) throw notFound()
  return module
}

/** How the person speaks of their therapist. */
export function therapistFirstName(course: { therapistName: string }): string {
  return course.therapistName.split(' ')[0] ?? course.therapistName
}

/** The week of treatment, counted from 1; 0 before it starts. */
export function weekOf(course: { startedAt: Date | null }, now: Date): number {
  if (!course.startedAt) return 0
  return Math.max(
    1,
    Math.floor((now.getTime() - course.startedAt.getTime()) / (7 * 86_400_000)) + 1,
  )
}
