import { localDate } from '#clinical/calendar.ts'
import type { Module, TaskBlock, Values } from '#content/types.ts'
import { writtenIn } from './entry-moments.ts'
import { idFor, type Life, moduleOf } from './life.ts'

const hour = 3_600_000
const day = 24 * hour

/** When modules were finished, by their ids. */
export type FinishedAt = ReadonlyMap<string, number>

/**
 * Modules opened, read and finished in order, with the practice that they set. Gives when each was
 * finished.
 */
export function addTreatment(life: Life): FinishedAt {
  const { person, programme, timeline } = life
  const isCourseWork = (id: string) =>
    programme.modules.has(id) && programme.modules.get(id)?.kind !== 'followup'
  const done = [...new Set(person.modules_done.filter(isCourseWork))]
  const weeksEach = Math.max(
    1,
    person.week / Math.max(1, done.length + (timeline.endedAt === null ? 1 : 0)),
  )
  const ids = [...done, ...nextModule(life, done)]
  const planned = ids.map((id, index) => ({
    id,
    at:
      index === 0
        ? timeline.startedAt
        : timeline.at({ week: 1, day: 0, at: '16:45' }) + Math.floor(index * weeksEach * 7) * day,
  }))
  const wroteAt = firstWritten(life)
  const openings = inTimeToWrite(life, planned, wroteAt)
  const finishedAt = new Map<string, number>()
  openings.forEach(({ id, at: openedAt }, index) => {
    const module = programme.modules.get(id)
    if (!module) return
    const nextAt = openings[index + 1]?.at ?? null
    const at = addModule(life, module, {
      openedAt,
      nextAt,
      wroteAt: wroteAt.get(id) ?? null,
      isDone: done.includes(id),
    })
    if (at !== null) finishedAt.set(id, at)
  })
  for (const [id, at] of wroteAt) {
    const module = ids.includes(id) ? undefined : programme.modules.get(id)
    // An optional module, opened beside the way and not finished.
    const openedAt = Math.max(timeline.startedAt, timeline.atWorkBefore(at - 20 * hour))
    if (module) addModule(life, module, { openedAt, nextAt: null, wroteAt: at, isDone: false })
  }
  if (person.stage === 'followed_up' && timeline.endedAt !== null) {
    const followUp = programme.followups[0]
    const module = followUp ? programme.modules.get(followUp.module) : undefined
    const releasedAt = timeline.endedAt + (followUp?.weeksAfterEnd ?? 4) * 7 * day
    if (module && releasedAt < timeline.now - 6 * day) {
      const openedAt = timeline.atWork(releasedAt)
      const at = addModule(life, module, { openedAt, nextAt: null, wroteAt: null, isDone: true })
      if (at !== null) finishedAt.set(module.id, at)
    }
  }
  return finishedAt
}

function nextModule({ person, programme, timeline }: Life, done: readonly string[]): string[] {
  if (timeline.endedAt !== null) return []
  const track = programme.tracks.get(person.track ?? 'full')?.modules ?? programme.core
  const next = track.find((id) => !done.includes(id))
  return next === undefined ? [] : [next]
}

interface Opening {
  readonly id: string
  readonly at: number
}

/** Opened as planned, or sooner: whoever wrote in a module had it by then, and those before it. */
function inTimeToWrite(
  { timeline }: Life,
  planned: readonly Opening[],
  wroteAt: ReadonlyMap<string, number>,
): Opening[] {
  let latest = timeline.now - 2 * hour
  const backwards = [...planned].reverse().map(({ id, at }) => {
    const needed = (wroteAt.get(id) ?? Number.POSITIVE_INFINITY) - 2 * hour
    const wanted = Math.min(timeline.atWork(at), latest, needed)
    latest = Math.max(timeline.startedAt, timeline.atWorkBefore(wanted))
    return { id, at: latest }
  })
  return backwards.reverse()
}

/** When they first wrote in a form of each module. */
function firstWritten(life: Life): ReadonlyMap<string, number> {
  const { person, timeline } = life
  const first = new Map<string, number>()
  for (const entry of person.entries) {
    const at = timeline.at(entry)
    const moduleId = moduleOf(life, entry.worksheet)
    if (moduleId === null || !timeline.isPast(at)) continue
    first.set(moduleId, Math.min(at, first.get(moduleId) ?? at))
  }
  return first
}

function addModule(
  life: Life,
  module: Module,
  when: { openedAt: number; nextAt: number | null; wroteAt: number | null; isDone: boolean },
): number | null {
  const { timeline, random, person } = life
  const { openedAt, nextAt, wroteAt, isDone } = when
  const begunAt = openedAt + random.whole(4, 40) * hour
  const startedAt = Math.min(begunAt, Math.max(openedAt, (wroteAt ?? begunAt) - hour / 4))
  const readAt = startedAt + random.whole(2, 4) * day
  const submittedAt = Math.min(readAt, Math.max(startedAt + hour, (nextAt ?? readAt) - hour))
  addEvent(life, module.id, 'released', openedAt, life.ids.therapist)
  const hasBegun =
    isDone ||
    wroteAt !== null ||
    (person.stage !== 'stalled' && person.entries.some(({ week }) => week >= person.week))
  if (!hasBegun || !timeline.isPast(startedAt)) return null
  addEvent(life, module.id, 'started', startedAt, life.ids.account)
  addVisits(life, module, { startedAt, isDone, submittedAt })
  if (!isDone) return null
  const finishedAt = Math.min(submittedAt, timeline.now - 3_600_000)
  addEvent(life, module.id, 'submitted', finishedAt, life.ids.account)
  const reviewedAt = timeline.atWork(submittedAt + 2 * day)
  if (timeline.isPast(reviewedAt))
    addEvent(life, module.id, 'reviewed', reviewedAt, life.ids.therapist)
  return finishedAt
}

function addEvent(life: Life, moduleId: string, kind: string, at: number, by: string): void {
  life.rows.add('module_event', {
    id: idFor(life.person.key, moduleId, kind),
    course_id: life.ids.course,
    module_id: moduleId,
    kind,
    at: new Date(at),
    by,
    reason: null,
  })
}

function addVisits(
  life: Life,
  module: Module,
  when: { startedAt: number; submittedAt: number; isDone: boolean },
): void {
  const sections = module.sections.filter(({ path }) => path === null)
  const read = when.isDone
    ? sections
    : sections.slice(0, Math.max(1, Math.floor(sections.length / 2)))
  read.forEach((section, index) => {
    const at = when.startedAt + (when.submittedAt - when.startedAt) * (index / sections.length)
    if (!life.timeline.isPast(at)) return
    const isLast = !when.isDone && index === read.length - 1
    life.rows.add('page_visit', {
      course_id: life.ids.course,
      module_id: module.id,
      section_id: section.id,
      first_at: new Date(at),
      last_at: new Date(at + section.minutes * 60_000),
      done_at: isLast ? null : new Date(at + section.minutes * 60_000),
    })
    if (!isLast) addTasks(life, module.id, section.blocks, at)
  })
}

function addTasks(
  life: Life,
  moduleId: string,
  blocks: Module['sections'][number]['blocks'],
  at: number,
): void {
  for (const block of blocks) {
    if (block.type !== 'task') continue
    const id = idFor(life.person.key, 'task', block.id)
    life.rows.add('practice_task', {
      id,
      course_id: life.ids.course,
      origin: 'module',
      module_id: moduleId,
      block_id: block.id,
      title: block.title,
      instruction: '',
      tiny: block.tiny,
      worksheet_id: block.ref,
      times: block.times,
      due_on: localDate(at + block.dueDays * day, life.timeline.timeZone),
      set_at: new Date(at),
      set_by: life.ids.account,
    })
    addPractice(life, { id, block, setAt: at })
  }
}

/** What somebody did of it is what they wrote of it; of practice without a form, a few times. */
function addPractice(life: Life, task: { id: string; block: TaskBlock; setAt: number }): void {
  const done = task.block.ref === null ? without(life, task) : written(life, task)
  done.slice(0, task.block.times).forEach((at, index) => {
    const id = idFor(task.id, 'did', index)
    life.rows.add('practice_event', {
      id,
      task_id: task.id,
      kind: 'did',
      reason: null,
      note: null,
      at: new Date(at),
      by: life.ids.account,
      send_key: id,
    })
  })
}

/** The moments of entries that belong to it: from when it was set until a week after its day. */
function written(life: Life, { block, setAt }: { block: TaskBlock; setAt: number }): number[] {
  const until = setAt + (block.dueDays + 7) * day
  return life.person.entries
    .filter(({ worksheet, values }) => worksheet === block.ref && !wasLeft(values))
    .flatMap((entry) => writtenIn(life, entry)?.at ?? [])
    .filter((at) => at >= setAt && at < until && life.timeline.isPast(at))
    .sort((a, b) => a - b)
}

function wasLeft(values: Values): boolean {
  return [values.done, values.did].includes('no')
}

function without(life: Life, { block, setAt }: { block: TaskBlock; setAt: number }): number[] {
  return Array.from({ length: life.random.whole(0, Math.min(4, block.times)) }, (_, index) =>
    Math.round(setAt + ((index + 1) / (block.times + 1)) * 7 * day),
  ).filter((at) => life.timeline.isPast(at))
}
