import { sql } from 'kysely'
import type { IntakePerson } from '#features/referrals/index.ts'
import { actingPersonId } from '#platform/acting-person.ts'
import type { Context, WriteContext } from '#platform/context.ts'
import { conflict } from '#platform/refusals.ts'
import type { Decision, NewAssessment } from './assessment-form.ts'

/** Says whether it is new: the id comes with the form, so that a second press is one decision. */
export async function insertAssessment(
  ctx: WriteContext,
  person: IntakePerson,
  id: string,
  assessment: NewAssessment,
): Promise<boolean> {
  const inserted = await ctx.tx
    .insertInto('assessment')
    .values({
      service_id: ctx.service.id,
      id,
      patient_id: person.id,
      referral_id: person.referral.id,
      decision: assessment.decision,
      problem_descriptor: assessment.problemDescriptor,
      programme_id: assessment.programmeId,
      reasons: assessment.reasons,
      safety_summary: assessment.safetySummary,
      alternatives_discussed: assessment.alternativesDiscussed,
      decided_on: assessment.decidedOn,
      recorded_at: ctx.now,
      recorded_by: actingPersonId(ctx),
    })
    .onConflict((conflict) => conflict.columns(['service_id', 'id']).doNothing())
    .returning('id')
    .executeTakeFirst()
  if (!inserted) await requireSamePerson(ctx, id, person.id)
  return inserted !== undefined
}

/** The key of a form names what it made before: for this person, or it is not a repeat. */
async function requireSamePerson(ctx: WriteContext, id: string, patientId: string): Promise<void> {
  const row = await ctx.tx
    .selectFrom('assessment')
    .select('patient_id')
    .where('service_id', '=', ctx.service.id)
    .where('id', '=', id)
    .executeTakeFirst()
  if (row?.patient_id !== patientId) throw conflict()
}

/** What was sent under this key is on record for this person already. */
export async function wasAssessedAs(
  ctx: Context,
  person: IntakePerson,
  id: string,
): Promise<boolean> {
  const row = await ctx.db
    .selectFrom('assessment')
    .select('id')
    .where('service_id', '=', ctx.service.id)
    .where('id', '=', id)
    .where('patient_id', '=', person.id)
    .executeTakeFirst()
  return row !== undefined
}

export interface RecordedDecision {
  readonly decision: Decision
  readonly programmeId: string | null
  readonly decidedOn: string
  readonly recordedAt: Date
  readonly byName: string
  /** Null for those who may know what was decided and not what was said. */
  readonly text: AssessmentText | null
}

export interface AssessmentText {
  readonly problemDescriptor: string | null
  readonly reasons: string
  readonly safetySummary: string
  readonly alternativesDiscussed: string | null
}

interface AssessmentRow {
  decision: Decision
  programme_id: string | null
  decided_on: string
  recorded_at: Date
  by_name: string
  problem_descriptor: string | null
  reasons: string | null
  safety_summary: string | null
  alternatives_discussed: string | null
}

/**
 * The latest decision. For an administrator the clinical text is not even read from the database.
 */
export async function latestDecision(
  ctx: Context,
  patientId: string,
  options: { withText: boolean },
): Promise<RecordedDecision | null> {
  const text = options.withText
    ? sql`s.problem_descriptor, s.reasons, s.safety_summary, s.alternatives_discussed`
    : sql`null as problem_descriptor, null as reasons, null as safety_summary,
        null as alternatives_discussed`
  const [row] = await ctx.rows(sql<AssessmentRow>`
    select s.decision, s.programme_id, s.decided_on, s.recorded_at,
      b.display_name as by_name, ${text}
    from assessment s join account b on b.service_id = s.service_id and b.id = s.recorded_by
    where s.service_id = ${ctx.service.id} and s.patient_id = ${patientId}
    order by s.recorded_at desc, s.id desc limit 1`)
  if (!row) return null
  return {
    decision: row.decision,
    programmeId: row.programme_id,
    decidedOn: row.decided_on,
    recordedAt: row.recorded_at,
    byName: row.by_name,
    text:
      row.reasons === null || row.safety_summary === null
        ? null
        : {
            problemDescriptor: row.problem_descriptor,
            reasons: row.reasons,
            safetySummary: row.safety_summary,
            alternativesDiscussed: row.alternatives_discussed,
          },
  }
}
