import { FaultSummary, type Faults, TextAreaField, Ticks } from '#ui/fields.tsx'
import { PostForm } from '#ui/post-form.tsx'
import type { BarriersTyped } from './barriers-form.ts'

interface BarriersPageProps {
  therapistName: string
  promise: readonly string[]
  notWatched: string
  barriers: readonly { readonly id: string; readonly label: string }[]
  typed: BarriersTyped
  faults: Faults
}

/** For somebody who was away for a while: what got in the way, in a few presses and no blame. */
export function BarriersPage(props: BarriersPageProps) {
  const { therapistName, promise, notWatched, barriers, typed, faults } = props
  return (
    <div className="hr-reading">
      <FaultSummary faults={faults} />
      <h1 className="nhsuk-heading-l">Has something got in the way?</h1>
      <p>
        Most people have a week when this doesn’t fit in. You have done nothing wrong. If you say
        what it was, {therapistName} can change something: make it smaller, move it, or ring you.
      </p>
      <PostForm action="/in-the-way" sendKey={typed.sendKey} className="hr-write">
        <Ticks
          name="barriers"
          legend="Tick what fits"
          hint="One is enough."
          error={faults.barriers}
          options={barriers.map(({ id, label }) => ({ value: id, label }))}
          chosen={typed.barriers}
        />
        <TextAreaField
          name="words"
          label="Anything you’d like to add (you can leave this empty)"
          value={typed.words}
          error={faults.words}
          rows={4}
        />
        <p className="hr-write__watch">
          {notWatched} <a href="/help">Help now</a>
        </p>
        <p className="hr-quiet">{promise.at(-1)}</p>
        <button className="nhsuk-button" type="submit">
          Send to {therapistName}
        </button>
      </PostForm>
      <p>
        <a href="/">Back to today</a>
      </p>
    </div>
  )
}
