import { sql } from 'kysely'
import type { OwnCourse, VisibleCourse } from '#features/treatment/index.ts'
import { actingStaffId } from '#platform/acting-person.ts'
import type { Context } from '#platform/context.ts'
import { invariant } from '#platform/invariant.ts'
import { transact } from '#platform/transact.ts'

/** Who the person is and how to reach them and theirs. */
export interface PatientDetails {
  readonly givenName: string
  readonly familyName: string
  readonly preferredName: string | null
  readonly pronouns: string | null
  readonly dateOfBirth: string | null
  readonly phone: string | null
  readonly mayLeaveVoicemail: boolean
  readonly secondPhone: string | null
  readonly email: string | null
  readonly contactNotes: string | null
  readonly gpPractice: string | null
  readonly gpPhone: string | null
  readonly emergencyName: string | null
  readonly emergencyRelation: string | null
  readonly emergencyPhone: string | null
  readonly locationNote: string | null
  /** What the assessment said about safety, and why this programme. */
  readonly safetySummary: string | null
  readonly reasons: string | null
}

export async function patientDetails(ctx: Context, course: VisibleCourse): Promise<PatientDetails> {
  const [details] = await ctx.rows(sql<PatientDetails>`
    select p.given_name as "givenName", p.family_name as "familyName",
      p.preferred_name as "preferredName", p.pronouns, p.date_of_birth as "dateOfBirth", p.phone,
      p.may_leave_voicemail as "mayLeaveVoicemail", p.second_phone as "secondPhone", p.email,
      p.contact_notes as "contactNotes", p.gp_practice as "gpPractice", p.gp_phone as "gpPhone",
      p.emergency_contact_name as "emergencyName",
      p.emergency_contact_relation as "emergencyRelation",
      p.emergency_contact_phone as "emergencyPhone", p.location_note as "locationNote",
      a.safety_summary as "safetySummary", a.reasons
    from patient p left join lateral (
      select s.safety_summary, s.reasons from assessment s
      where s.service_id = p.service_id and s.patient_id = p.id
      order by s.recorded_at desc limit 1) a on true
    where p.service_id = ${ctx.service.id} and p.id = ${course.patientId}`)
  invariant(details, 'a course has a patient')
  return details
}

export interface ModuleEnd {
  readonly moduleId: string
  readonly usefulness: number | null
  readonly at: Date
}

export async function moduleEnds(ctx: Context, course: VisibleCourse): Promise<ModuleEnd[]> {
  return ctx.rows(sql<ModuleEnd>`
    select module_id as "moduleId", usefulness, at from module_end
    where service_id = ${ctx.service.id} and course_id = ${course.id} order by at`)
}

export interface StaffNote {
  readonly id: string
  readonly authorName: string
  readonly body: string
  readonly at: Date
  /** It tells of a change of medicine, which shows on the charts. */
  readonly isMedication: boolean
}

export async function staffNotes(ctx: Context, course: VisibleCourse): Promise<StaffNote[]> {
  return ctx.rows(sql<StaffNote>`
    select n.id, a.display_name as "authorName", n.body, n.at,
      n.is_medication as "isMedication"
    from staff_note n join account a on a.service_id = n.service_id and a.id = n.author_id
    where n.service_id = ${ctx.service.id} and n.course_id = ${course.id} order by n.at desc, n.id`)
}

/** Adds a note to the record. The send key becomes its id, so that sent twice it is one. */
export async function addStaffNote(
  ctx: Context,
  course: OwnCourse,
  note: { body: string; isMedication: boolean; sendKey: string },
): Promise<void> {
  await transact(ctx, async (ctx) => {
    await ctx.tx
      .insertInto('staff_note')
      .values({
        service_id: ctx.service.id,
        id: note.sendKey,
        course_id: course.id,
        author_id: actingStaffId(ctx),
        body: note.body,
        is_medication: note.isMedication,
        at: ctx.now,
      })
      .onConflict((conflict) => conflict.columns(['service_id', 'id']).doNothing())
      .execute()
    ctx.audit('staff-note.added', note.sendKey, { patientId: course.patientId })
  })
}

/** When whoever asks last opened this record; null when never. */
export async function lookedAt(ctx: Context, course: VisibleCourse): Promise<Date | null> {
  const row = await ctx.db
    .selectFrom('record_look')
    .select('at')
    .where('service_id', '=', ctx.service.id)
    .where('course_id', '=', course.id)
    .where('account_id', '=', actingStaffId(ctx))
    .executeTakeFirst()
  return row?.at ?? null
}

/** Opening a record is on the audit, and from now on what is there is no longer new. */
export async function lookAtRecord(ctx: Context, course: VisibleCourse): Promise<void> {
  await transact(ctx, async (ctx) => {
    ctx.saveLast(
      ctx.tx
        .insertInto('record_look')
        .values({
          service_id: ctx.service.id,
          course_id: course.id,
          account_id: actingStaffId(ctx),
          at: ctx.now,
        })
        .onConflict((conflict) =>
          conflict.columns(['service_id', 'course_id', 'account_id']).doUpdateSet({ at: ctx.now }),
        ),
    )
    ctx.audit('record.viewed', course.id, { patientId: course.patientId })
  })
}

export interface SupervisorComment {
  readonly id: string
  readonly authorName: string
  readonly about: string | null
  readonly body: string
  readonly at: Date
  readonly readAt: Date | null
}

/** What a supervisor said to this therapist about this person; nobody else is told. */
export async function commentsToMe(
  ctx: Context,
  course: VisibleCourse,
): Promise<SupervisorComment[]> {
  return ctx.rows(sql<SupervisorComment>`
    select s.id, a.display_name as "authorName", s.about, s.body, s.at, s.read_at as "readAt"
    from supervision_comment s join account a on a.service_id = s.service_id and a.id = s.author_id
    where s.service_id = ${ctx.service.id} and s.course_id = ${course.id}
      and s.therapist_id = ${actingStaffId(ctx)} order by s.at desc, s.id`)
}

export async function readComments(ctx: Context, course: OwnCourse): Promise<void> {
  await transact(ctx, async (ctx) => {
    await ctx.tx
      .updateTable('supervision_comment')
      .set({ read_at: ctx.now })
      .where('service_id', '=', ctx.service.id)
      .where('course_id', '=', course.id)
      .where('therapist_id', '=', actingStaffId(ctx))
      .where('read_at', 'is', null)
      .execute()
    ctx.audit('supervision-comment.read', course.id, { patientId: course.patientId })
  })
}
