import type { Context } from '#platform/context.ts'
import { lowerFirst } from '#ui/first-letter.ts'
import { PostForm } from '#ui/post-form.tsx'
import { formatTime, nearDay } from '#ui/time.tsx'
import type { PeopleList } from './lists.ts'
import { type Day, type GroupName, groupOrder, nextReviewAhead, type Person } from './people.ts'
import { counted, groupNames, reasonLines } from './reason-words.ts'

interface CaseloadPageProps {
  ctx: Context
  /** The lists that this member of staff has, and the one that is shown. */
  lists: readonly PeopleList[]
  list: PeopleList
  people: readonly Person[]
  /** The day's work; null where it is somebody else's. */
  day: Day | null
  search: string
  why: GroupName | null
  /** Said once, after something was done: "Sent." */
  said: string | null
}

/** People in the order they need somebody, each with the reason: a therapist's, or others'. */
export function CaseloadPage(props: CaseloadPageProps) {
  const { ctx, people, list, day, search, why } = props
  const shown = people.filter((person) => isFound(person, search))
  const groups = groupOrder
    .filter((group) => why === null || group === why)
    .map((group) => ({ group, rows: shown.filter((person) => person.group === group) }))
    .filter(({ rows }) => rows.length > 0)
  const busy = shown.find(({ group }) => group !== 'quiet' && group !== 'preparing')
  const first = list.whose === 'mine' ? busy : undefined
  return (
    <div className="hr-queue" data-island="queue-keys">
      {props.said && (
        <p className="hr-queue__said" role="status">
          {props.said}
        </p>
      )}
      <div className="hr-queue__top">
        <h1 className="nhsuk-heading-l">
          {list.title} ({people.length})
        </h1>
        {day && <DayLine ctx={ctx} day={day} />}
      </div>
      <Lists lists={props.lists} list={list} />
      {list.says && <p className="hr-quiet">{list.says}</p>}
      <div className="hr-queue__tools">
        <Filters list={list} people={people} why={why} isSearch={search !== ''} />
        <SearchForm list={list} search={search} />
      </div>
      {!busy && search === '' && why === null && (
        <NobodyWaits ctx={ctx} list={list} people={people} />
      )}
      {search !== '' && <Found list={list} search={search} count={shown.length} />}
      {groups.map(({ group, rows }) => (
        <Group
          key={group}
          ctx={ctx}
          list={list}
          group={group}
          rows={rows}
          firstId={first?.courseId ?? null}
        />
      ))}
      <p className="hr-small">
        <a href="/record-openings/new">Open another record in an emergency</a>
      </p>
      <p className="hr-queue__keys hr-quiet hr-small" data-keys-help hidden>
        Keys: <kbd>n</kbd> next person, <kbd>/</kbd> search, <kbd>j</kbd> and <kbd>k</kbd> down and
        up, <kbd>o</kbd> open.
      </p>
    </div>
  )
}

/** Whoever has several roles has several lists, each by its own address. */
function Lists({ lists, list }: { lists: readonly PeopleList[]; list: PeopleList }) {
  if (lists.length < 2) return null
  return (
    <nav className="hr-queue__filters" aria-label="Whose people">
      <ul>
        {lists.map((each) => (
          <li key={each.of}>
            <a href={addressOf(each)} aria-current={each.of === list.of ? 'true' : undefined}>
              {each.title}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  )
}

function addressOf({ of, whose }: PeopleList, why?: GroupName): string {
  const asked = new URLSearchParams({
    ...(whose === 'mine' ? {} : { of }),
    ...(why ? { why } : {}),
  })
  return asked.size === 0 ? '/people' : `/people?${asked}`
}

function Found(props: { list: PeopleList; search: string; count: number }) {
  const { list, search, count } = props
  return (
    <p role="status">
      {count === 0
        ? `Nobody on your list is called “${search}”.`
        : `${counted(count, 'person', 'people')} on your list called “${search}”.`}{' '}
      <a href={addressOf(list)}>Show everybody</a>
    </p>
  )
}

function isFound(person: Person, search: string): boolean {
  return person.name.toLocaleLowerCase('en').includes(search.trim().toLocaleLowerCase('en'))
}

function DayLine({ ctx, day }: { ctx: Context; day: Day }) {
  const zone = ctx.service.timeZone
  const parts = [
    formatTime(ctx.now, 'day', zone),
    day.reviewsLate > 0 ? `${counted(day.reviewsLate, 'review', 'reviews')} late` : '',
    day.promisedBy
      ? `${counted(day.reviewsDue, 'review', 'reviews')} left, promised by ` +
        formatTime(day.promisedBy, 'time', zone)
      : 'no reviews left for today',
    day.reviewsDone > 0 ? `${day.reviewsDone} done today` : '',
    counted(day.calls, 'call', 'calls'),
  ].filter(Boolean)
  return <p className="hr-queue__day">{parts.join(' · ')}</p>
}

/** They show the whole list again: what was searched for stands in no address. */
function Filters(props: {
  list: PeopleList
  people: readonly Person[]
  why: GroupName | null
  isSearch: boolean
}) {
  const count = (group: GroupName) => props.people.filter((person) => person.group === group).length
  const isAll = props.why === null && !props.isSearch
  return (
    <nav className="hr-queue__filters" aria-label="Show">
      <ul>
        <li>
          <a href={addressOf(props.list)} aria-current={isAll ? 'true' : undefined}>
            All reasons
          </a>
        </li>
        {groupOrder
          .filter((group) => count(group) > 0)
          .map((group) => (
            <li key={group}>
              <a
                href={addressOf(props.list, group)}
                aria-current={props.why === group ? 'true' : undefined}
              >
                {nameOf(group, props.list)} ({count(group)})
              </a>
            </li>
          ))}
      </ul>
    </nav>
  )
}

/** Only their own therapist is the one who is waited for. */
function nameOf(group: GroupName, { whose }: PeopleList): string {
  return group === 'waiting' && whose !== 'mine' ? 'Waiting for an answer' : groupNames[group]
}

function SearchForm({ list, search }: { list: PeopleList; search: string }) {
  return (
    <search>
      <PostForm action="/people/search" className="hr-queue__search">
        <input type="hidden" name="of" value={list.of} />
        <label className="nhsuk-label" htmlFor="name">
          Search by name
        </label>
        <input
          className="nhsuk-input"
          id="name"
          name="name"
          type="search"
          maxLength={100}
          defaultValue={search}
          autoComplete="off"
        />
        <button className="nhsuk-button nhsuk-button--secondary" type="submit">
          Search
        </button>
      </PostForm>
    </search>
  )
}

function NobodyWaits(props: { ctx: Context; list: PeopleList; people: readonly Person[] }) {
  const { ctx, list, people } = props
  const next = list.whose === 'mine' ? nextReviewAhead(ctx, people) : null
  const at = next?.row.next_review_at
  return (
    <div className="hr-card hr-card--calm">
      <p>
        {people.length === 0
          ? emptyWords[list.whose]
          : list.whose === 'mine'
            ? 'Nobody is waiting for you.'
            : 'Nobody is waiting for anybody.'}
        {next && at && ` Next review: ${next.name}, ${nearDay(at, ctx.now, ctx.service.timeZone)}.`}
      </p>
    </div>
  )
}

const emptyWords: Record<PeopleList['whose'], string> = {
  mine: 'Nobody is on your list yet. People appear here once a course is made for them.',
  supervised: 'Nobody yet: an administrator says whom you supervise, on the page of staff.',
  on_duty: 'No safety item is open, and none was closed in the last 7 days.',
}

interface GroupProps {
  ctx: Context
  list: PeopleList
  group: GroupName
  rows: readonly Person[]
  firstId: string | null
}

function Group({ ctx, list, group, rows, firstId }: GroupProps) {
  return (
    <section
      className={`hr-queue__group hr-queue__group--${group}`}
      aria-labelledby={`group-${group}`}
    >
      <h2 className="nhsuk-heading-s" id={`group-${group}`}>
        {nameOf(group, list)} ({rows.length})
      </h2>
      <table className="hr-queue__table">
        <caption className="nhsuk-u-visually-hidden">{nameOf(group, list)}</caption>
        <QueueColumns />
        <thead className="nhsuk-u-visually-hidden">
          <tr>
            <th scope="col">Person</th>
            <th scope="col">Why</th>
            <th scope="col">Since</th>
            <th scope="col">By when</th>
            <th scope="col">Latest PHQ-9</th>
            <th scope="col">Open</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((person) => (
            <Row
              key={person.courseId}
              ctx={ctx}
              list={list}
              person={person}
              isNext={person.courseId === firstId}
            />
          ))}
        </tbody>
      </table>
    </section>
  )
}

/** The widths: a table whose head is hidden has no other place for them. */
export function QueueColumns() {
  const columns = ['name', 'why', 'since', 'by', 'score', 'open'] as const
  return (
    <colgroup>
      {columns.map((name) => (
        <col key={name} className={`hr-queue__col-${name}`} />
      ))}
    </colgroup>
  )
}

interface RowProps {
  ctx: Context
  list: PeopleList
  person: Person
  isNext: boolean
}

function Row({ ctx, list, person, isNext }: RowProps) {
  const lines = reasonLines(ctx, person)
  const [first, ...more] = lines
  return (
    <tr data-row>
      <th scope="row" className="hr-queue__name">
        <bdi>{person.name}</bdi>
        <span className="hr-queue__week">
          {stateWords(person)}
          {list.whose !== 'mine' && `, with ${person.therapistName}`}
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
        {more.map((line) => (
          <span className="hr-queue__also" key={line.why}>
            Also: {lowerFirst(line.why)}
            {line.by && ` (${line.by})`}
          </span>
        ))}
        {person.row.unreadComments > 0 && (
          <span className="hr-queue__also">Your supervisor has left you a comment</span>
        )}
        <SafetyOwner ctx={ctx} person={person} />
      </td>
      <td className="hr-queue__since">{first?.since}</td>
      <td className={first?.isLate ? 'hr-queue__by hr-queue__by--late' : 'hr-queue__by'}>
        {first?.isLate ? `late: ${first.by}` : first?.by}
      </td>
      <td className="hr-queue__score">
        <Score person={person} />
      </td>
      <td className="hr-queue__open">
        <a href={openAddress(person, list)} data-next={isNext ? '' : undefined}>
          Open
          <span className="nhsuk-u-visually-hidden">
            {' '}
            <bdi>{person.name}</bdi>
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

function SafetyOwner({ ctx, person }: { ctx: Context; person: Person }) {
  const [item] = person.row.safety_items
  if (!item) return null
  const isMine = ctx.actor.kind === 'staff' && ctx.actor.id === item.ownerId
  return (
    <span className="hr-queue__also">Owner: {isMine ? 'you' : (item.ownerName ?? 'nobody')}</span>
  )
}

export function Score({ person }: { person: Person }) {
  const { score } = person
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
