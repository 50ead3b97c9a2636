import { openStage, seriesOf } from '#features/worksheets/index.ts'
import { type Written, writtenIn } from './entry-moments.ts'
import { idFor, type Life, moduleOf } from './life.ts'
import type { FinishedAt } from './treatment-rows.ts'

const minute = 60_000

/**
 * What the person wrote: worksheets, messages and what they said at the end of modules. Gives the
 * messages that were dealt with, and not by a letter.
 */
export function addWriting(life: Life, finishedAt: FinishedAt): Sent[] {
  life.person.entries.forEach((entry, index) => {
    const written = writtenIn(life, entry)
    if (written && life.timeline.isPast(written.at)) addEntry(life, written, index)
  })
  return addMessages(life, finishedAt)
}

function addEntry(life: Life, written: Written, index: number): void {
  const { rows, timeline, ids, person } = life
  const { worksheet, values, status, aboutAt, at } = written
  const id = idFor(person.key, 'entry', index)
  const stage =
    worksheet.kind === 'staged'
      ? (openStage(worksheet, values)?.id ?? worksheet.stages.at(-1)?.id ?? null)
      : null
  const content = JSON.stringify(values)
  rows.add('entry', {
    id,
    course_id: ids.course,
    worksheet_id: worksheet.id,
    worksheet_version: worksheet.version,
    module_id: moduleOf(life, worksheet.id),
    block_id: null,
    status,
    stage,
    about_at: aboutAt,
    content,
    version: 1,
    created_at: new Date(at),
    updated_at: new Date(at),
  })
  rows.add('entry_version', {
    entry_id: id,
    version: 1,
    status,
    stage,
    content,
    saved_at: new Date(at),
    saved_by: ids.account,
    save_key: id,
  })
  for (const point of seriesOf(worksheet, values, {
    aboutAt,
    now: new Date(at),
    timeZone: timeline.timeZone,
  })) {
    rows.add('series_point', {
      course_id: ids.course,
      series: point.series,
      entry_id: id,
      field_path: point.path,
      at: point.at,
      value: point.value,
      label: point.label,
    })
  }
}

export interface Sent {
  id: string
  at: number
  fromPatient: boolean
  kind: 'message' | 'review' | 'module_end' | 'welcome'
  text: string
  context: object
  /** Set for what was said at the end of a module. */
  moduleId: string | null
  /** Why it was decided that it needs no answer. */
  noAnswer: string | null
}

function addMessages(life: Life, finishedAt: FinishedAt): Sent[] {
  const settled: Sent[] = []
  const sent = [...written(life), ...moduleEnds(life, finishedAt)]
    .filter(({ at }) => life.timeline.isPast(at))
    .sort((a, b) => a.at - b.at)
  sent.forEach((message, index) => {
    life.rows.add('message', {
      id: message.id,
      course_id: life.ids.course,
      author_id: message.fromPatient ? life.ids.account : life.ids.therapist,
      from_patient: message.fromPatient,
      kind: message.kind,
      body: message.text.trim(),
      context: JSON.stringify(message.context),
      sent_at: new Date(message.at),
      send_key: message.id,
    })
    const answer = sent.slice(index + 1).find((later) => later.fromPatient !== message.fromPatient)
    if (answer) addReadAndHandled(life, message, answer)
    else if (message.fromPatient && isSettled(life, message)) settled.push(message)
  })
  return settled
}

function addReadAndHandled(life: Life, message: Sent, answer: Sent): void {
  const readAt = Math.max(message.at + minute, answer.at - 20 * minute)
  // A therapist who answers as soon as the service opens has read it then.
  const isRead = !message.fromPatient || life.timeline.isAtWork(readAt)
  life.rows.add('message_receipt', {
    message_id: message.id,
    reader_id: message.fromPatient ? life.ids.therapist : life.ids.account,
    read_at: new Date(isRead ? readAt : answer.at),
  })
  if (!message.fromPatient) return
  life.rows.add('message_handling', {
    message_id: message.id,
    course_id: life.ids.course,
    how: 'answered',
    answer_id: answer.id,
    reason: null,
    at: new Date(answer.at),
    by: life.ids.therapist,
  })
}

/**
 * Only the newest questions of people in treatment still wait; the others were talked over on a
 * call, or need no answer.
 */
function isSettled({ person, timeline }: Life, { at }: Sent): boolean {
  return (
    timeline.endedAt !== null || person.stage === 'paused' || at < timeline.now - 3 * 86_400_000
  )
}

function written(life: Life): Sent[] {
  const { person, timeline } = life
  return person.messages.map((message, index): Sent => {
    const fromPatient = message.from === 'patient'
    const at = timeline.at(message)
    return {
      id: idFor(person.key, 'message', index),
      at: fromPatient ? at : timeline.onAWorkingDay(at),
      fromPatient,
      kind: fromPatient ? 'message' : (message.kind ?? 'message'),
      text: message.text,
      context: {},
      moduleId: null,
      noAnswer: message.no_answer ?? null,
    }
  })
}

/**
 * Said when a module was finished: with its usefulness, and as a message where something was
 * written.
 */
function moduleEnds(life: Life, finishedAt: FinishedAt): Sent[] {
  const { person, programme, timeline } = life
  return person.module_ends.flatMap((end): Sent[] => {
    const at = finishedAt.get(end.module) ?? null
    if (at === null || !timeline.isPast(at)) return []
    const text = end.text?.trim() ?? ''
    const messageId = text === '' ? null : idFor(person.key, 'module end', end.module)
    life.rows.add('module_end', {
      id: idFor(person.key, 'end', end.module),
      course_id: life.ids.course,
      module_id: end.module,
      usefulness: end.usefulness ?? null,
      message_id: messageId,
      at: new Date(at),
    })
    if (messageId === null) return []
    const context = { moduleId: end.module, moduleTitle: programme.modules.get(end.module)?.title }
    return [
      {
        id: messageId,
        at,
        fromPatient: true,
        kind: 'module_end',
        text,
        context,
        moduleId: end.module,
        noAnswer: end.no_answer ?? null,
      },
    ]
  })
}
