import type { Context } from '#platform/context.ts'
import { lowerFirst } from '#ui/first-letter.ts'
import { rememberedMarkup } from '#ui/remembered-markup.ts'
import type { PeopleList } from './lists.ts'
import type { Person } from './people.ts'
import { type ReasonLine, reasonLines } from './reason-words.ts'

interface QueueRowProps {
  readonly name: string
  readonly state: string
  /** Null on their own therapist's list. */
  readonly therapist: string | null
  readonly first: ReasonLine | null
  readonly also: readonly string[]
  readonly score: Person['score']
  readonly address: string
  readonly isNext: boolean
}

/** The markup of one person's row: most people's is the same as when the list was last read. */
export function queueRow(
  ctx: Context,
  person: Person,
  { list, isNext }: { list: PeopleList; isNext: boolean },
): string {
  const [first, ...more] = reasonLines(ctx, person)
  return rowMarkup({
    name: person.name,
    state: stateWords(person),
    therapist: list.whose === 'mine' ? null : person.therapistName,
    first: first ?? null,
    also: [
      ...more.map(({ why, by }) => `Also: ${lowerFirst(why)}${by ? ` (${by})` : ''}`),
      person.row.unreadComments > 0 ? 'Your supervisor has left you a comment' : '',
      ownerWords(ctx, person),
    ].filter(Boolean),
    score: person.score,
    address: openAddress(person, list),
    isNext,
  })
}

const rowMarkup = rememberedMarkup(QueueRow)

function QueueRow({ name, state, therapist, first, also, score, address, isNext }: QueueRowProps) {
  return (
    <tr data-row>
      <th scope="row" className="hr-queue__name">
        <bdi>{name}</bdi>
        <span className="hr-queue__week">
          {state}
          {therapist !== null && `, with ${therapist}`}
        </span>
      </th>
      <td className="hr-queue__why">
        {first?.why}
        {first?.quote && (
          <>
            {' '}
            <Quote words={first.quote} />
          </>
        )}
        {also.map((words) => (
          <span className="hr-queue__also" key={words}>
            {words}
          </span>
        ))}
      </td>
      <td className="hr-queue__since">{first?.since}</td>
      <td className={first?.isLate ? 'hr-queue__by hr-queue__by--late' : 'hr-queue__by'}>
        {first?.isLate ? `late: ${first.by}` : first?.by}
      </td>
      <td className="hr-queue__score">
        <Score score={score} />
      </td>
      <td className="hr-queue__open">
        <a href={address} data-next={isNext ? '' : undefined}>
          Open
          <span className="nhsuk-u-visually-hidden">
            {' '}
            <bdi>{name}</bdi>
          </span>
        </a>
      </td>
    </tr>
  )
}

function openAddress(person: Person, { whose }: PeopleList): string {
  if (whose === 'on_duty') return `/people/${person.courseId}`
  if (person.group === 'preparing') return `/intake/${person.row.patient_id}`
  return whose === 'mine' ? `/people/${person.courseId}` : `/supervision/${person.courseId}`
}

function stateWords(person: Person): string {
  if (person.state === 'paused') return 'paused'
  if (person.state === 'ended') return 'ended'
  return person.state === 'preparing' ? 'not started' : `week ${person.week}`
}

const quoteLength = 90

/** The person's own first words, so that a question is read before the page is opened. */
function Quote({ words }: { words: string }) {
  const line = words.replace(/\s+/g, ' ').trim()
  const cut = line.length > quoteLength ? `${line.slice(0, quoteLength).trimEnd()}…` : line
  return <q dir="auto">{cut}</q>
}

function ownerWords({ actor }: Context, { row }: Person): string {
  const [item] = row.safety_items
  if (!item) return ''
  const isMine = actor.kind === 'staff' && actor.id === item.ownerId
  return `Owner: ${isMine ? 'you' : (item.ownerName ?? 'nobody')}`
}

export function Score({ score }: { score: Person['score'] }) {
  if (!score) return <span className="hr-quiet">no PHQ-9 yet</span>
  const { change } = score
  const words =
    change === null
      ? 'first'
      : change === 0
        ? 'same'
        : change > 0
          ? `up ${change}`
          : `down ${-change}`
  return (
    <>
      PHQ-9 <strong>{score.total}</strong> <span className="hr-queue__change">{words}</span>
    </>
  )
}
