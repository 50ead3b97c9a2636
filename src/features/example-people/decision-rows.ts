import type { ReviewCode } from '#clinical/on-track.ts'
import type { DecisionCode } from '#clinical/signal-decision.ts'
import { shippedModels } from '#features/expected-range/index.ts'
import { courseOnTrack, type Decision } from '#features/on-track/index.ts'
import { hasStarted, idFor, type Life, trackOf } from './life.ts'
import type { FormPoint } from './measure-rows.ts'
import { SeededRandom } from './seeded-random.ts'

interface Course {
  readonly forms: readonly FormPoint[]
  readonly reviewedAt: readonly number[]
}

/**
 * What was decided, review by review, about scores that asked for a look. About some people nobody
 * has decided, so that the supervisor has somebody to ask about.
 */
export function addDecisions(life: Life, { forms, reviewedAt }: Course): void {
  const { person, timeline } = life
  // Apart from the chance that makes the rest: nothing else moves when this does.
  const random = new SeededRandom(`${person.key} decisions`)
  if (!hasStarted(person) || random.chance(0.25)) return
  const decisions: Decision[] = []
  for (const at of reviewedAt) {
    const before = forms.filter((form) => form.at < at)
    for (const signal of openSignals(life, { at, forms: before, decisions })) {
      const decision = addDecision(life, {
        ...signal,
        decision: choose(random, signal.code),
        at,
        role: 'therapist',
      })
      decisions.push(decision)
      const agreedAt = timeline.atWork(at + random.whole(20, 60) * 3_600_000)
      if (timeline.isPast(agreedAt) && random.chance(0.6)) {
        decisions.push(
          addDecision(life, {
            ...decision,
            at: agreedAt,
            role: 'supervisor',
            agreesWith: decision.id,
          }),
        )
      }
    }
  }
}

interface AskedThen {
  readonly instrumentId: string
  readonly code: ReviewCode
  readonly since: number
}

function openSignals(
  life: Life,
  then: { at: number; forms: readonly FormPoint[]; decisions: readonly Decision[] },
): AskedThen[] {
  const { person, content, timeline, programme } = life
  const { forReview } = courseOnTrack(
    { content, now: new Date(then.at), service: { timeZone: timeline.timeZone } },
    {
      startedAt: new Date(timeline.startedAt),
      endedAt: null,
      programmeId: programme.id,
      track: trackOf(life),
      askedBeside: [],
      points: then.forms,
      finishedModules: person.modules_done,
      sessionCount: person.week,
      pauses: [],
      decisions: then.decisions,
    },
    shippedModels(content),
  )
  return forReview.flatMap(({ instrumentId, code, since, decision }) =>
    decision === null ? [{ instrumentId, code, since }] : [],
  )
}

const whenWorse = ['call', 'supervision', 'change_module', 'continue'] as const
const whenUnmoved = ['continue', 'call', 'change_module', 'step_up'] as const

/** One that needs no note: a reason that chance wrote would say of people what is not so. */
function choose(random: SeededRandom, code: ReviewCode): DecisionCode {
  const isWorse = code === 'worse_than_start' || code === 'worse_than_best' || code === 'jump'
  return random.pick(isWorse ? whenWorse : whenUnmoved)
}

function addDecision(
  life: Life,
  made: AskedThen & {
    decision: DecisionCode
    at: number
    role: Decision['role']
    agreesWith?: string | null
  },
): Decision {
  const { person, ids, rows } = life
  const { instrumentId, code, since, at, role, decision } = made
  const id = idFor(person.key, 'decision', role, instrumentId, code, since)
  const byId = role === 'therapist' ? ids.therapist : ids.supervisor
  const agreesWith = made.agreesWith ?? null
  rows.add('signal_decision', {
    id,
    course_id: ids.course,
    instrument_id: instrumentId,
    code,
    since: new Date(since),
    decision,
    agrees_with: agreesWith,
    note: null,
    decided_by: byId,
    decided_role: role,
    at: new Date(at),
    send_key: id,
  })
  const said = { instrumentId, code, since, decision, role, at, note: null }
  return { ...said, id, courseId: ids.course, byId, byName: '', agreesWith }
}
