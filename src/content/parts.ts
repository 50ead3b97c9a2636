import type { Library, Parts } from './blocks.ts'
import { exampleValues } from './example-values.ts'
import type { FaultList } from './faults.ts'
import { fieldAt } from './field-rules.ts'
import type { Checklist } from './module-types.ts'
import { checkShape, type YamlSource } from './parse-yaml.ts'
import { partsSchema, type RawParts } from './parts-schema.ts'
import { type TextPiece, textsOfYaml } from './patient-text.ts'
import type { Worksheet } from './worksheet-types.ts'

const folderOfBlock: Readonly<Record<string, string>> = {
  quiz: 'quizzes',
  card_sort: 'card_sorts',
  checklist: 'checklists',
  path: 'paths',
}

/** A module's parts.yaml, and which of its parts the module has used. */
export class ModuleParts {
  readonly parts: Parts
  readonly #source: YamlSource | null
  readonly #faults: FaultList
  readonly #raw: RawParts | null
  readonly #used = new Set<string>()

  constructor(source: YamlSource | null, worksheets: Library<Worksheet>, faults: FaultList) {
    this.#source = source
    this.#faults = faults
    this.#raw = source && checkShape(partsSchema, source, faults)
    const lists = Object.entries(this.#raw?.checklists ?? {})
    const checklists = lists.map(([name, list]) => [name, this.#checklist(name, list, worksheets)])
    this.parts = {
      quizzes: this.#library('quizzes', this.#raw?.quizzes ?? {}),
      cardSorts: this.#library('card_sorts', this.#raw?.cardSorts ?? {}),
      checklists: this.#library('checklists', Object.fromEntries(checklists)),
      paths: this.#library('paths', this.#raw?.paths ?? {}),
    }
  }

  textsOfPart(block: string, ref: string, section: string | null): TextPiece[] {
    const folder = folderOfBlock[block]
    if (folder === undefined || this.#source === null) return []
    return textsOfYaml(this.#source, [folder, ref], section)
  }

  /** A part that no block shows is a slip of its author. */
  reportUnused(): void {
    const { quizzes = {}, cardSorts = {}, checklists = {}, paths = {} } = this.#raw ?? {}
    const folders = { quizzes, card_sorts: cardSorts, checklists, paths }
    for (const [folder, named] of Object.entries(folders)) {
      for (const name of Object.keys(named)) {
        if (this.#used.has(`${folder}/${name}`) || this.#source === null) continue
        const place = this.#source.place([folder, name])
        this.#faults.report(place, `${folder}.${name}`, 'No block of the module shows this.')
      }
    }
  }

  #library<T>(folder: string, named: Readonly<Record<string, T>>): Library<T> {
    const isUnreadable = this.#source !== null && this.#raw === null
    return {
      find: (name) => {
        this.#used.add(`${folder}/${name}`)
        return Object.hasOwn(named, name) ? (named[name] ?? null) : null
      },
      isBroken: () => isUnreadable,
    }
  }

  #checklist(
    name: string,
    list: RawParts['checklists'][string],
    worksheets: Library<Worksheet>,
  ): Checklist {
    const worksheet = worksheets.find(list.target)
    const at = ['checklists', name]
    if (worksheet === null && !worksheets.isBroken(list.target)) {
      this.#refuse([...at, 'target'], `There is no worksheet "${list.target}".`)
    }
    if (worksheet && fieldAt(worksheet, list.field)?.type !== 'text') {
      this.#refuse([...at, 'field'], `The worksheet has no text field "${list.field}".`)
    }
    const groups = list.groups.map((group, index) =>
      this.#group(group, worksheet, [...at, 'groups', index, 'set']),
    )
    return { ...list, groups }
  }

  #group(
    group: RawParts['checklists'][string]['groups'][number],
    worksheet: Worksheet | null,
    at: (string | number)[],
  ): Checklist['groups'][number] {
    if (worksheet === null || this.#source === null) return { ...group, set: {} }
    const reading = { source: this.#source, faults: this.#faults }
    return { ...group, set: exampleValues(reading, worksheet, group.set, at) }
  }

  #refuse(at: (string | number)[], sentence: string): void {
    if (this.#source) this.#faults.report(this.#source.place(at), at.join('.'), sentence)
  }
}
