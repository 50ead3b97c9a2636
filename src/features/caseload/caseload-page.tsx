import type { Context } from '#platform/context.ts'
import { PostForm } from '#ui/post-form.tsx'
import { formatTime, nearDay } from '#ui/time.tsx'
import type { PeopleList } from './lists.ts'
import { type Day, type GroupName, groupOrder, nextReviewAhead, type Person } from './people.ts'
import { queueRow } from './queue-row.tsx'
import { counted, groupNames } from './reason-words.ts'

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
          dir="auto"
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

function Group(props: GroupProps) {
  const { list, group, rows } = props
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
        <Rows {...props} />
      </table>
    </section>
  )
}

function Rows({ ctx, list, rows, firstId }: GroupProps) {
  const markup = rows.map((person) =>
    queueRow(ctx, person, { list, isNext: person.courseId === firstId }),
  )
  // biome-ignore lint/security/noDangerouslySetInnerHtml: React has made it, of one row each
  return <tbody dangerouslySetInnerHTML={{ __html: markup.join('') }} />
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
