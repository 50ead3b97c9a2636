import type { CountedField } from './field-rules.ts'

// Every word that a person may read beside a field of a worksheet is in this file.

export const yesOrNo = 'Choose yes or no'
export const fromTheList = 'Choose from the list'
export const date = 'Enter a date, like 3 5 2026'
export const time = 'Enter a time, like 08:30'
export const dateTime = 'Enter a date and a time'
export const addDate = 'Add the date'
export const addTime = 'Add the time'
export const sayWhat = 'Say in a few words what it is'

export function tooLong(max: number): string {
  return `Use ${max.toLocaleString('en-GB')} characters or fewer`
}

export function tooMany(max: number): string {
  return `You can add up to ${max} here`
}

export function empty(label: string): string {
  return `Fill in “${label}”, or leave it for another time`
}

export function number(field: CountedField): string {
  if (field.type === 'scale') return `Choose a number from ${field.min} to ${field.max}`
  if (field.type === 'percent') return 'Choose a number from 0 to 100, in tens'
  if (field.type === 'minutes') return `Enter whole minutes, from 0 to ${field.max}`
  const kind = field.type === 'int' ? 'a whole number' : 'a number'
  if (field.min !== null && field.max !== null) {
    return `Enter ${kind} from ${field.min} to ${field.max}`
  }
  if (field.min !== null) return `Enter ${kind}, ${field.min} or more`
  if (field.max !== null) return `Enter ${kind}, ${field.max} or less`
  return `Enter ${kind}`
}

export const yes = 'Yes'
export const no = 'No'
export const at = 'at'
export const somethingElse = 'Something else'

const months = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
]

/** 2026-05-03 as "3 May 2026"; anything else as it is. */
export function dateInWords(date: string): string {
  const [year, month, day] = date.split('-').map(Number)
  const name = months[(month ?? 0) - 1]
  return name === undefined || day === undefined ? date : `${day} ${name} ${year}`
}

export function hoursAndMinutes(minutes: number): string {
  const hours = Math.floor(minutes / 60)
  const rest = minutes % 60
  if (hours === 0) return `${rest} min`
  return rest === 0 ? `${hours} h` : `${hours} h ${rest} min`
}
