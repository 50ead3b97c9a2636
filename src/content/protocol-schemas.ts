import { z } from 'zod'
import { signpostCategories } from './directives.ts'
import {
  byId,
  clockTime,
  flag,
  line,
  optionalLine,
  paragraphs,
  shape,
  simpleId,
  uniqueIds,
  wholeNumber,
} from './shape.ts'

const passage = shape({ title: line, body: paragraphs })
const labelled = z
  .array(shape({ id: simpleId, label: line }))
  .min(1)
  .superRefine(uniqueIds)
const heading = { id: simpleId, version: wholeNumber.min(1) }

const crisisContact = shape({
  id: simpleId,
  name: line,
  number: optionalLine,
  how: line,
  hours: line,
  href: z
    .string()
    .regex(/^(tel|sms):[+\d]+$/, { error: 'Write href like tel:116123 or sms:85258' })
    .nullable()
    .default(null),
})

const trigger = shape({
  id: simpleId,
  label: line,
  staff_text: line,
  /** In its place, where the person said that it is about somebody else. */
  someone_else_text: line.nullable().default(null),
  patient_words: passage.nullable().default(null),
  look_within_minutes: wholeNumber.min(1),
  contact_within_hours: z.number().positive(),
  hours: z.enum(['working', 'any']),
})

const safetyDecision = shape({
  id: simpleId,
  label: line,
  help: optionalLine,
  needs: z.enum(['none', 'attempts', 'contact', 'supervisor']),
  /** The safety plan has to be saved on the day of the talk, or after it. */
  needs_plan: flag,
  /** Triggers that it may answer; all of them without it. */
  only_for: z.array(simpleId).min(1).nullable().default(null),
})

export const safetySchema = shape({
  ...heading,
  source: line,
  crisis_contacts: z.array(crisisContact).min(1).superRefine(uniqueIds),
  help_page: shape({ title: line, first_line: line, sections: z.array(passage).min(1) }),
  after_signal: shape({
    title: line,
    body: paragraphs,
    question: line,
    safe_for_now: line,
    need_help_now: line,
    someone_else: line,
    told: line,
    not_watched: line,
  }),
  after_safe: passage,
  after_need_help: passage,
  after_someone_else: passage,
  out_of_hours: paragraphs,
  not_watched: line,
  triggers: z.array(trigger).min(1).superRefine(uniqueIds),
  working_hours: shape({
    days: z.array(wholeNumber.min(1).max(7)).min(1),
    from: clockTime,
    to: clockTime,
    time_zone: line,
  }),
  escalation: z
    .array(shape({ after: simpleId, to: simpleId, within_minutes: wholeNumber.min(0) }))
    .min(1),
  escalation_repeat: shape({ every_hours: wholeNumber.min(1).max(72) }),
  call_outcomes: z
    .array(shape({ id: simpleId, label: line, reach: z.enum(['contact', 'attempt', 'step']) }))
    .min(1)
    .superRefine(uniqueIds),
  follow_up: shape({
    source: line,
    first_within_hours: wholeNumber.min(1).max(168),
    then_within_days: wholeNumber.min(1).max(14),
    tries_before_giving_up: wholeNumber.min(1).max(20),
  }),
  decisions: z.array(safetyDecision).min(1).superRefine(uniqueIds),
  close_requires: z.array(z.enum(['note', 'decision'])).min(1),
  conversation_guide: z.array(line).min(1),
  no_answer_steps: z.array(line).min(1),
})

const engagementStep = shape({
  day: wholeNumber.min(1),
  who: z.enum(['system', 'therapist', 'supervisor']),
  action_id: simpleId,
  label: line,
  say: line,
})

const stopReason = shape({
  id: simpleId,
  label: line,
  national_code: z.string().regex(/^\d{2}$/, { error: 'Write the code as two digits in quotes' }),
  ready_early: flag,
})

export const engagementSchema = shape({
  ...heading,
  source: optionalLine,
  steps: z.array(engagementStep).min(1),
  halve_when: z.array(simpleId),
  barriers: z
    .array(shape({ id: simpleId, label: line, fix: line }))
    .min(1)
    .superRefine(uniqueIds),
  stop_reasons: z.array(stopReason).min(1).superRefine(uniqueIds),
  pause_reasons: labelled,
  hold_reasons: labelled,
  skip_reasons: labelled,
  reopen_reasons: labelled,
})

const notification = shape({
  id: simpleId,
  urgent: z.boolean().default(false),
  subject: line,
  body: line,
})

export const notificationsSchema = shape({
  ...heading,
  diary_reminders: shape({
    quiet_from: clockTime,
    quiet_until: clockTime,
    stop_after_days: wholeNumber.min(1),
  }),
  notifications: z.array(notification).min(1).superRefine(uniqueIds).transform(byId),
})

export const consentSchema = shape({
  ...heading,
  title: line,
  changes: z.array(shape({ version: wholeNumber.min(2), says: line })).default([]),
  sections: z.array(passage).min(1),
  statements: z
    .array(shape({ id: simpleId, label: line, required: flag }))
    .min(1)
    .superRefine(uniqueIds),
}).superRefine(({ version, changes }, context) => {
  // Whoever agreed to earlier words is told what these add: a version may not come in silently.
  for (let later = 2; later <= version; later += 1) {
    if (changes.some((change) => change.version === later)) continue
    const message = `Say under changes what version ${later} says that the one before did not.`
    context.addIssue({ code: 'custom', message, path: ['changes'] })
  }
})

export const onboardingSchema = shape({
  ...heading,
  title: line,
  sections: z.array(passage).min(1),
})

const meaning = z
  .array(shape({ id: simpleId, label: line, meaning: line }))
  .min(1)
  .superRefine(uniqueIds)

export const adverseEventsSchema = shape({
  ...heading,
  source: line,
  patient: shape({
    title: line,
    body: paragraphs,
    question: line,
    hint: line,
    not_for_emergencies: line,
    told_title: line,
    told_body: paragraphs,
    share: line,
  }),
  kinds: labelled,
  severities: meaning,
  serious: shape({ label: line, meaning: line, question: line, criteria: labelled }),
  relatedness: meaning,
  actions: labelled,
  outcomes: labelled,
  learnt_from: labelled,
})

const signpostLine = shape({ name: line, number: line, how: line, hours: line })

export const signpostsSchema = shape({
  ...heading,
  source: line,
  checked_on: z.iso.date().nullable().default(null),
  checked_by: optionalLine,
  categories: z.record(z.enum(signpostCategories), z.array(signpostLine).min(1)),
})
