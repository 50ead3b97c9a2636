export { questionnaireOf } from './fhir-questionnaire.ts'
export { type QuestionnaireResponse, storedFormInFhir } from './fhir-response.ts'
export {
  calculatedExpressionUrl,
  type Questionnaire,
  type QuestionnaireItem,
} from './fhir-types.ts'
export { readQuestionnaire } from './read-questionnaire.ts'
