import { isPlainDate } from '#clinical/calendar.ts'
import type { Instrument, NumberName } from '#clinical/instrument.ts'
import { dayFault } from '#features/wording/index.ts'
import { type NewVerification, whyRefused } from './verified-number.ts'

const fieldNames = ['op', 'value', 'formItems', 'source', 'verifiedOn', 'validFrom'] as const
export type VerificationField = (typeof fieldNames)[number]
export type TypedVerification = Readonly<Record<VerificationField, string>>
export type VerificationFaults = Readonly<Partial<Record<VerificationField, string>>>

/** Fields carry the number's name, so that the forms of several numbers stand on one page. */
export function verificationField(name: VerificationField | 'reason', of: string): string {
  return `${name}-${of}`
}

/** What was typed for one number, by the names of its fields. */
export function typedFor(what: NumberName, read: (name: string) => string): TypedVerification {
  const entries = fieldNames.map((name) => [name, read(verificationField(name, what))] as const)
  // Every field is there, since it was made from the list of fields.
  return Object.fromEntries(entries) as TypedVerification
}

/** What a clinician verified, or what is wrong with each field of it. */
export function readVerification(
  instrument: Instrument,
  what: NumberName,
  { typed, today }: { typed: TypedVerification; today: string },
): { ok: true; value: NewVerification } | { ok: false; faults: VerificationFaults } {
  const isThreshold = what === 'caseness' || what === 'reliable_change'
  const value = Number(typed.value)
  const formItems = typed.formItems === '' ? null : Number(typed.formItems)
  const refused = whyRefused(instrument, { what, formItems })
  const faults = Object.fromEntries(
    Object.entries({
      value: isThreshold ? valueFault(instrument, what, typed.value) : null,
      op: !isThreshold || isOp(typed.op) ? null : 'Choose one of the two.',
      source:
        typed.source.length < 4 || typed.source.length > 500
          ? 'Write what you held it to: the document, its date and the page.'
          : null,
      verifiedOn: dayFault(typed.verifiedOn, today),
      validFrom: isPlainDate(typed.validFrom)
        ? null
        : 'Write the day as year-month-day, such as 2026-11-22.',
      ...(refused === null ? {} : { [what === 'scoring' ? 'formItems' : 'source']: refused }),
    }).filter(([, fault]) => fault !== null),
  )
  if (Object.keys(faults).length > 0 || !(isOp(typed.op) || !isThreshold)) {
    return { ok: false, faults }
  }
  const threshold = isThreshold && isOp(typed.op) ? { op: typed.op, value } : null
  const { source, verifiedOn, validFrom } = typed
  return {
    ok: true,
    value: {
      instrumentId: instrument.id,
      what,
      threshold,
      formItems: what === 'scoring' && instrument.formsInConflict.length > 0 ? formItems : null,
      source,
      verifiedOn,
      validFrom,
    },
  }
}

const isOp = (text: string): text is '>=' | '>' => text === '>=' || text === '>'

/** In the points of the scale: totals have at most two decimals. */
function valueFault({ scoring }: Instrument, what: NumberName, typed: string): string | null {
  const { minimum, maximum } = scoring
  if (!/^\d{1,4}(\.\d{1,2})?$/.test(typed)) return 'Write a number, such as 10 or 2.3.'
  const value = Number(typed)
  if (what === 'reliable_change') {
    const most = maximum - minimum
    return value > 0 && value <= most ? null : `A change is more than 0 and at most ${most} points.`
  }
  return value >= minimum && value <= maximum ? null : `A total lies from ${minimum} to ${maximum}.`
}
