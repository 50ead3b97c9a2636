/** The parts of FHIR R4 (4.0.1) Questionnaire that Handrail writes and reads. */
export interface Questionnaire {
  readonly resourceType: 'Questionnaire'
  readonly meta?: { readonly tag?: readonly Coding[] }
  readonly language?: string
  readonly id?: string
  readonly url?: string
  readonly version?: string
  readonly name?: string
  readonly title?: string
  readonly status: 'draft' | 'active' | 'retired' | 'unknown'
  readonly subjectType?: readonly string[]
  readonly publisher?: string
  readonly description?: string
  readonly purpose?: string
  readonly copyright?: string
  readonly code?: readonly Coding[]
  readonly item?: readonly QuestionnaireItem[]
}

export interface QuestionnaireItem {
  readonly extension?: readonly Extension[]
  readonly linkId: string
  readonly code?: readonly Coding[]
  readonly prefix?: string
  readonly text?: string
  readonly type: string
  readonly enableWhen?: readonly EnableWhen[]
  readonly enableBehavior?: 'all' | 'any'
  readonly required?: boolean
  readonly readOnly?: boolean
  readonly answerOption?: readonly AnswerOption[]
  readonly item?: readonly QuestionnaireItem[]
}

export interface AnswerOption {
  readonly extension?: readonly Extension[]
  readonly valueCoding: Coding
}

export interface EnableWhen {
  readonly question: string
  readonly operator: string
  readonly answerDecimal?: number
  readonly answerCoding?: Coding
}

export interface Coding {
  readonly system?: string
  readonly code: string
  readonly display?: string
}

export interface Extension {
  readonly url: string
  readonly valueDecimal?: number
  readonly valueBoolean?: boolean
  readonly valueExpression?: {
    readonly description?: string
    readonly language: string
    readonly expression: string
  }
}

export const loincSystem = 'http://loinc.org'
export const snomedSystem = 'http://snomed.info/sct'
export const ordinalValueUrl = 'http://hl7.org/fhir/StructureDefinition/ordinalValue'
export const calculatedExpressionUrl =
  'http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-calculatedExpression'
export const notApplicableCode = 'not-applicable'
