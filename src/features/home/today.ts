import { addDays, daysBetween, localDate } from '#clinical/calendar.ts'
import { type DueMeasure, isAboutTreatment, type MeasuresDue } from '#clinical/measure-points.ts'
import type { ModuleProgress } from '#clinical/release.ts'
import type { Module } from '#content/types.ts'
import type { CourseState, PracticeTask } from '#features/treatment/index.ts'
import { type ResumePlace, resumePlace, type SectionVisit } from './resume-place.ts'

export interface Forms {
  readonly count: number
  readonly minutes: number
  /** Null for forms that were missed: they may be done, and nothing is late. */
  readonly dueBefore: Date | null
  /** They ask what the person thinks of the treatment, and not how they have been. */
  readonly isAboutTreatment: boolean
  readonly isStarted: boolean
}

export interface OpenModule {
  readonly module: Module
  readonly place: ResumePlace
}

/** The one thing to do now. */
export type Now =
  | { readonly kind: 'safety'; readonly itemId: string }
  | { readonly kind: 'message'; readonly count: number; readonly hasReview: boolean }
  | { readonly kind: 'consent' }
  | { readonly kind: 'before_start' }
  | { readonly kind: 'forms'; readonly forms: Forms }
  | ({ readonly kind: 'module' } & OpenModule)
  | { readonly kind: 'practice'; readonly task: PracticeTask }
  | { readonly kind: 'nothing' }
  | { readonly kind: 'paused' }
  | { readonly kind: 'ended' }

export interface Today {
  readonly now: Now
  readonly forms: Forms | null
  readonly module: OpenModule | null
  readonly offered: readonly Module[]
  readonly practice: readonly PracticeTask[]
  readonly whenYouCan: { readonly forms: Forms | null; readonly practice: readonly PracticeTask[] }
}

export interface TodayFacts {
  readonly state: CourseState
  readonly endedAt: Date | null
  readonly at: Date
  readonly timeZone: string
  readonly hasConsent: boolean
  readonly safetyItemId: string | null
  readonly unread: { readonly count: number; readonly hasReview: boolean | null }
  readonly measures: MeasuresDue
  /** The instruments of forms that stand half answered. */
  readonly begunForms: readonly string[]
  /** Every module of the programme, in the order in which this person meets them. */
  readonly modules: readonly Module[]
  readonly progress: ReadonlyMap<string, ModuleProgress>
  readonly visits: readonly SectionVisit[]
  readonly openPractice: readonly PracticeTask[]
}

/** A question takes about a quarter of a minute to read and answer. */
const questionsAMinute = 4

/** Decides what Today says: one thing to do now, and the rest in an order that blames nobody. */
export function today(facts: TodayFacts): Today {
  const forms = formsOf(facts, ({ kind }) => kind !== 'missed')
  const module = openModule(facts)
  // During a pause and after the end nothing is asked: practice waits, or is over.
  const [later, practice] = facts.state === 'active' ? splitPractice(facts) : [[], []]
  return {
    now: nowOf(facts, { forms, module, practice }),
    forms,
    module,
    offered: facts.modules.filter(({ id }) => facts.progress.get(id)?.state === 'offered'),
    practice,
    whenYouCan: {
      forms: formsOf(facts, ({ kind }) => kind === 'missed'),
      practice: later,
    },
  }
}

function nowOf(
  facts: TodayFacts,
  open: { forms: Forms | null; module: OpenModule | null; practice: readonly PracticeTask[] },
): Now {
  if (facts.safetyItemId) return { kind: 'safety', itemId: facts.safetyItemId }
  if (facts.unread.count > 0) {
    return {
      kind: 'message',
      count: facts.unread.count,
      hasReview: facts.unread.hasReview === true,
    }
  }
  if (facts.state === 'preparing') return { kind: facts.hasConsent ? 'before_start' : 'consent' }
  if (facts.state === 'paused') return { kind: 'paused' }
  // What they think of the treatment can wait until they have worked on it.
  const comesFirst = open.forms && (!open.forms.isAboutTreatment || !open.module)
  if (open.forms && comesFirst && isSoon(open.forms, facts)) {
    return { kind: 'forms', forms: open.forms }
  }
  if (open.module) return { kind: 'module', ...open.module }
  if (facts.state === 'ended') return { kind: 'ended' }
  if (open.forms) return { kind: 'forms', forms: open.forms }
  const [task] = open.practice
  return task ? { kind: 'practice', task } : { kind: 'nothing' }
}

function formsOf(
  { measures, begunForms }: TodayFacts,
  which: (due: DueMeasure) => boolean,
): Forms | null {
  const due = measures.due.filter(which)
  if (due.length === 0) return null
  const questions = due.reduce((sum, { questionCount }) => sum + questionCount, 0)
  const times = due.flatMap(({ dueBefore }) => (dueBefore === null ? [] : [dueBefore]))
  return {
    count: due.length,
    minutes: Math.max(1, Math.round(questions / questionsAMinute)),
    dueBefore: times.length > 0 ? new Date(Math.min(...times)) : null,
    isAboutTreatment: due.every(isAboutTreatment),
    isStarted: due.some(({ instrumentId }) => begunForms.includes(instrumentId)),
  }
}

/** Wanted before tomorrow is over: then they come before the module. */
function isSoon({ dueBefore }: Forms, { at, timeZone }: TodayFacts): boolean {
  if (!dueBefore) return false
  const day = (moment: Date) => localDate(moment.getTime(), timeZone)
  return daysBetween(day(at), day(dueBefore)) <= 1
}

/** The module to carry on with: the one begun last, or else the first that is open. */
function openModule(facts: TodayFacts): OpenModule | null {
  const states = (state: string) =>
    facts.modules.filter(({ id }) => facts.progress.get(id)?.state === state)
  const since = (module: Module) => facts.progress.get(module.id)?.since ?? 0
  // After the end modules stay open to read; only a follow-up still asks for something, and a
  // module that was opened again since, as a booster.
  const isAsked = (module: Module) =>
    facts.endedAt === null || module.kind === 'followup' || since(module) > facts.endedAt.getTime()
  const begun = states('in_progress').filter(isAsked)
  const module =
    begun.toSorted((a, b) => since(b) - since(a))[0] ?? states('available').filter(isAsked)[0]
  return module ? { module, place: resumePlace(module, facts.visits) } : null
}

function splitPractice(facts: TodayFacts): [PracticeTask[], PracticeTask[]] {
  const yesterday = addDays(localDate(facts.at.getTime(), facts.timeZone), -1)
  const isPast = ({ dueOn }: PracticeTask) => dueOn !== null && dueOn <= yesterday
  const byDay = (a: PracticeTask, b: PracticeTask) =>
    (a.dueOn ?? '9999').localeCompare(b.dueOn ?? '9999')
  const sorted = facts.openPractice.toSorted(byDay)
  return [sorted.filter(isPast), sorted.filter((task) => !isPast(task))]
}
