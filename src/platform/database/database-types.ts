// Made from the database by scripts/database-types.ts. Do not edit.
import type { ColumnType, Generated } from 'kysely'

type Timestamp = ColumnType<Date, Date | string, Date | string>
type Json = ColumnType<unknown, string, string>
type GeneratedTimestamp = ColumnType<Date, Date | string | undefined, Date | string>
type GeneratedJson = ColumnType<unknown, string | undefined, string>

export interface Account {
  service_id: string
  id: string
  email: string
  display_name: string
  is_staff: boolean
  job_title: string | null
  qualification: string | null
  password_hash: string | null
  password_set_at: Timestamp | null
  totp_secret_sealed: string | null
  totp_confirmed_at: Timestamp | null
  totp_last_step: number | null
  disabled_at: Timestamp | null
  created_at: Timestamp
}

export interface AccountRole {
  service_id: string
  account_id: string
  role: string
  granted_at: Timestamp
  granted_by: string | null
}

export interface AdverseEvent {
  service_id: string
  id: string
  course_id: string
  source: string
  source_id: string | null
  told: string | null
  recorded_at: Timestamp
  recorded_by: string
  send_key: string
}

export interface AdverseEventReview {
  service_id: string
  id: string
  event_id: string
  version: number
  decision: string
  note: string
  at: Timestamp
  by: string
  send_key: string
}

export interface AdverseEventVersion {
  service_id: string
  event_id: string
  version: number
  kind: string
  what: string
  happened_on: string | null
  learnt_on: string
  learnt_from: string
  severity: string
  serious_because: GeneratedJson
  relatedness: string
  actions: GeneratedJson
  outcome: string
  safety_item_id: string | null
  change_reason: string | null
  at: Timestamp
  by: string
  send_key: string
}

export interface AnswerLink {
  service_id: string
  id: string
  course_id: string
  token_hash: Buffer
  created_at: Timestamp
  created_by: string | null
  expires_at: Timestamp
  replaced_at: Timestamp | null
  used_at: Timestamp | null
  used_key: string | null
  save_count: Generated<number>
}

export interface Appointment {
  service_id: string
  id: string
  course_id: string
  purpose: string
  starts_at: Timestamp
  minutes: number
  made_at: Timestamp
  made_by: string
  cancelled_at: Timestamp | null
  cancel_reason: string | null
  mechanism: Generated<string>
  join_link: string | null
}

export interface Assessment {
  service_id: string
  id: string
  patient_id: string
  referral_id: string
  decision: string
  problem_descriptor: string | null
  programme_id: string | null
  reasons: string
  safety_summary: string
  alternatives_discussed: string | null
  decided_on: string
  recorded_at: Timestamp
  recorded_by: string
}

export interface AuditEvent {
  service_id: string
  id: Generated<number>
  at: Timestamp
  recorded_at: GeneratedTimestamp
  actor_id: string | null
  actor_role: string
  action: string
  subject_id: string | null
  patient_id: string | null
  request_id: string | null
  detail: GeneratedJson
}

export interface AuditSeal {
  service_id: string
  from_id: number
  to_id: number
  event_count: number
  previous_hash: Buffer
  hash: Buffer
  sealed_at: Timestamp
}

export interface Consent {
  service_id: string
  id: string
  patient_id: string
  consent_version: number
  statements: Json
  given_at: Timestamp
  recorded_by: string
  withdrawn_at: Timestamp | null
}

export interface Contact {
  service_id: string
  id: string
  course_id: string
  appointment_id: string | null
  mechanism: string
  purpose: string
  outcome: string
  happened_at: Timestamp
  minutes: number
  note: GeneratedJson
  recorded_at: Timestamp
  recorded_by: string
  send_key: string
}

export interface Course {
  service_id: string
  id: string
  patient_id: string
  referral_id: string
  programme_id: string
  programme_version: string
  track: string
  therapist_id: string
  state: string
  review_weekday: number | null
  review_time: string | null
  next_review_at: Timestamp | null
  created_at: Timestamp
  started_at: Timestamp | null
  ended_at: Timestamp | null
  profile: string | null
}

export interface CourseEvent {
  service_id: string
  id: string
  course_id: string
  kind: string
  at: Timestamp
  by: string | null
  reason: string | null
  detail: GeneratedJson
}

export interface CourseStamp {
  service_id: string
  course_id: string
  stamp: string
  forms: Generated<string>
  entries: Generated<string>
  messages: Generated<string>
}

export interface DiaryReminder {
  service_id: string
  id: string
  course_id: string
  worksheet_id: string
  at_time: string
  first_on: string
  last_on: string
  asked_at: Timestamp
  ended_at: Timestamp | null
  ended_how: string | null
}

export interface Draft {
  service_id: string
  account_id: string
  course_id: string
  kind: string
  body: Json
  updated_at: Timestamp
}

export interface Entry {
  service_id: string
  id: string
  course_id: string
  worksheet_id: string
  worksheet_version: number
  module_id: string | null
  block_id: string | null
  status: string
  stage: string | null
  about_at: Timestamp | null
  content: Json
  version: number
  created_at: Timestamp
  updated_at: Timestamp
}

export interface EntryComment {
  service_id: string
  id: string
  entry_id: string
  field_id: string | null
  entry_version: number
  author_id: string
  body: string
  at: Timestamp
  send_key: string
}

export interface EntryCommentReceipt {
  service_id: string
  comment_id: string
  reader_id: string
  read_at: Timestamp
}

export interface EntryVersion {
  service_id: string
  entry_id: string
  version: number
  status: string
  stage: string | null
  content: Json
  saved_at: Timestamp
  saved_by: string
  save_key: string
  beside: number | null
  settles: number | null
}

export interface HandrailMigration {
  name: string
  sha256: string
  applied_at: GeneratedTimestamp
}

export interface InstrumentDraft {
  service_id: string
  course_id: string
  instrument_id: string
  answers: Json
  started_at: Timestamp
  updated_at: Timestamp
}

export interface InstrumentResponse {
  service_id: string
  id: string
  course_id: string
  instrument_id: string
  instrument_version: number
  instrument_hash: string
  answers: Json
  extra: GeneratedJson
  total: number | null
  entered_by: string
  mode: Generated<string>
  started_at: Timestamp | null
  submitted_at: Timestamp
  send_key: string
  subscores: GeneratedJson
  declined_items: Generated<number[]>
  wording_hash: string | null
  entered_at: Timestamp | null
  left_items: number[] | null
}

export interface InstrumentVerification {
  service_id: string
  id: string
  instrument_id: string
  instrument_version: number
  what: string
  op: string | null
  value: number | null
  form_items: number | null
  source: string
  verified_by_name: string
  verified_by_role: string
  verified_on: string
  valid_from: string
  verified_by: string
  recorded_at: Timestamp
  send_key: string
  withdrawn_at: Timestamp | null
  withdrawn_by: string | null
  withdrawn_reason: string | null
}

export interface Invitation {
  service_id: string
  id: string
  account_id: string
  purpose: string
  token_hash: Buffer
  created_at: Timestamp
  created_by: string | null
  expires_at: Timestamp
  used_at: Timestamp | null
}

export interface LicenceCheck {
  service_id: string
  id: string
  instrument_id: string
  checked_by: string
  checked_on: string
  seen_at: string
  recorded_at: Timestamp
  recorded_by: string | null
  withdrawn_at: Timestamp | null
  withdrawn_by: string | null
  withdrawn_reason: string | null
}

export interface MeasureDecision {
  service_id: string
  id: string
  course_id: string
  instrument_id: string
  kind: string
  reason: string | null
  note: string | null
  until: Timestamp | null
  at: Timestamp
  by: string
  send_key: string
}

export interface MeasureRequest {
  service_id: string
  id: string
  course_id: string
  instrument_id: string
  rhythm: string
  reason: string
  at: Timestamp
  by: string
  send_key: string
  withdrawn_at: Timestamp | null
  withdrawn_by: string | null
  until: Timestamp | null
}

export interface Message {
  service_id: string
  id: string
  course_id: string
  author_id: string
  from_patient: boolean
  kind: string
  body: string
  context: GeneratedJson
  sent_at: Timestamp
  send_key: string
}

export interface MessageAnswer {
  service_id: string
  id: string
  message_id: string
  answer: string
  at: Timestamp
  by: string
}

export interface MessageHandling {
  service_id: string
  message_id: string
  how: string
  answer_id: string | null
  reason: string | null
  at: Timestamp
  by: string
  course_id: string
}

export interface MessageReceipt {
  service_id: string
  message_id: string
  reader_id: string
  read_at: Timestamp
}

export interface ModuleEnd {
  service_id: string
  id: string
  course_id: string
  module_id: string
  usefulness: number | null
  message_id: string | null
  at: Timestamp
}

export interface ModuleEvent {
  service_id: string
  id: string
  course_id: string
  module_id: string
  kind: string
  at: Timestamp
  by: string
  reason: string | null
}

export interface OutboxMail {
  service_id: string
  id: string
  kind: string
  channel: string
  recipient: string
  subject: string
  body: string
  dedupe_key: string
  created_at: Timestamp
  sent_at: Timestamp | null
  failed_at: Timestamp | null
  failure: string | null
}

export interface PageVisit {
  service_id: string
  course_id: string
  module_id: string
  section_id: string
  first_at: Timestamp
  last_at: Timestamp
  done_at: Timestamp | null
}

export interface PartAnswer {
  service_id: string
  course_id: string
  module_id: string
  block_id: string
  answer: Json
  tries: Generated<number>
  first_at: Timestamp
  last_at: Timestamp
}

export interface Patient {
  service_id: string
  id: string
  account_id: string | null
  given_name: string
  family_name: string
  preferred_name: string | null
  pronouns: string | null
  date_of_birth: string | null
  email: string | null
  phone: string | null
  may_leave_voicemail: Generated<boolean>
  second_phone: string | null
  contact_notes: string | null
  gp_practice: string | null
  gp_phone: string | null
  emergency_contact_name: string | null
  emergency_contact_relation: string | null
  emergency_contact_phone: string | null
  location_note: string | null
  created_at: Timestamp
  gender_identity: Generated<string>
  stated_gender: Generated<string>
  ethnic_category: Generated<string>
}

export interface PracticeEvent {
  service_id: string
  id: string
  task_id: string
  kind: string
  reason: string | null
  note: string | null
  at: Timestamp
  by: string
  send_key: string
}

export interface PracticeTask {
  service_id: string
  id: string
  course_id: string
  origin: string
  module_id: string | null
  block_id: string | null
  title: string
  instruction: Generated<string>
  tiny: string | null
  worksheet_id: string | null
  times: Generated<number>
  due_on: string | null
  set_at: Timestamp
  set_by: string
}

export interface RangeModel {
  service_id: string
  id: string
  instrument_id: string
  model: Json
  calibration: Json
  course_count: number
  form_count: number
  made_at: Timestamp
}

export interface RangeModelEvent {
  service_id: string
  id: string
  model_id: string
  kind: string
  note: string
  at: Timestamp
  by: string
  send_key: string
}

export interface RecordLook {
  service_id: string
  course_id: string
  account_id: string
  at: Timestamp
}

export interface RecordOpening {
  service_id: string
  id: string
  course_id: string
  opened_by: string
  reason: string
  opened_at: Timestamp
  ends_at: Timestamp
  ended_at: Timestamp | null
  send_key: string
}

export interface Referral {
  service_id: string
  id: string
  patient_id: string
  received_on: string
  source: string
  presenting_problem: string | null
  recorded_at: Timestamp
  recorded_by: string | null
}

export interface Review {
  service_id: string
  id: string
  course_id: string
  how: string
  message_id: string | null
  contact_id: string | null
  covers_from: Timestamp | null
  promised_at: Timestamp | null
  at: Timestamp
  by: string
  send_key: string
}

export interface SafetyEvent {
  service_id: string
  id: string
  item_id: string
  kind: string
  at: Timestamp
  by: string | null
  detail: GeneratedJson
  note: string | null
  send_key: string | null
}

export interface SafetyItem {
  service_id: string
  id: string
  course_id: string
  patient_id: string
  trigger: string
  source_id: string
  detail: GeneratedJson
  raised_at: Timestamp
  raised_by: string
  owner_id: string | null
  clock_step: string
  due_at: Timestamp
  escalation: Generated<number>
  looked_at: Timestamp | null
  contacted_at: Timestamp | null
  closed_at: Timestamp | null
}

export interface SeriesPoint {
  service_id: string
  course_id: string
  series: string
  entry_id: string
  field_path: string
  at: Timestamp
  value: number
  label: string | null
}

export interface Service {
  id: string
  slug: string
  name: string
  host: string | null
  time_zone: Generated<string>
  settings: GeneratedJson
  is_demonstration: Generated<boolean>
  clock_offset_seconds: Generated<number>
  created_at: Timestamp
  wording_stamp: Generated<number>
  logo: Json | null
}

export interface ServiceLogo {
  service_id: string
  id: string
  media_type: string
  bytes: Buffer
  uploaded_at: Timestamp
  uploaded_by: string
}

export interface Session {
  service_id: string
  token_hash: Buffer
  account_id: string
  kind: string
  acting_role: string | null
  csrf_token: string
  signed_in_at: Timestamp
  last_seen_at: Timestamp
  expires_at: Timestamp
  second_factor_at: Timestamp | null
  shared_device: Generated<boolean>
}

export interface ShippedModelEvent {
  service_id: string
  id: string
  instrument_id: string
  model_hash: string
  kind: string
  note: string
  at: Timestamp
  by: string
  send_key: string
}

export interface SignInAttempt {
  service_id: string
  id: string
  subject_hash: Buffer
  address_hash: Buffer
  at: Timestamp
  succeeded: boolean
}

export interface SignalDecision {
  service_id: string
  id: string
  course_id: string
  instrument_id: string
  code: string
  since: Timestamp
  decision: string
  agrees_with: string | null
  note: string | null
  decided_by: string
  decided_role: string
  at: Timestamp
  send_key: string
}

export interface StaffNote {
  service_id: string
  id: string
  course_id: string
  author_id: string
  body: string
  at: Timestamp
  is_medication: Generated<boolean>
}

export interface SuggestionDecision {
  service_id: string
  id: string
  course_id: string
  suggestion_id: string
  programme_version: string
  since: Timestamp
  decision: string
  reason: string | null
  decided_by: string
  at: Timestamp
  send_key: string
}

export interface SupervisionComment {
  service_id: string
  id: string
  course_id: string
  author_id: string
  therapist_id: string
  about: string | null
  body: string
  at: Timestamp
  read_at: Timestamp | null
  send_key: string
}

export interface SupervisionLink {
  service_id: string
  supervisor_id: string
  therapist_id: string
  since: Timestamp
  until: Timestamp | null
}

export interface TimeEntry {
  service_id: string
  id: string
  course_id: string
  account_id: string
  activity: string
  worked_on: string
  measured_seconds: number
  minutes: number
  changed_reason: string | null
  corrects_id: string | null
  at: Timestamp
}

export interface TimePing {
  service_id: string
  account_id: string
  course_id: string
  activity: string
  at: Timestamp
  seconds: number
  logged_in: string | null
}

export interface WatchdogBeat {
  service_id: string
  watchdog: string
  at: Timestamp
}

export interface WordingPack {
  service_id: string
  id: string
  instrument_id: string
  instrument_version: number
  language: string
  wording: Json
  wording_hash: string
  licence_statement: string
  licence_confirmed_by: string
  licence_confirmed_on: string
  imported_at: Timestamp
  imported_by: string | null
  withdrawn_at: Timestamp | null
  withdrawn_by: string | null
  withdrawn_reason: string | null
  replaced_by: string | null
}

export interface DB {
  account: Account
  account_role: AccountRole
  adverse_event: AdverseEvent
  adverse_event_review: AdverseEventReview
  adverse_event_version: AdverseEventVersion
  answer_link: AnswerLink
  appointment: Appointment
  assessment: Assessment
  audit_event: AuditEvent
  audit_seal: AuditSeal
  consent: Consent
  contact: Contact
  course: Course
  course_event: CourseEvent
  course_stamp: CourseStamp
  diary_reminder: DiaryReminder
  draft: Draft
  entry: Entry
  entry_comment: EntryComment
  entry_comment_receipt: EntryCommentReceipt
  entry_version: EntryVersion
  handrail_migration: HandrailMigration
  instrument_draft: InstrumentDraft
  instrument_response: InstrumentResponse
  instrument_verification: InstrumentVerification
  invitation: Invitation
  licence_check: LicenceCheck
  measure_decision: MeasureDecision
  measure_request: MeasureRequest
  message: Message
  message_answer: MessageAnswer
  message_handling: MessageHandling
  message_receipt: MessageReceipt
  module_end: ModuleEnd
  module_event: ModuleEvent
  outbox_mail: OutboxMail
  page_visit: PageVisit
  part_answer: PartAnswer
  patient: Patient
  practice_event: PracticeEvent
  practice_task: PracticeTask
  range_model: RangeModel
  range_model_event: RangeModelEvent
  record_look: RecordLook
  record_opening: RecordOpening
  referral: Referral
  review: Review
  safety_event: SafetyEvent
  safety_item: SafetyItem
  series_point: SeriesPoint
  service: Service
  service_logo: ServiceLogo
  session: Session
  shipped_model_event: ShippedModelEvent
  sign_in_attempt: SignInAttempt
  signal_decision: SignalDecision
  staff_note: StaffNote
  suggestion_decision: SuggestionDecision
  supervision_comment: SupervisionComment
  supervision_link: SupervisionLink
  time_entry: TimeEntry
  time_ping: TimePing
  watchdog_beat: WatchdogBeat
  wording_pack: WordingPack
}
