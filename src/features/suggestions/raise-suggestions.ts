import {
  isDecided,
  type SuggestionCondition,
  type SuggestionFacts,
  standsSince,
} from '#clinical/suggestion.ts'
import type { Programme, SuggestedAct, Suggestion } from '#content/types.ts'
import { type Appointment, type Contact, isHeld } from '#features/contacts/index.ts'
import type { MeasureResponse } from '#features/measures/index.ts'
import type { ModuleStates, VisibleCourse } from '#features/treatment/index.ts'
import type { SuggestionHistory } from './repository.ts'
import type { RaisedSuggestion } from './suggestion.ts'

export interface SuggestionQuestion {
  readonly now: Date
  readonly course: VisibleCourse
  readonly programme: Programme
  readonly forms: readonly MeasureResponse[]
  readonly modules: ModuleStates
  readonly contacts: readonly Contact[]
  readonly appointments: readonly Appointment[]
  readonly history: SuggestionHistory
  readonly nameOfModule: (id: string) => string
}

/**
 * The programme's own lines for the therapist that stand now and wait for a decision. They do
 * nothing: a person decides.
 */
export function raiseSuggestions(question: SuggestionQuestion): RaisedSuggestion[] {
  const { course, programme, now, history } = question
  if (course.state !== 'active') return []
  const facts = factsOf(question)
  const decisions = history.decisions.map(({ suggestionId, at }) => ({
    suggestionId,
    at: at.getTime(),
  }))
  return programme.suggestions.flatMap((suggestion) => {
    if (suggestion.only !== null && suggestion.only !== course.profile) return []
    if (isDoneAlready(suggestion, question)) return []
    const since = standsSince(suggestion.when, facts)
    if (since === null) return []
    if (isDecided(suggestion, since, { decisions, now: now.getTime() })) return []
    return [{ suggestion, since: new Date(since), doing: doingWords(suggestion.act, question) }]
  })
}

/** The worksheets whose entries are counted by some line of the programme. */
export function countedWorksheets({ suggestions }: Programme): string[] {
  const counted = suggestions
    .flatMap(({ when }): SuggestionCondition[] => (when.type === 'all' ? [...when.of] : [when]))
    .flatMap((when) => (when.type === 'done' ? [when.worksheet] : []))
  return [...new Set(counted)]
}

function factsOf(question: SuggestionQuestion): SuggestionFacts {
  const { now, course, forms, modules, contacts, appointments, history } = question
  return {
    now: now.getTime(),
    startedAt: (course.startedAt ?? course.createdAt).getTime(),
    forms: forms.map(({ instrumentId, submittedAt, total, answers }) => ({
      instrumentId,
      at: submittedAt.getTime(),
      total,
      answers,
    })),
    modules: modules.states,
    done: history.done.map(({ worksheetId, at }) => ({ worksheetId, at: at.getTime() })),
    callsHeld: contacts
      .filter(({ outcome }) => isHeld(outcome))
      .map(({ happenedAt }) => happenedAt.getTime()),
    callsBooked: appointments
      .filter(({ cancelledAt, contactId }) => cancelledAt === null && contactId === null)
      .map(({ startsAt }) => startsAt.getTime()),
  }
}

/** What it asks for is so already, or was answered by the person. */
function isDoneAlready({ act }: Suggestion, { course, modules }: SuggestionQuestion): boolean {
  switch (act.kind) {
    case 'offer': {
      const state = modules.states.get(act.module)
      return state?.isOpen === true || state?.state === 'offered' || state?.state === 'declined'
    }
    case 'hold': {
      const state = modules.states.get(act.module)
      return state === undefined || state.isOpen || state.state !== 'locked'
    }
    case 'profile':
      return course.profile === act.profile
    case 'call':
    case 'practise':
      return false
  }
}

function doingWords(act: SuggestedAct, question: SuggestionQuestion): string {
  const { programme, nameOfModule } = question
  switch (act.kind) {
    case 'offer':
      return `Offer ${nameOfModule(act.module)}`
    case 'hold':
      return act.reopen === null
        ? `Hold ${nameOfModule(act.module)}`
        : `Hold ${nameOfModule(act.module)}, and open ${nameOfModule(act.reopen)} again`
    case 'call':
      return 'Ring them'
    case 'practise':
      return `Set practice: ${act.title}`
    case 'profile':
      return `Agree “${programme.profiles.get(act.profile)?.title ?? act.profile}” with them`
  }
}
