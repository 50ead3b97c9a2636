/** One thing wrong with a content file, said so that its author can find and mend it. */
export class ContentFault extends Error {
  readonly file: string
  readonly line: number
  /** Where in the file: `fields.2.label`, `::worksheet ref`, or empty for the whole file. */
  readonly field: string
  readonly sentence: string

  constructor(fault: { file: string; line: number; field: string; sentence: string }) {
    super(faultLine(fault))
    this.name = 'ContentFault'
    this.file = fault.file
    this.line = fault.line
    this.field = fault.field
    this.sentence = fault.sentence
  }
}

/** "module.md:12 fields.2.label: …"; of a whole file, "therapist.md:1: …". */
export function faultLine(
  fault: Pick<ContentFault, 'file' | 'line' | 'field' | 'sentence'>,
): string {
  const { file, line, field, sentence } = fault
  return `${file}:${line}${field === '' ? '' : ` ${field}`}: ${sentence}`
}

/** Every fault at once, so that nobody mends one to meet the next. */
export class ContentFaults extends Error {
  readonly faults: readonly ContentFault[]

  constructor(faults: readonly ContentFault[]) {
    const list = faults.map((fault) => fault.message).join('\n')
    super(`The content has ${faults.length} fault(s):\n${list}`)
    this.name = 'ContentFaults'
    this.faults = faults
  }
}

/** A place in a file that a fault can be reported at. */
export interface Place {
  readonly file: string
  readonly line: number
}

/** Collects faults while the rest of the content is still being read. */
export class FaultList {
  readonly #faults: ContentFault[] = []

  report(place: Place, field: string, sentence: string): void {
    this.#faults.push(new ContentFault({ file: place.file, line: place.line, field, sentence }))
  }

  all(): readonly ContentFault[] {
    return [...this.#faults].sort((a, b) => a.file.localeCompare(b.file) || a.line - b.line)
  }
}
