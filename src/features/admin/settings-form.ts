import { isTimeOfDay } from '#clinical/calendar.ts'
import { contrastOnWhite, leastContrast } from '#features/identity/index.ts'
import type { Form } from '#platform/http/form.ts'
import { type ServiceSettings, serviceSettingsSchema } from '#platform/service-settings.ts'
import type { Faults } from '#ui/fields.tsx'
import { longestServiceName } from './create-service.ts'

export type SettingsReading =
  | { readonly ok: true; readonly name: string; readonly settings: ServiceSettings }
  | { readonly ok: false; readonly text: SettingsFields; readonly faults: Faults }

/** The form as text, field by field: what the page shows, also when it cannot be saved. */
export interface SettingsFields {
  readonly values: Readonly<Record<string, string>>
  readonly workingDays: readonly string[]
}

/** Times of the safety protocol: empty leaves the protocol's own. */
export const safetyNumbers = [
  'safetyFirstFollowUpHours',
  'safetyThenFollowUpDays',
  'safetyTries',
  'safetyDutyMinutes',
  'safetyRepeatHours',
] as const

const plainFields = [
  'shortName',
  'colour',
  'servicePhone',
  'openingHours',
  'crisisLineName',
  'crisisLinePhone',
  'workingFrom',
  'workingTo',
  'messageReplyWorkingDays',
  'writesAfterEndingDays',
  'dutyClinicianId',
  'leadSupervisorId',
  ...safetyNumbers,
  'oneQuestionAScreen',
  'answerLinks',
  'prorateMissingAnswers',
  'showExpectedRange',
  'showExpectedRangeToPatients',
] as const

const ticks = [
  'oneQuestionAScreen',
  'answerLinks',
  'prorateMissingAnswers',
  'showExpectedRange',
  'showExpectedRangeToPatients',
] as const

/** The service's own name: a column of its row, because a service is made with it. */
const nameField = 'fullName'

const faultWords: Readonly<Record<string, string>> = {
  [nameField]: 'Type the full name of the service',
  shortName: 'Shorten the name to 40 characters',
  colour: 'Type a colour as # and six numbers or letters a to f, such as #005eb8',
  servicePhone: 'Shorten the number to 30 characters',
  openingHours: 'Shorten the opening hours to 120 characters',
  crisisLineName: 'Shorten the name to 80 characters',
  crisisLinePhone: 'Shorten the number to 30 characters',
  workingDays: 'Tick the days on which somebody is there',
  workingFrom: 'Type a time such as 08:00',
  workingTo: 'Type a time such as 18:00',
  bankHolidays: 'Type each day on its own line as year-month-day, such as 2026-12-25',
  messageReplyWorkingDays: 'Type a number from 1 to 5',
  writesAfterEndingDays: 'Type a number of days from 28 to 730',
  safetyFirstFollowUpHours: 'Type hours from 1 to 168 (a week), or leave it empty',
  safetyThenFollowUpDays: 'Type days from 1 to 14, or leave it empty',
  safetyTries: 'Type a number from 2 to 20, or leave it empty',
  safetyDutyMinutes: 'Type minutes from 5 to 240, or leave it empty',
  safetyRepeatHours: 'Type hours from 1 to 72, or leave it empty',
  dutyClinicianId: 'Choose somebody from the list',
  leadSupervisorId: 'Choose somebody from the list',
}

export function settingsFields(service: {
  readonly name: string
  readonly settings: ServiceSettings
}): SettingsFields {
  const { name: fullName, settings } = service
  const values: Record<string, string> = { [nameField]: fullName }
  for (const name of plainFields) values[name] = String(settings[name] ?? '')
  for (const name of ticks) values[name] = settings[name] ? 'yes' : ''
  values.bankHolidays = settings.bankHolidays.join('\n')
  for (const [trigger, minutes] of Object.entries(settings.safetyLookMinutes)) {
    values[lookField(trigger)] = String(minutes)
  }
  for (const [trigger, hours] of Object.entries(settings.safetyContactHours)) {
    values[contactField(trigger)] = String(hours)
  }
  return { values, workingDays: settings.workingDays.map(String) }
}

export function lookField(trigger: string): string {
  return `look-${trigger}`
}

export function contactField(trigger: string): string {
  return `contact-${trigger}`
}

/**
 * The posted form as settings, or everything as it was typed with what is wrong beside each
 * field.
 */
export function readSettingsForm(
  form: Form,
  known: { triggers: readonly string[]; staffIds: ReadonlySet<string> },
): SettingsReading {
  const text = readFields(form, known.triggers)
  const parsed = serviceSettingsSchema.safeParse(toSettings(text, known.triggers))
  const faults: Record<string, string> = {}
  for (const {
    path: [name, inner],
  } of parsed.error?.issues ?? []) {
    if (name === 'safetyLookMinutes')
      faults[lookField(String(inner))] = 'Type minutes from 5 to 2880 (two days)'
    else if (name === 'safetyContactHours')
      faults[contactField(String(inner))] = 'Type hours from 1 to 48'
    else faults[String(name)] = faultWords[String(name)] ?? 'Check this'
  }
  checkName(text, faults)
  checkTimes(text, faults)
  checkColour(text, faults)
  for (const name of ['dutyClinicianId', 'leadSupervisorId']) {
    const id = text.values[name]
    if (id && !known.staffIds.has(id)) faults[name] = faultWords[name] ?? ''
  }
  return parsed.success && Object.keys(faults).length === 0
    ? { ok: true, name: text.values[nameField] ?? '', settings: parsed.data }
    : { ok: false, text, faults }
}

function readFields(form: Form, triggers: readonly string[]): SettingsFields {
  const ofTriggers = [...triggers.map(lookField), ...triggers.map(contactField)]
  const names = [nameField, ...plainFields, 'bankHolidays', ...ofTriggers]
  return {
    values: Object.fromEntries(names.map((name) => [name, form.trimmed(name)])),
    workingDays: form.all('workingDays'),
  }
}

function checkName({ values }: SettingsFields, faults: Record<string, string>): void {
  const name = values[nameField] ?? ''
  if (name === '') faults[nameField] = faultWords[nameField] ?? ''
  else if (name.length > longestServiceName)
    faults[nameField] = `Shorten the name to ${longestServiceName} characters`
}

/** Words in it stand on white, so that a light one could not be read. */
function checkColour({ values }: SettingsFields, faults: Record<string, string>): void {
  const { colour } = values
  if (!colour || faults.colour) return
  const contrast = contrastOnWhite(colour)
  if (contrast >= leastContrast) return
  faults.colour =
    `Choose a darker colour: this one stands out from white by ${contrast.toFixed(1)} to 1, ` +
    `and words need ${leastContrast}`
}

function checkTimes({ values, workingDays }: SettingsFields, faults: Record<string, string>): void {
  const isTime = (text: string | undefined) => isTimeOfDay(text ?? '')
  for (const name of ['workingFrom', 'workingTo']) {
    if (!isTime(values[name])) faults[name] = faultWords[name] ?? ''
  }
  if (
    !faults.workingFrom &&
    !faults.workingTo &&
    (values.workingFrom ?? '') >= (values.workingTo ?? '')
  ) {
    faults.workingTo = 'The day must end after it begins'
  }
  if (workingDays.length === 0) faults.workingDays = faultWords.workingDays ?? ''
}

function toSettings({ values, workingDays }: SettingsFields, triggers: readonly string[]): object {
  const given = (name: string) => values[name] || undefined
  const byTrigger = (field: (trigger: string) => string) =>
    Object.fromEntries(
      triggers.flatMap((trigger) => {
        const typed = given(field(trigger))
        return typed === undefined ? [] : [[trigger, Number(typed)]]
      }),
    )
  return {
    shortName: given('shortName'),
    colour: given('colour'),
    servicePhone: given('servicePhone'),
    crisisLineName: given('crisisLineName'),
    crisisLinePhone: given('crisisLinePhone'),
    openingHours: given('openingHours'),
    workingDays: [...new Set(workingDays.map(Number))].sort(),
    workingFrom: given('workingFrom'),
    workingTo: given('workingTo'),
    bankHolidays: (values.bankHolidays ?? '').split(/\s+/).filter(Boolean),
    messageReplyWorkingDays: Number(values.messageReplyWorkingDays),
    writesAfterEndingDays: Number(values.writesAfterEndingDays),
    safetyLookMinutes: byTrigger(lookField),
    safetyContactHours: byTrigger(contactField),
    ...Object.fromEntries(
      safetyNumbers.flatMap((name) => {
        const typed = given(name)
        return typed === undefined ? [] : [[name, Number(typed)]]
      }),
    ),
    dutyClinicianId: given('dutyClinicianId'),
    leadSupervisorId: given('leadSupervisorId'),
    ...Object.fromEntries(ticks.map((name) => [name, values[name] === 'yes'])),
  }
}
