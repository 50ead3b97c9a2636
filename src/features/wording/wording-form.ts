import { isPlainDate } from '#clinical/calendar.ts'
import type { Instrument } from '#clinical/instrument.ts'
import type { ContentFault } from '#content/faults.ts'
import type { Form } from '#platform/http/form.ts'

const longestPack = 400_000

/** What stands on the page of wording and licences: as typed, with what is wrong beside it. */
export interface WordingForms {
  readonly typed: Readonly<Record<string, string>>
  readonly faults: Readonly<Record<string, string>>
  readonly packFaults: readonly ContentFault[]
  /** A file was sent, which no browser keeps: it has to be chosen again. */
  readonly isFileGone?: boolean
  /** What was sent needs a tick or two: it is imported once those are there. */
  readonly toConfirm?: Instrument
}

export interface ImportFields {
  readonly text: string
  readonly isFile: boolean
  readonly pasted: string
  readonly confirmedBy: string
  readonly confirmedOn: string
  readonly knowsOfScoring: boolean
  readonly ownerAgreed: boolean
}

type Reading<T> = { ok: true; value: T } | { ok: false; forms: WordingForms }

export function emptyForms(today: string): WordingForms {
  return { typed: { confirmedOn: today }, faults: {}, packFaults: [] }
}

/** What was sent goes along with its faults, so that those of the pack are said as well. */
type ImportReading =
  | { ok: true; value: ImportFields }
  | { ok: false; forms: WordingForms; text: string }

export function readImport(form: Form, today: string): ImportReading {
  const [file, pasted] = [form.trimmed('file'), form.trimmed('pack')]
  const text = file || pasted
  const confirmedBy = form.trimmed('confirmedBy')
  const confirmedOn = form.trimmed('confirmedOn')
  const faults = kept({
    pack: packFault(file, pasted),
    confirmedBy: nameFault(confirmedBy, 'Write who confirmed that your service has the licence.'),
    confirmedOn: dayFault(confirmedOn, today),
  })
  const isFile = file !== ''
  // A file is still where it was chosen: only what was pasted could be lost.
  const typed = { pack: form.text('pack'), confirmedBy, confirmedOn }
  const knowsOfScoring = form.text('knowsOfScoring') === 'yes'
  const ownerAgreed = form.text('ownerAgreed') === 'yes'
  if (Object.keys(faults).length > 0) {
    const ticks = ticksOf({ knowsOfScoring, ownerAgreed })
    const forms = { typed: { ...typed, ...ticks }, faults, packFaults: [], isFileGone: isFile }
    return { ok: false, forms, text }
  }
  const given = { confirmedBy, confirmedOn, knowsOfScoring, ownerAgreed }
  const value = { text, isFile, pasted: typed.pack, ...given }
  return { ok: true, value }
}

export function ticksOf(given: Pick<ImportFields, 'knowsOfScoring' | 'ownerAgreed'>) {
  return {
    ...(given.knowsOfScoring ? { knowsOfScoring: 'yes' } : {}),
    ...(given.ownerAgreed ? { ownerAgreed: 'yes' } : {}),
  }
}

function packFault(file: string, pasted: string): string | null {
  if (file === '' && pasted === '') return 'Choose the file, or paste what stands in it.'
  if (file !== '' && pasted !== '' && file !== pasted) {
    return 'You chose a file and pasted something else. Empty this box, or send it without a file.'
  }
  const isTooLong = Math.max(file.length, pasted.length) > longestPack
  return isTooLong ? 'This is longer than any questionnaire: is it the right file?' : null
}

export interface CheckFields {
  readonly checkedBy: string
  readonly checkedOn: string
  readonly seenAt: string
}

/** Fields of one instrument's form carry its id, so that several forms stand on one page. */
export function fieldFor(name: string, instrumentId: string): string {
  return `${name}-${instrumentId}`
}

export function readCheck(form: Form, id: string, today: string): Reading<CheckFields> {
  const of = (name: string) => form.trimmed(fieldFor(name, id))
  const [checkedBy, checkedOn, seenAt] = [of('checkedBy'), of('checkedOn'), of('seenAt')]
  const faults = kept({
    [fieldFor('checkedBy', id)]: nameFault(checkedBy, 'Write who opened the owner’s page.'),
    [fieldFor('checkedOn', id)]: dayFault(checkedOn, today),
    [fieldFor('seenAt', id)]:
      seenAt.length < 4 || seenAt.length > 500
        ? 'Write where the owner says so: the address of the page, or the paper.'
        : null,
  })
  const typed = {
    confirmedOn: today,
    [fieldFor('checkedBy', id)]: checkedBy,
    [fieldFor('checkedOn', id)]: checkedOn,
    [fieldFor('seenAt', id)]: seenAt,
  }
  if (Object.keys(faults).length > 0) return { ok: false, forms: { typed, faults, packFaults: [] } }
  return { ok: true, value: { checkedBy, checkedOn, seenAt } }
}

export function readReason(form: Form, id: string, today: string): Reading<string> {
  const name = fieldFor('reason', id)
  const reason = form.trimmed(name)
  if (reason.length >= 3 && reason.length <= 500) return { ok: true, value: reason }
  const faults = { [name]: 'Write why, in a few words. Colleagues read it in the list below.' }
  return {
    ok: false,
    forms: { typed: { confirmedOn: today, [name]: reason }, faults, packFaults: [] },
  }
}

function nameFault(name: string, sentence: string): string | null {
  return name.length < 2 || name.length > 120 ? sentence : null
}

export function dayFault(day: string, today: string): string | null {
  if (!isPlainDate(day)) return 'Write the day as year-month-day, such as 2026-11-22.'
  return day > today ? 'This day has not come yet.' : null
}

function kept(faults: Record<string, string | null>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(faults).flatMap(([name, fault]): [string, string][] =>
      fault === null ? [] : [[name, fault]],
    ),
  )
}
