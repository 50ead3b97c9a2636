import { atLocal, isPlainDate, localMoment } from '#clinical/calendar.ts'
import type { Labelled, MessageSkeleton } from '#content/types.ts'
import {
  type BusyTime,
  type CallToBook,
  type ContactToRecord,
  isHeld,
  parseBookingIfAny,
  parseCall,
  parseMinutes,
  type TimeToLog,
} from '#features/contacts/index.ts'
import {
  handlings,
  hasWords,
  lacksReason,
  longestMessage,
  type MessageToHandle,
  type UnansweredMessage,
} from '#features/messages/index.ts'
import { type AskedSignal, type MadeDecision, readDecision } from '#features/on-track/index.ts'
import {
  type MadeSuggestionDecision,
  type RaisedSuggestion,
  readSuggestions,
} from '#features/suggestions/index.ts'
import type { ModuleStates, NewTask } from '#features/treatment/index.ts'
import type { Form } from '#platform/http/form.ts'
import { isId } from '#platform/ids.ts'
import type { Faults } from '#ui/fields.tsx'
import { refuseContradictions, withoutSuggested } from './answer-suggestions.ts'
import { emptyPrompts, withoutPrompts } from './prompts.ts'

export const answerKinds = ['review', 'call', 'message'] as const
/** A written weekly review, a call that was held or missed, or a message in between. */
export type AnswerKind = (typeof answerKinds)[number]

/** What becomes of the modules with this review. */
export type ModuleChoice = {
  readonly act: 'open' | 'hold' | 'offer'
  readonly moduleId: string
  readonly reason: string | null
}

export interface Answer {
  readonly kind: AnswerKind
  readonly body: string
  readonly isWelcome: boolean
  readonly call: Omit<ContactToRecord, 'sendKey'> | null
  /** Counts as the weekly review: written, or a call that was held and meant as one. */
  readonly isReview: boolean
  readonly handled: readonly MessageToHandle[]
  /** About scores that ask for a look; null when none does. */
  readonly decision: MadeDecision | null
  /** About what the programme suggests. */
  readonly suggestions: readonly MadeSuggestionDecision[]
  readonly modules: readonly ModuleChoice[]
  readonly tasks: readonly NewTask[]
  readonly nextReviewAt: Date | null
  /** The next call, when one is booked along with it. */
  readonly booking: Omit<CallToBook, 'sendKey'> | null
  readonly times: readonly TimeToLog[]
  readonly sendKey: string
}

/** What the form is judged by, read again at the moment of sending. */
export interface AnswerFacts {
  readonly now: Date
  readonly timeZone: string
  /** Calls that the therapist has booked already. */
  readonly busy: readonly BusyTime[]
  readonly unanswered: readonly UnansweredMessage[]
  readonly signals: readonly AskedSignal[]
  readonly suggestions: readonly RaisedSuggestion[]
  /** A call is booked already, so that a suggested one needs no other. */
  readonly hasCallAhead: boolean
  readonly modules: ModuleStates
  readonly skeletons: readonly MessageSkeleton[]
  readonly holdReasons: readonly Labelled[]
  readonly hasUnreadSafety: boolean
  readonly isInTreatment: boolean
  /** A mark of what came after the end and waits; null when nothing does. */
  readonly followUp: string | null
}

export type AnswerReading =
  | { readonly ok: true; readonly answer: Answer }
  | { readonly ok: false; readonly faults: Faults }

export function kindOf(form: Form): AnswerKind {
  return answerKinds.find((kind) => kind === form.text('kind')) ?? 'review'
}

/** Everything that was typed, or every fault at once, each by the field it stands beside. */
export function readAnswer(form: Form, facts: AnswerFacts): AnswerReading {
  const faults: Record<string, string> = {}
  const kind = kindOf(form)
  if (facts.hasUnreadSafety) faults.safety = 'Read the open safety item first: it stands above'
  if (facts.followUp !== null && form.text('shown_follow_up') !== facts.followUp) {
    faults[kind === 'call' ? 'call_outcome' : 'body'] =
      'Something came while you were writing: read it first'
  }
  const call = kind === 'call' ? readCall(form, facts, faults) : null
  const isReview =
    facts.isInTreatment &&
    (kind === 'review' || (call !== null && isHeld(call.outcome) && form.has('call_counts')))
  const body = kind === 'call' ? '' : readBody(form, facts, faults)
  const handled = readHandled(form, { facts, faults, mustBeAll: isReview })
  const decision = readDecision(form, facts.signals, { faults, mustDecide: isReview })
  const suggestions = kind === 'message' ? [] : readSuggestions(form, facts.suggestions, faults)
  const modules = isReview ? withoutSuggested(readModules(form, facts, faults), suggestions) : []
  const tasks = isReview ? readTasks(form, facts, faults) : []
  const nextReviewAt = isReview ? readNextReview(form, facts, faults) : null
  const booking = parseBookingIfAny(form, facts)
  if (!booking.ok) Object.assign(faults, booking.faults)
  const isCalled = facts.hasCallAhead || booking.ok === false || booking.value !== null
  refuseContradictions(suggestions, { modules, faults, isCalled: isCalled || kind === 'call' })
  const minutes = parseMinutes(form)
  if (!minutes.ok) Object.assign(faults, minutes.faults)
  const sendKey = form.text('send_key')
  if (!isId(sendKey)) faults.body ??= 'Load the page again and send it from there'
  if (Object.keys(faults).length > 0 || !minutes.ok || !booking.ok) return { ok: false, faults }
  return {
    ok: true,
    answer: {
      kind,
      body,
      isWelcome: form.text('skeleton') === 'welcome' && kind === 'message',
      call,
      isReview,
      handled,
      decision,
      suggestions,
      modules,
      tasks,
      nextReviewAt,
      booking: booking.value,
      times: minutes.value,
      sendKey,
    },
  }
}

type FaultList = Record<string, string>

function readCall(form: Form, facts: AnswerFacts, faults: FaultList): Answer['call'] {
  const call = parseCall(form, facts)
  if (call.ok) return call.value
  Object.assign(faults, call.faults)
  return null
}

function readBody(form: Form, facts: AnswerFacts, faults: FaultList): string {
  const typed = form.text('body')
  const body = withoutPrompts(typed, facts.skeletons)
  const [empty] = emptyPrompts(typed, facts.skeletons)
  if (!hasWords(body)) faults.body = 'Write something before you send it'
  else if (empty) faults.body = `Write under “${empty}”, or take that prompt out`
  else if (body.length > longestMessage) faults.body = `Use ${longestMessage} characters or fewer`
  return body
}

/**
 * Every message that waits is dealt with in a review; one that came meanwhile stops the sending.
 */
function readHandled(
  form: Form,
  {
    facts,
    faults,
    mustBeAll,
  }: {
    facts: AnswerFacts
    faults: FaultList
    mustBeAll: boolean
  },
): MessageToHandle[] {
  return facts.unanswered.flatMap(({ id }) => {
    const how = handlings.find((known) => known === form.text(`handled_${id}`))
    if (!how) {
      if (mustBeAll) {
        faults[`handled_${id}`] = form.has(`shown_${id}`)
          ? 'Say how you dealt with this message'
          : 'This came while you were writing: read it first'
      }
      return []
    }
    const reason = form.trimmed(`reason_${id}`) || null
    if (lacksReason({ how, reason })) faults[`reason_${id}`] = 'Say why no answer is needed'
    return [{ messageId: id, how, reason }]
  })
}

function readModules(form: Form, facts: AnswerFacts, faults: FaultList): ModuleChoice[] {
  const { suggestion } = facts.modules
  const suggested = suggestion.suggestion === 'none' ? null : suggestion.moduleId
  const choices: ModuleChoice[] = []
  const release = form.text('release')
  if (release === 'open' && suggested) {
    const reason = form.trimmed('early_reason') || null
    if (suggestion.suggestion === 'wait' && !reason) {
      faults.early_reason = 'Say why it opens although the programme would wait'
    }
    choices.push({ act: 'open', moduleId: suggested, reason })
  } else if (release === 'hold' && suggested) {
    const why = facts.holdReasons.find(({ id }) => id === form.text('hold_reason'))?.label
    const note = form.trimmed('hold_note')
    if (!why) faults.hold_reason = 'Say why it is held'
    choices.push({
      act: 'hold',
      moduleId: suggested,
      reason: [why, note].filter(Boolean).join('. '),
    })
  } else if (release === 'other') {
    choices.push(otherModule(form, 'open', faults))
  }
  if (form.text('offer_module') !== '') choices.push(otherModule(form, 'offer', faults))
  for (const { act, moduleId } of choices) {
    if (mayBecome(facts, act, moduleId)) continue
    const field = act === 'hold' ? 'hold_reason' : act === 'offer' ? 'offer_module' : 'other_module'
    faults[field] ??= 'That module has changed since the page was opened: look again'
  }
  return choices
}

function otherModule(form: Form, act: 'open' | 'offer', faults: FaultList): ModuleChoice {
  const name = act === 'open' ? 'other' : 'offer'
  const moduleId = form.text(`${name}_module`)
  const reason = form.trimmed(`${name}_reason`)
  if (moduleId === '') faults[`${name}_module`] = 'Choose the module'
  if (reason === '') faults[`${name}_reason`] = 'Say why'
  return { act, moduleId, reason }
}

/** Whether the module can still become what was chosen, so that nothing fails after sending. */
function mayBecome({ modules }: AnswerFacts, act: ModuleChoice['act'], moduleId: string): boolean {
  const module = modules.states.get(moduleId)
  if (!module) return moduleId === ''
  if (act === 'open') return !module.isOpen
  return !module.isOpen && module.state !== (act === 'hold' ? 'held' : 'offered')
}

export const taskRows = [1, 2] as const

function readTasks(form: Form, facts: AnswerFacts, faults: FaultList): NewTask[] {
  return taskRows.flatMap((row): NewTask[] => {
    const title = form.trimmed(`task_${row}`)
    const tiny = form.trimmed(`task_tiny_${row}`)
    const due = form.trimmed(`task_due_${row}`)
    if (title === '' && tiny === '') return []
    if (title === '') faults[`task_${row}`] = 'Say what the task is'
    if (title.length > 300) faults[`task_${row}`] = 'Use 300 characters or fewer'
    const isDate = isPlainDate(due)
    if (due !== '' && !isDate) faults[`task_due_${row}`] = 'Give the day of the task'
    if (isDate && atLocal(due, '23:59', facts.timeZone) < facts.now.getTime()) {
      faults[`task_due_${row}`] = 'Choose a day that is still to come'
    }
    return [
      {
        origin: 'therapist',
        moduleId: null,
        blockId: null,
        title,
        instruction: '',
        tiny: tiny || null,
        worksheetId: null,
        times: 1,
        dueOn: due || null,
      },
    ]
  })
}

const furthestReview = 100 * 86_400_000

function readNextReview(form: Form, facts: AnswerFacts, faults: FaultList): Date | null {
  const at = localMoment(form.trimmed('next_date'), form.trimmed('next_time'), facts.timeZone)
  if (!at) faults.next_date = 'Give the day and time of the next review: nobody is without one'
  else if (at <= facts.now) faults.next_date = 'Choose a day and time that is still to come'
  else if (at.getTime() > facts.now.getTime() + furthestReview) {
    faults.next_date = 'Choose a day within the next 100 days'
  }
  return at
}
