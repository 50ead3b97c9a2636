import type { ZodType } from 'zod'
import type { Library } from './blocks.ts'
import type { FaultList } from './faults.ts'
import { checkShape, parseYaml, valueAt, type YamlSource } from './parse-yaml.ts'

/** The files of the content folder by path, and which of them somebody has asked for. */
export class ContentFiles {
  readonly faults: FaultList
  readonly #texts: ReadonlyMap<string, string>
  readonly #used = new Set<string>()
  readonly #sources = new Map<string, YamlSource | null>()

  constructor(texts: ReadonlyMap<string, string>, faults: FaultList) {
    this.#texts = texts
    this.faults = faults
  }

  /** The file's text; null, and a fault when it is required, if there is none. */
  text(file: string, required = true): string | null {
    this.#used.add(file)
    const text = this.#texts.get(file) ?? null
    if (text === null && required) {
      this.faults.report({ file, line: 1 }, '', 'This file is missing.')
    }
    return text
  }

  yaml(file: string, required = true): YamlSource | null {
    const known = this.#sources.get(file)
    if (known !== undefined) return known
    const text = this.text(file, required)
    const source = text === null ? null : parseYaml(text, file, this.faults)
    this.#sources.set(file, source)
    return source
  }

  /** The shape of a required YAML file, or null after its faults were reported. */
  shaped<T>(file: string, schema: ZodType<T>): T | null {
    const source = this.yaml(file)
    return source && checkShape(schema, source, this.faults)
  }

  /** Paths directly in a folder, in alphabetical order. */
  inFolder(folder: string, extension: string): string[] {
    const start = `${folder}/`
    return [...this.#texts.keys()].filter(
      (file) =>
        file.startsWith(start) &&
        file.endsWith(extension) &&
        !file.slice(start.length).includes('/'),
    )
  }

  /** Every file below a folder with its text, in alphabetical order. */
  textsIn(folder: string): [string, string][] {
    return [...this.#texts].filter(([file]) => file.startsWith(`${folder}/`))
  }

  /** Names of the folders directly in a folder. */
  folders(folder: string): string[] {
    const start = `${folder}/`
    const names = [...this.#texts.keys()]
      .filter((file) => file.startsWith(start))
      .map((file) => file.slice(start.length).split('/'))
    return [...new Set(names.flatMap(([name, ...rest]) => (name && rest.length > 0 ? [name] : [])))]
  }

  /** A file in a wrong place would otherwise be silently ignored. */
  reportUnused(): void {
    for (const file of this.#texts.keys()) {
      if (this.#used.has(file) || file.endsWith('README.md')) continue
      this.faults.report(
        { file, line: 1 },
        '',
        'Nothing reads this file: is it in the right place?',
      )
    }
  }
}

/** Values by id in the order of their files, with the ids whose file is faulty. */
export class Shelf<T extends { readonly id: string }> implements Library<T> {
  readonly items = new Map<string, T>()
  readonly sources = new Map<string, YamlSource>()
  readonly #broken = new Set<string>()

  find(id: string): T | null {
    return this.items.get(id) ?? null
  }

  isBroken(id: string): boolean {
    return this.#broken.has(id)
  }

  /** While a file cannot be read, nobody can say what it would have held. */
  get hasBroken(): boolean {
    return this.#broken.size > 0
  }

  /** Reads every YAML file of a folder; two files may not share an id. */
  fill(files: ContentFiles, folder: string, schema: ZodType<T>): void {
    for (const file of files.inFolder(folder, '.yaml')) {
      const source = files.yaml(file)
      const item = source && checkShape(schema, source, files.faults)
      if (item === null || source === null) {
        this.#markBroken(source, files.text(file) ?? '')
      } else if (this.items.has(item.id)) {
        const sentence = `The id "${item.id}" is also in ${this.sources.get(item.id)?.file}.`
        files.faults.report(source.place(['id']), 'id', sentence)
      } else {
        this.items.set(item.id, item)
        this.sources.set(item.id, source)
      }
    }
  }

  #markBroken(source: YamlSource | null, text: string): void {
    const id = valueAt(source?.value, ['id']) ?? idIn(text)
    if (typeof id === 'string') this.#broken.add(id)
  }
}

/** What an unreadable file says near its top it is: or all that names it would be refused. */
export function idIn(text: string): string | null {
  return /\bid: *["']?([\w.-]+)/.exec(text)?.[1] ?? null
}
