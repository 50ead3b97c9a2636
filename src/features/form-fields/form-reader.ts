import { isPlainDate, type PlainDate } from '#clinical/calendar.ts'
import type { Form } from '#platform/http/form.ts'

/** What is wrong with a form, by the name of the field. */
export type FieldErrors = Readonly<Record<string, string>>

export type Reading<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly errors: FieldErrors }

interface TextRule {
  readonly max: number
  /** What to say when it is empty; without it, it may be empty. */
  readonly needed?: string
}

interface DayRule {
  readonly label: string
  readonly from: PlainDate
  readonly to: PlainDate
  /** What to say when it is after `to`; without it, that it lies in the future. */
  readonly late?: string
  /** What to say when it is before `from`; without it, that it is too long ago. */
  readonly early?: string
}

/** Where a form says which code it showed. */
export function shownField(name: string): string {
  return `${name}_shown`
}

/** Reads a posted form field by field, and gathers every fault instead of stopping at the first. */
export class FormReader {
  private readonly found: Record<string, string> = {}

  constructor(private readonly form: Form) {}

  text(name: string, rule: TextRule): string {
    const typed = this.form.trimmed(name)
    if (typed === '' && rule.needed) this.fail(name, rule.needed)
    if (typed.length > rule.max) this.fail(name, `This can be ${rule.max} characters at most`)
    return typed
  }

  optional(name: string, max: number): string | null {
    return this.text(name, { max }) || null
  }

  /** A phone number as people write it: no format is forced on it. */
  phone(name: string): string | null {
    const typed = this.optional(name, 40)
    if (typed && !/^[0-9+()\-. ]{6,}$/.test(typed)) {
      this.fail(name, 'Enter a phone number, like 07700 900123')
    }
    return typed
  }

  email(name: string): string | null {
    const typed = this.optional(name, 254)?.toLowerCase() ?? null
    if (typed && !/^[^\s@<>,;]+@[^\s@<>,;]+\.[^\s@<>,;.]+$/.test(typed)) {
      this.fail(name, 'Enter an e-mail address, like name@example.com')
    }
    return typed
  }

  /** Three boxes: day, month, year. */
  day(name: string, rule: DayRule): string {
    const [day, month, year] = ['day', 'month', 'year'].map((part) =>
      this.form.trimmed(`${name}-${part}`),
    )
    const text = `${year}-${month?.padStart(2, '0')}-${day?.padStart(2, '0')}`
    if (!day && !month && !year) this.fail(name, `Enter the ${rule.label}`)
    else if (!isPlainDate(text)) this.fail(name, `The ${rule.label} must be a real day`)
    else if (text > rule.to) {
      this.fail(name, rule.late ?? `The ${rule.label} can't be in the future`)
    } else if (text < rule.from) {
      this.fail(name, rule.early ?? `The ${rule.label} is too long ago`)
    }
    return text
  }

  choice<T extends string>(name: string, options: readonly T[], needed: string): T | null {
    const typed = this.form.text(name)
    const chosen = options.find((option) => option === typed) ?? null
    if (chosen === null) this.fail(name, needed)
    return chosen
  }

  /**
   * A code of a list. What the form showed, sent back, changes nothing, nor does a form without it:
   * a person may have answered themselves since the form was opened.
   */
  code(name: string, list: readonly { readonly code: string }[], stored: string): string {
    const typed = this.form.text(name)
    if (typed === '' || typed === this.form.text(shownField(name))) return stored
    if (!list.some(({ code }) => code === typed)) this.fail(name, 'Choose one of the answers')
    return typed
  }

  isTicked(name: string): boolean {
    return this.form.text(name) === 'yes'
  }

  fail(name: string, message: string): void {
    this.found[name] ??= message
  }

  get errors(): FieldErrors | null {
    return Object.keys(this.found).length > 0 ? this.found : null
  }
}
