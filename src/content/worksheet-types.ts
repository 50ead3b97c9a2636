export interface Worksheet {
  readonly id: string
  readonly version: number
  /** form: one, edited. rows: many. staged: many, each filled in stages. diary: many, dated. */
  readonly kind: 'form' | 'rows' | 'staged' | 'diary'
  readonly title: string
  readonly intro: string | null
  readonly privacy: 'standard' | 'sensitive'
  /** What one row is called: "Add another trap". */
  readonly rowName: string
  /** Field ids that stand for a row in a list; never empty. */
  readonly summary: readonly string[]
  /** In order. Unstaged worksheets have `entry`, and `later` where a field asks so. */
  readonly stages: readonly Stage[]
  /** Paths of numbers rated before and after, charted together. */
  readonly pairs: readonly (readonly [string, string])[]
  /** For staff only: they inform the therapist and are never shown or sent to the person. */
  readonly flags: readonly Flag[]
  /** A diary of which people may let themselves be reminded: the time that is offered first. */
  readonly remind: { readonly suggestAt: string } | null
}

export interface Stage {
  readonly id: string
  /** Null for `entry` and `later`, which have no heading of their own. */
  readonly title: string | null
  readonly prompt: string | null
  readonly due: StageDue | null
  readonly fields: readonly Field[]
}

/** The stage is asked for `delayMinutes` after the moment in the field `after`. */
export interface StageDue {
  readonly after: string
  readonly delayMinutes: number
}

interface FieldBase {
  readonly id: string
  readonly label: string
  readonly help: string | null
  readonly required: boolean
  readonly example: string | null
  /** Its numbers form a series of this name, charted and shown to the therapist. */
  readonly series: string | null
  /** Filled from the latest entry of another worksheet, shown as "from your entry of …". */
  readonly prefill: { readonly worksheet: string; readonly field: string } | null
}

export interface TextField extends FieldBase {
  readonly type: 'text'
  readonly max: number
}

export interface LongTextField extends FieldBase {
  readonly type: 'longtext'
  readonly max: number
  readonly rows: number
}

export interface NumberField extends FieldBase {
  readonly type: 'int' | 'number'
  readonly min: number | null
  readonly max: number | null
  readonly step: number | null
  readonly unit: string | null
}

export interface ScaleField extends FieldBase {
  readonly type: 'scale'
  readonly min: number
  readonly max: number
  readonly lowLabel: string
  readonly highLabel: string
}

/** 0 to 100, in tens. */
export interface PercentField extends FieldBase {
  readonly type: 'percent'
}

export interface BoolField extends FieldBase {
  readonly type: 'bool'
}

export interface ChoiceOption {
  readonly id: string
  readonly label: string
  readonly help: string | null
}

export interface ChoiceField extends FieldBase {
  readonly type: 'choice'
  readonly options: readonly ChoiceOption[]
  readonly allowOther: boolean
}

export interface MultiField extends FieldBase {
  readonly type: 'multi'
  readonly options: readonly ChoiceOption[]
  readonly allowOther: boolean
}

export interface DateField extends FieldBase {
  readonly type: 'date'
}

export interface TimeField extends FieldBase {
  readonly type: 'time'
}

export interface DateTimeField extends FieldBase {
  readonly type: 'datetime'
}

export interface MinutesField extends FieldBase {
  readonly type: 'minutes'
  readonly max: number
}

export interface ListField extends FieldBase {
  readonly type: 'list'
  readonly max: number
  readonly maxItems: number
}

export interface GroupField extends FieldBase {
  readonly type: 'group'
  readonly fields: readonly SimpleField[]
  readonly repeated: boolean
  /** 1 when not repeated. */
  readonly maxItems: number
}

export type SimpleField =
  | TextField
  | LongTextField
  | NumberField
  | ScaleField
  | PercentField
  | BoolField
  | ChoiceField
  | MultiField
  | DateField
  | TimeField
  | DateTimeField
  | MinutesField

/** One of the person's own entries of another worksheet, chosen and not written again. */
export interface RefField extends FieldBase {
  readonly type: 'ref'
  /** The worksheet whose entries can be chosen. */
  readonly to: string
  /** The field of such an entry whose words stand for it; of a group, its row marked as hot. */
  readonly show: string
  /** Fields here that take over a field of the entry, by id, while they are empty. */
  readonly fills: Readonly<Record<string, string>>
}

export type Field = SimpleField | ListField | GroupField | RefField

/** The entry that was chosen, and its words as they were then; an example has words alone. */
export interface RefValue {
  readonly ref: string
  readonly words: string
}

/** What a person wrote instead of one of the options; empty while they have chosen no words. */
export interface OtherText {
  readonly other: string
}

/**
 * text, longtext: string. int, number, scale, percent, minutes: number. bool: boolean.
 * choice: option id or OtherText. multi: a list of those. date: 2026-05-03. time: 08:30.
 * datetime: 2026-05-03T08:30 on the person's own clock. ref: RefValue.
 */
export type SimpleValue = string | number | boolean | OtherText | readonly (string | OtherText)[]

/** By field id; what was not answered is absent. */
export type SimpleValues = Readonly<Record<string, SimpleValue>>

/** A list is strings; a group, repeated or not, is a list of its rows. */
export type Value = SimpleValue | readonly SimpleValues[] | RefValue
export type Values = Readonly<Record<string, Value>>

export type Comparison = '<' | '<=' | '==' | '!=' | '>=' | '>'

/** A line for the therapist. It informs; it never writes to the person. */
export interface Flag {
  readonly id: string
  readonly say: string
  readonly when: FlagCondition
}

export type FlagCondition = CountCondition | FieldCondition | WordsCondition | ChangeCondition

/** How many records in the last days. */
export interface CountCondition {
  readonly type: 'count'
  readonly days: number
  readonly op: Comparison
  readonly value: number
}

/** All, or any, of the last records hold `field op value`. */
export interface FieldCondition {
  readonly type: 'all' | 'any'
  /** A field's id, or `group.field`. */
  readonly field: string
  readonly op: Comparison
  readonly value: number | string | boolean
  readonly last: number
}

/** The number of words in the last records' field. */
export interface WordsCondition {
  readonly type: 'words'
  readonly field: string
  readonly op: Comparison
  readonly value: number
  readonly last: number
}

/** `to` minus `from` compares so in each of the last records. */
export interface ChangeCondition {
  readonly type: 'change'
  readonly from: string
  readonly to: string
  readonly op: Comparison
  readonly value: number
  readonly last: number
}

/** What the rules need to know of a saved record. */
export interface WorksheetRecord {
  /** When it was written, in milliseconds since 1970. */
  readonly at: number
  readonly values: Values
}
