import { sql } from 'kysely'
import { z } from 'zod'
import type { RangeModel } from '#clinical/expected-range.ts'
import type { GroupName, RangeObservation, RangeTrial } from '#clinical/range-trial.ts'
import type { Context, WriteContext } from '#platform/context.ts'

const modelSchema = z.object({
  instrumentId: z.string(),
  coefficients: z.object({
    constant: z.number(),
    start: z.number(),
    lnWeek: z.number(),
    startTimesLnWeek: z.number(),
  }),
  spread: z.array(
    z.object({ week: z.number(), low: z.number(), middle: z.number(), high: z.number() }),
  ),
  untilWeek: z.number(),
  quantiles: z.object({ low: z.number(), high: z.number() }),
  minimum: z.number(),
  maximum: z.number(),
})

const calibration = {
  courseCount: z.number(),
  formCount: z.number(),
  atOrBelowHigh: z.number(),
  withinRange: z.number(),
  meanError: z.number(),
}
const trialSchema = z
  .object({
    overall: z.object(calibration),
    byGroup: z.array(z.object({ by: z.string(), group: z.string(), ...calibration })),
    tooFew: z
      .array(z.object({ by: z.string(), group: z.string(), courseCount: z.number() }))
      .optional(),
    /** As the first trials named the groups they had left out: without their counts. */
    leftOut: z.array(z.string()).optional(),
  })
  .transform(({ overall, byGroup, tooFew, leftOut = [] }) => ({
    overall,
    byGroup,
    tooFew: tooFew ?? leftOut.map(namedOnly),
  }))

/** A trial as it is stored; the first ones did not keep how many there were in a small group. */
export interface ModelTrial extends Omit<RangeTrial, 'tooFew'> {
  readonly tooFew: readonly (GroupName & { readonly courseCount: number | null })[]
}

function namedOnly(name: string): ModelTrial['tooFew'][number] {
  const [by = '', ...group] = name.split(': ')
  return { by, group: group.join(': '), courseCount: null }
}

/** A model made from the service's own courses, and what was decided about it. */
export interface StoredModel {
  readonly id: string
  readonly instrumentId: string
  readonly model: RangeModel
  readonly trial: ModelTrial
  readonly courseCount: number
  readonly formCount: number
  readonly madeAt: Date
  readonly state: 'proposed' | 'approved' | 'withdrawn'
  readonly decidedBy: string | null
  readonly decidedAt: Date | null
  readonly note: string | null
}

interface ModelRow {
  id: string
  instrument_id: string
  model: unknown
  calibration: unknown
  course_count: number
  form_count: number
  made_at: Date
  kind: 'approved' | 'withdrawn' | null
  note: string | null
  decided_at: Date | null
  by_name: string | null
}

/** Every model of the service, the latest first. */
export async function storedModels(ctx: Context): Promise<StoredModel[]> {
  const rows = await ctx.rows(sql<ModelRow>`
    select m.id, m.instrument_id, m.model, m.calibration, m.course_count, m.form_count, m.made_at,
      e.kind, e.note, e.at as decided_at, a.display_name as by_name
    from range_model m
      left join lateral (select * from range_model_event e where e.service_id = m.service_id
        and e.model_id = m.id order by e.at desc, e.id desc limit 1) e on true
      left join account a on a.service_id = m.service_id and a.id = e.by
    where m.service_id = ${ctx.service.id}
    order by m.made_at desc, m.id`)
  return rows.map((row) => ({
    id: row.id,
    instrumentId: row.instrument_id,
    model: modelSchema.parse(row.model),
    trial: trialSchema.parse(row.calibration),
    courseCount: row.course_count,
    formCount: row.form_count,
    madeAt: row.made_at,
    state: row.kind ?? 'proposed',
    decidedBy: row.by_name,
    decidedAt: row.decided_at,
    note: row.note,
  }))
}

/** Of each instrument the model that was approved last and not withdrawn. */
export async function storedModelsInUse(ctx: Context): Promise<StoredModel[]> {
  const approved = (await storedModels(ctx))
    .filter(({ state }) => state === 'approved')
    .sort((a, b) => (b.decidedAt?.getTime() ?? 0) - (a.decidedAt?.getTime() ?? 0))
  const seen = new Set<string>()
  return approved.filter(({ instrumentId }) => !seen.has(instrumentId) && seen.add(instrumentId))
}

export async function insertModel(
  ctx: WriteContext,
  made: {
    id: string
    model: RangeModel
    trial: RangeTrial
    courseCount: number
    formCount: number
  },
): Promise<void> {
  await ctx.tx
    .insertInto('range_model')
    .values({
      service_id: ctx.service.id,
      id: made.id,
      instrument_id: made.model.instrumentId,
      model: JSON.stringify(made.model),
      calibration: JSON.stringify(made.trial),
      course_count: made.courseCount,
      form_count: made.formCount,
      made_at: ctx.now,
    })
    .execute()
}

/** False when it was written with this key before. */
export async function insertModelEvent(
  ctx: WriteContext,
  event: {
    id: string
    modelId: string
    kind: 'approved' | 'withdrawn'
    note: string
    byId: string
    sendKey: string
  },
): Promise<boolean> {
  const row = await ctx.tx
    .insertInto('range_model_event')
    .values({
      service_id: ctx.service.id,
      id: event.id,
      model_id: event.modelId,
      kind: event.kind,
      note: event.note,
      at: ctx.now,
      by: event.byId,
      send_key: event.sendKey,
    })
    .onConflict((conflict) => conflict.columns(['service_id', 'send_key']).doNothing())
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

interface FormRow {
  course_id: string
  programme_id: string
  age: number | null
  gender_identity: string
  stated_gender: string
  ethnic_category: string
  total: number
  start: number
  days: number
  is_first: boolean
}

export interface FinishedForm {
  readonly courseId: string
  readonly programmeId: string
  readonly age: number | null
  /** Codes of content/characteristics. */
  readonly genderIdentity: string
  readonly statedGender: string
  readonly ethnicCategory: string
  readonly start: number
  readonly week: RangeObservation['week']
  readonly total: number
}

/**
 * The scored forms of finished courses with at least two, after the first of each; days of pause
 * are not counted. Finished is what the outcome rules call so: ended, with two or more treatment
 * contacts. The first form is the one that a person's own range begins at, also one of before the
 * start; what is answered after the end is no part of treatment.
 */
export async function finishedForms(
  ctx: Context,
  instrumentId: string,
  finishedReferrals: readonly string[],
): Promise<FinishedForm[]> {
  const referrals = `{${finishedReferrals.join(',')}}`
  const rows = await ctx.rows(sql<FormRow>`
    with form as (
      select r.course_id, r.total, r.submitted_at,
        first_value(r.total) over course as start,
        first_value(r.submitted_at) over course as first_at,
        row_number() over course = 1 as is_first
      from instrument_response r
        join course c on c.service_id = r.service_id and c.id = r.course_id and c.state = 'ended'
          and c.started_at is not null and c.referral_id = any(${referrals}::uuid[])
          and r.submitted_at <= c.ended_at
      where r.service_id = ${ctx.service.id} and r.instrument_id = ${instrumentId}
        and r.total is not null
      window course as (partition by r.course_id order by r.submitted_at, r.id)
    )
    select f.course_id, c.programme_id, f.total, f.start, f.is_first,
      date_part('year', age(f.first_at, p.date_of_birth))::int as age,
      p.gender_identity, p.stated_gender, p.ethnic_category,
      (extract(epoch from f.submitted_at - f.first_at) / 86400
        - coalesce((select sum(extract(epoch from
              least(coalesce(resumed.at, f.submitted_at), f.submitted_at)
              - greatest(paused.at, f.first_at)) / 86400)
            from course_event paused
              left join lateral (select min(later.at) as at from course_event later
                where later.service_id = paused.service_id and later.course_id = paused.course_id
                  and later.kind = 'resumed' and later.at > paused.at) resumed on true
            where paused.service_id = c.service_id and paused.course_id = c.id
              and paused.kind = 'paused' and paused.at < f.submitted_at
              and coalesce(resumed.at, f.submitted_at) > f.first_at), 0))::float8 as days
    from form f
      join course c on c.service_id = ${ctx.service.id} and c.id = f.course_id
      join patient p on p.service_id = c.service_id and p.id = c.patient_id
    where not f.is_first
    order by f.course_id, f.submitted_at`)
  return rows.map((row) => ({
    courseId: row.course_id,
    programmeId: row.programme_id,
    age: row.age,
    genderIdentity: row.gender_identity,
    statedGender: row.stated_gender,
    ethnicCategory: row.ethnic_category,
    start: Number(row.start),
    week: row.days / 7,
    total: Number(row.total),
  }))
}
