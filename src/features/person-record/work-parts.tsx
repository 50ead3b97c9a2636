import type { Worksheet } from '#content/types.ts'
import { displayValue } from '#content/worksheet-display.ts'
import { ownValue } from '#content/worksheet-values.ts'
import { type Entry, EntryView } from '#features/worksheets/index.ts'
import type { Context } from '#platform/context.ts'
import { newId } from '#platform/ids.ts'
import { upperFirst } from '#ui/first-letter.ts'
import { PostForm } from '#ui/post-form.tsx'
import { Prose } from '#ui/prose.tsx'
import { formatDay, Time } from '#ui/time.tsx'
import { nameOfModule, stateWords } from './module-words.ts'
import { InsertButton, Part } from './part.tsx'
import type { PersonRecord } from './record.ts'
import { isNew } from './scores-part.tsx'

interface WorkPartProps {
  ctx: Context
  record: PersonRecord
  mayAct: boolean
}

/** Which modules are open, how far each is, and what the person said of it. */
export function ModulesPart({ record }: { record: PersonRecord }) {
  const shown = [...record.modules.states.values()].filter(({ state }) => state !== 'locked')
  return (
    <Part id="modules" title="Modules">
      {shown.length === 0 && <p className="hr-quiet">No module is open yet.</p>}
      <ul className="hr-plain-list">
        {shown.map(({ moduleId, state, since, openedAt, submittedAt }) => {
          const end = record.moduleEnds.findLast((each) => each.moduleId === moduleId)
          const fresh = since !== null && isNew(record, new Date(since)) && state === 'submitted'
          return (
            <li key={moduleId}>
              <strong>{upperFirst(nameOfModule(record, moduleId))}</strong>: {stateWords[state]}
              {since !== null && (
                <>
                  {submittedAt === null ? ' since ' : ', '}
                  <Time at={new Date(since)} style="short-date" />
                </>
              )}
              {openedAt !== null && submittedAt !== null && `, ${daysFor(openedAt, submittedAt)}`}
              {end?.usefulness != null && `, usefulness ${end.usefulness} of 10`}
              {fresh && (
                <>
                  {' '}
                  <span className="hr-tag hr-tag--warm">new</span>
                </>
              )}
            </li>
          )
        })}
      </ul>
    </Part>
  )
}

function daysFor(openedAt: number, submittedAt: number): string {
  const days = Math.max(1, Math.round((submittedAt - openedAt) / 86_400_000))
  return `worked on for ${days} ${days === 1 ? 'day' : 'days'}`
}

/** Everything written or changed since the last review, each with its pairs, flags and comments. */
export function EntriesPart({ ctx, record, mayAct }: WorkPartProps) {
  const { entries, course } = record
  const fresh = entries.filter((entry) => isNew(record, entry.updatedAt)).length
  const diaries = entries.filter((entry) => worksheetOf(ctx, entry)?.kind === 'diary')
  const others = entries.filter((entry) => !diaries.includes(entry))
  return (
    <Part
      id="entries"
      title={`Entries (${entries.length})`}
      news={fresh > 0 ? `${fresh} new` : null}
    >
      {entries.length === 0 && (
        <p className="hr-quiet">Nothing was written since the last review.</p>
      )}
      {others.map((entry) => (
        <OneEntry key={entry.id} {...{ ctx, record, mayAct, entry }} />
      ))}
      {diaries.length > 0 && (
        <details className="hr-part__more" open={others.length === 0}>
          <summary>Diary entries ({diaries.length})</summary>
          {diaries.map((entry) => (
            <OneEntry key={entry.id} {...{ ctx, record, mayAct, entry }} />
          ))}
        </details>
      )}
      <p className="hr-links">
        <a href={`/people/${course.id}/entries`}>Everything they wrote</a>
      </p>
    </Part>
  )
}

function OneEntry({ ctx, record, mayAct, entry }: WorkPartProps & { entry: Entry }) {
  const worksheet = worksheetOf(ctx, entry)
  if (!worksheet) return null
  const quote = quoteFrom(worksheet, entry)
  return (
    <div className="hr-record__entry">
      <EntryView
        entry={entry}
        worksheet={worksheet}
        isNew={isNew(record, entry.updatedAt)}
        comments={record.comments.filter(({ entryId }) => entryId === entry.id)}
        headingLevel={3}
        commentedOn={`/people/${record.course.id}`}
        {...(mayAct ? { courseId: record.course.id, newKey: newId } : {})}
      />
      {mayAct && quote && (
        <InsertButton words={quote} label="Quote" what={`words from ${worksheet.title}`} />
      )}
    </div>
  )
}

function worksheetOf(ctx: Context, entry: Entry): Worksheet | undefined {
  return ctx.content.worksheets.get(entry.worksheetId)
}

/** The longest thing they wrote in their own words: what a review most often quotes. */
function quoteFrom(worksheet: Worksheet, entry: Entry): string | null {
  const texts = worksheet.stages
    .flatMap(({ fields }) => fields)
    .flatMap((field) => {
      if (field.type !== 'text' && field.type !== 'longtext') return []
      return displayValue(field, ownValue(entry.values, field.id)).replace(/\s+/g, ' ').trim()
    })
  const longest = texts.toSorted((a, b) => b.length - a.length)[0] ?? ''
  if (longest === '') return null
  return `You wrote: “${longest.length > 200 ? `${longest.slice(0, 200).trimEnd()}…` : longest}”`
}

/** Practice since the last review and what is still set. Not done is information. */
export function PracticePart({ record, mayAct }: { record: PersonRecord; mayAct: boolean }) {
  const since = record.since?.getTime() ?? 0
  const shown = record.practice
    .filter((task) => task.timesDone < task.times || (task.lastEventAt?.getTime() ?? 0) > since)
    .slice(0, 12)
  if (shown.length === 0) return null
  const done = shown.filter(({ timesDone }) => timesDone > 0).length
  return (
    <Part id="practice" title={`Practice (${done} of ${shown.length} done at least once)`}>
      <ul className="hr-plain-list">
        {shown.map((task) => (
          <li key={task.id} className="hr-row hr-row--apart">
            <span>
              <span dir="auto">{task.title}</span>:{' '}
              {task.timesDone > 0
                ? `done ${task.timesDone} of ${task.times}`
                : lastWords[task.lastEvent ?? 'none']}
              {task.lastReason && (
                <>
                  , “<bdi>{task.lastReason}</bdi>”
                </>
              )}
              {task.dueOn && <span className="hr-quiet">, by {formatDay(task.dueOn)}</span>}
              <span className="hr-quiet">
                {task.origin === 'therapist' ? ', set by the therapist' : ', set by the module'}
              </span>
            </span>
            {mayAct && isStillSet(task) && <TakeBack courseId={record.course.id} task={task} />}
          </li>
        ))}
      </ul>
    </Part>
  )
}

function isStillSet({ timesDone, times, lastEvent }: PersonRecord['practice'][number]): boolean {
  return timesDone < times && lastEvent !== 'withdrawn' && lastEvent !== 'not_done'
}

function TakeBack(props: { courseId: string; task: PersonRecord['practice'][number] }) {
  const { courseId, task } = props
  return (
    <PostForm action={`/people/${courseId}/practice/${task.id}/withdrawal`} sendKey={newId()}>
      <button className="hr-link-button" type="submit">
        Take back<span className="nhsuk-u-visually-hidden"> {task.title}</span>
      </button>
    </PostForm>
  )
}

const lastWords = {
  did: 'done',
  not_done: 'not this time',
  carried_over: 'carried over',
  withdrawn: 'taken back',
  none: 'not yet',
}

/** What the programme's authors tell the therapist about the module the person is in. */
export function NotesForTherapistPart({ record }: { record: PersonRecord }) {
  const opened = [...record.modules.states.values()].filter(({ isOpen }) => isOpen)
  const place = (id: string) => record.modules.track.indexOf(id)
  const latest = opened.sort(
    (a, b) => (b.openedAt ?? 0) - (a.openedAt ?? 0) || place(b.moduleId) - place(a.moduleId),
  )[0]
  const notes = latest ? record.programme.therapistNotes.get(latest.moduleId) : undefined
  if (!latest || !notes) return null
  const parts = [
    ['Look for', notes.lookFor],
    ['Write', notes.write],
    ['Sticking points', notes.stickingPoints],
    ['Call if', notes.callIf],
    ['Release next', notes.releaseNext],
  ] as const
  return (
    <Part id="guidance" title={`For you: ${nameOfModule(record, latest.moduleId)}`} isOpen={false}>
      {record.programme.signoff.status === 'not_yet_signed_off' && (
        <p className="hr-quiet">This programme is not yet clinically signed off.</p>
      )}
      {parts.map(([title, body]) => (
        <div className="hr-guidance" key={title}>
          <h3 className="nhsuk-heading-s">{title}</h3>
          <Prose body={body} />
        </div>
      ))}
    </Part>
  )
}
