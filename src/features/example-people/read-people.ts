import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { z } from 'zod'
import { exampleValues } from '#content/example-values.ts'
import { ContentFaults, FaultList } from '#content/faults.ts'
import { checkShape, parseYaml, type YamlSource } from '#content/parse-yaml.ts'
import type { Content, Values } from '#content/types.ts'
import { repositoryRoot } from '#platform/repository-root.ts'
import {
  type DemonstrationPerson,
  personSchema,
  type StaffFile,
  staffFileSchema,
  type Visit,
  visitFileSchema,
} from './person-file.ts'

/** An invented person whose entries were checked against the worksheets they claim to fill in. */
export interface Person extends Omit<DemonstrationPerson, 'entries'> {
  readonly entries: readonly (Omit<DemonstrationPerson['entries'][number], 'values'> & {
    values: Values
  })[]
}

export interface DemonstrationFiles {
  readonly staff: StaffFile
  readonly people: readonly Person[]
}

const folder = () => path.join(repositoryRoot(), 'content', 'demonstration')

/** Reads the demonstration's people; every fault at once, with file and line. */
export async function readDemonstration(content: Content): Promise<DemonstrationFiles> {
  const faults = new FaultList()
  const people: Person[] = []
  const names = (await readdir(path.join(folder(), 'people'))).filter((name) =>
    name.endsWith('.yaml'),
  )
  for (const name of names.sort()) people.push(...(await readFileOfPeople(name, content, faults)))
  const staff = await readSmallFile('staff.yaml', staffFileSchema, faults)
  checkKeys(people, staff, faults)
  throwIfAny(faults)
  return { staff, people }
}

export async function readVisits(): Promise<readonly Visit[]> {
  const faults = new FaultList()
  const visits = await readSmallFile('visit-as.yaml', visitFileSchema, faults)
  throwIfAny(faults)
  return visits
}

async function readFileOfPeople(
  name: string,
  content: Content,
  faults: FaultList,
): Promise<Person[]> {
  const file = path.join('demonstration', 'people', name)
  const source = parseYaml(
    await readFile(path.join(folder(), 'people', name), 'utf8'),
    file,
    faults,
  )
  if (!source) return []
  const parsed = checkShape(z.array(personSchema), source, faults)
  checkCodes(content, parsed ?? [], source, faults)
  checkForms(content, parsed ?? [], source, faults)
  checkHours(content, parsed ?? [], source, faults)
  checkNotes(parsed ?? [], source, faults)
  return (parsed ?? []).map((person, index) => ({
    ...person,
    entries: person.entries.map((entry, entryIndex) => {
      const at = [index, 'entries', entryIndex, 'values']
      const worksheet = content.worksheets.get(entry.worksheet)
      if (!worksheet) {
        faults.report(source.place(at), 'worksheet', `There is no worksheet "${entry.worksheet}".`)
        return { ...entry, values: {} }
      }
      const values = exampleValues({ source, faults }, worksheet, entry.values, at)
      const beside = entry.comment?.field
      if (beside !== undefined && !(beside in values))
        faults.report(source.place(at), 'comment', `Nothing is written in "${beside}".`)
      return { ...entry, values }
    }),
  }))
}

/** Codes that the lists of content/characteristics do not have would be refused by the record. */
function checkCodes(
  { characteristics }: Content,
  people: readonly DemonstrationPerson[],
  source: YamlSource,
  faults: FaultList,
): void {
  const { genderIdentity, ethnicCategory } = characteristics
  const { fallback } = genderIdentity
  const known = {
    gender_identity: [...genderIdentity.answers, genderIdentity.declined, genderIdentity.notAsked],
    stated_gender: [...fallback.answers, fallback.notRecorded],
    ethnic_category: [...ethnicCategory.answers, ethnicCategory.declined, ethnicCategory.notAsked],
  }
  for (const [index, { says }] of people.entries()) {
    for (const field of ['gender_identity', 'stated_gender', 'ethnic_category'] as const) {
      if (says[field] === undefined) continue
      if (known[field].some(({ code }) => code === says[field])) continue
      const place = source.place([index, 'says', field])
      faults.report(place, field, `The list has no code "${says[field]}".`)
    }
  }
}

/** A form that the library lacks, or a reason that nobody could have chosen. */
function checkForms(
  { instruments, protocols }: Content,
  people: readonly DemonstrationPerson[],
  source: YamlSource,
  faults: FaultList,
): void {
  const reasons = protocols.measures.patientReasons.map(({ id }) => id)
  for (const [index, person] of people.entries()) {
    for (const list of ['forms', 'put_aside', 'asked'] as const) {
      for (const [at, { form }] of person[list].entries()) {
        if (instruments.has(form)) continue
        const place = source.place([index, list, at, 'form'])
        faults.report(place, 'form', `There is no instrument "${form}".`)
      }
    }
    for (const [at, { reason }] of person.put_aside.entries()) {
      if (reason === undefined || reasons.includes(reason)) continue
      const place = source.place([index, 'put_aside', at, 'reason'])
      faults.report(place, 'reason', `measures.yaml has no reason "${reason}".`)
    }
  }
}

/** People write at night; their therapist writes while the service is open. */
function checkHours(
  { protocols }: Content,
  people: readonly DemonstrationPerson[],
  source: YamlSource,
  faults: FaultList,
): void {
  const { from: opens, to: closes } = protocols.safety.workingHours
  for (const [index, { messages }] of people.entries()) {
    for (const [which, { from, at }] of messages.entries()) {
      if (from === 'patient' || (at >= opens && at < closes)) continue
      const place = source.place([index, 'messages', which, 'at'])
      faults.report(place, 'at', `The service is closed at ${at}.`)
    }
  }
}

/** A note of a week that is still to come would be written today, and untrue. */
function checkNotes(
  people: readonly DemonstrationPerson[],
  source: YamlSource,
  faults: FaultList,
): void {
  for (const [index, person] of people.entries()) {
    const weeksPast = person.week + (person.ended_weeks_ago ?? 0)
    for (const [which, { week }] of person.notes.entries()) {
      if (week === null || week <= weeksPast + 1) continue
      const place = source.place([index, 'notes', which])
      faults.report(place, 'week', `Week ${week} has not begun for ${person.key}.`)
    }
  }
}

async function readSmallFile<T>(name: string, schema: z.ZodType<T>, faults: FaultList): Promise<T> {
  const source = parseYaml(
    await readFile(path.join(folder(), name), 'utf8'),
    `demonstration/${name}`,
    faults,
  )
  const parsed = source ? checkShape(schema, source, faults) : null
  throwIfAny(faults)
  if (parsed === null) throw new Error(`${name} could not be read`)
  return parsed
}

function checkKeys(people: readonly Person[], staff: StaffFile, faults: FaultList): void {
  const staffKeys = new Set(staff.staff.map(({ key }) => key))
  const seen = new Set<string>()
  for (const person of people) {
    const place = { file: 'demonstration/people', line: 1 }
    if (seen.has(person.key)) faults.report(place, person.key, 'Two people have this key.')
    seen.add(person.key)
    if (!staffKeys.has(person.therapist)) {
      faults.report(
        place,
        `${person.key}.therapist`,
        `There is no member of staff "${person.therapist}".`,
      )
    }
  }
}

function throwIfAny(faults: FaultList): void {
  const all = faults.all()
  if (all.length > 0) throw new ContentFaults(all)
}
