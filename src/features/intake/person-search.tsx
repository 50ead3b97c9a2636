import { PostForm } from '#ui/post-form.tsx'
import { formatDay } from '#ui/time.tsx'
import { type FoundPerson, mostFound } from './search-people.ts'

/** What was looked for, and who was found. */
export interface Search {
  readonly name: string
  readonly found: readonly FoundPerson[]
}

/** Finds somebody at any stage, also in treatment: posted, so that no address holds a name. */
export function SearchForm({ search }: { search: Search | null }) {
  return (
    <search>
      <PostForm action="/intake/search" className="hr-queue__search hr-intake__search">
        <label className="nhsuk-label" htmlFor="name">
          Search everybody by name
        </label>
        <input
          className="nhsuk-input"
          id="name"
          name="name"
          type="search"
          dir="auto"
          maxLength={100}
          defaultValue={search?.name ?? ''}
          autoComplete="off"
        />
        <button className="nhsuk-button nhsuk-button--secondary" type="submit">
          Search
        </button>
      </PostForm>
    </search>
  )
}

export function SearchResults({ search: { name, found } }: { search: Search }) {
  return (
    <section aria-labelledby="found">
      <h2 className="nhsuk-heading-m" id="found" role="status">
        {found.length === 0 ? `Nobody here is called “${name}”` : countWords(found.length, name)}
      </h2>
      <p>
        <a href="/intake">Show who is getting started</a>
      </p>
      <ul className="hr-plain-list">
        {found.map((person) => (
          <li key={person.id} className="hr-row hr-row--apart">
            <span>
              <a href={`/intake/${person.id}`} dir="auto">
                {person.name}
              </a>
              {person.bornOn && (
                <span className="hr-quiet">, born {formatDay(person.bornOn, 'date')}</span>
              )}
            </span>
            <span className="hr-quiet">{stageWords(person)}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}

function countWords(count: number, name: string): string {
  if (count >= mostFound) return `The first ${mostFound} called “${name}”: write more of the name`
  return count === 1 ? `1 person called “${name}”` : `${count} people called “${name}”`
}

const stages = {
  preparing: 'getting started',
  active: 'in treatment',
  paused: 'treatment is paused',
  ended: 'treatment has ended',
}

function stageWords({ state, therapistName }: FoundPerson): string {
  if (state === null) return 'getting started'
  return therapistName ? `${stages[state]}, with ${therapistName}` : stages[state]
}
