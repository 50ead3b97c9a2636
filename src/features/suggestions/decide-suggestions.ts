import type { SuggestedAct } from '#content/types.ts'
import {
  changeProfile,
  holdModule,
  moduleStates,
  type OwnCourse,
  offerModule,
  reopenModule,
  setTask,
} from '#features/treatment/index.ts'
import type { Context, WriteContext } from '#platform/context.ts'
import { transact } from '#platform/transact.ts'
import { insertDecision } from './repository.ts'
import type { MadeSuggestionDecision } from './suggestion-form.ts'

/**
 * Writes down what the therapist decided about each line, and does what was accepted with its words
 * as the reason. A call is booked or recorded by the form that it stands in.
 */
export async function decideSuggestions(
  ctx: Context,
  course: OwnCourse,
  { made, sendKey }: { made: readonly MadeSuggestionDecision[]; sendKey: string },
): Promise<void> {
  if (made.length === 0) return
  await transact(ctx, async (ctx) => {
    for (const { raised, decision, reason } of made) {
      const { id: suggestionId, act, say } = raised.suggestion
      const row = { suggestionId, since: raised.since, decision, reason, sendKey }
      const id = await insertDecision(ctx, course, row)
      ctx.audit(id === null ? 'suggestion.decided-again' : 'suggestion.decided', id, {
        patientId: course.patientId,
        detail: { suggestion: suggestionId, decision },
      })
      if (id !== null && decision === 'accepted') await doAct(ctx, course, act, say)
    }
  })
}

async function doAct(
  ctx: WriteContext,
  course: OwnCourse,
  act: SuggestedAct,
  reason: string,
): Promise<void> {
  switch (act.kind) {
    case 'offer':
      return offerModule(ctx, course, { moduleId: act.module, reason })
    case 'hold':
      return holdAndReopen(ctx, course, { ...act, reason })
    case 'practise':
      return setTask(ctx, course, {
        origin: 'therapist',
        moduleId: null,
        blockId: null,
        title: act.title,
        instruction: '',
        tiny: act.tiny,
        worksheetId: act.worksheet,
        times: 1,
        dueOn: null,
      })
    case 'profile':
      return changeProfile(ctx, course, { profile: act.profile, reason })
    case 'call':
      return
  }
}

async function holdAndReopen(
  ctx: WriteContext,
  course: OwnCourse,
  { module, reopen, reason }: { module: string; reopen: string | null; reason: string },
): Promise<void> {
  await holdModule(ctx, course, { moduleId: module, reason })
  if (reopen === null) return
  const { states } = await moduleStates(ctx, course)
  const state = states.get(reopen)?.state
  if (state !== 'submitted' && state !== 'reviewed') return
  await reopenModule(ctx, course, { moduleId: reopen, reason })
}
