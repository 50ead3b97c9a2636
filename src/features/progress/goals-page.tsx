import { FaultSummary, type Faults } from '#ui/fields.tsx'
import { PostForm } from '#ui/post-form.tsx'
import { Time } from '#ui/time.tsx'

export interface GoalToRate {
  readonly entryId: string
  readonly version: number
  /** In the person's own words. */
  readonly goal: string
  readonly lastRating: number | null
  readonly lastRatedAt: Date | null
}

export interface GoalsPageProps {
  goals: readonly GoalToRate[]
  scale: { readonly min: number; readonly max: number; readonly low: string; readonly high: string }
  /** What was chosen, when the form comes back with a fault. */
  chosen: ReadonlyMap<string, string>
  faults: Faults
  sendKey: string
  whoReads: string
}

/** A person rates their own goals, about once a week: a minute, and nothing chosen beforehand. */
export function GoalsPage(props: GoalsPageProps) {
  const { goals, scale } = props
  return (
    <div className="hr-reading">
      <FaultSummary faults={props.faults} />
      <h1 className="nhsuk-heading-l">Your goals</h1>
      {goals.length === 0 ? (
        <NoGoals />
      ) : (
        <>
          <p>
            Where are you with each one today? {scale.min} is “{scale.low}”, {scale.max} is “
            {scale.high}”. Once a week is often enough. Leave out any that you would rather not
            rate. {props.whoReads}
          </p>
          <PostForm action="/goals" sendKey={props.sendKey}>
            {goals.map((goal) => (
              <GoalScale key={goal.entryId} {...props} goal={goal} />
            ))}
            <button className="nhsuk-button" type="submit">
              Save
            </button>
          </PostForm>
        </>
      )}
      <p>
        <a href="/entries/new/common.goal">Write a new goal</a>
      </p>
    </div>
  )
}

function NoGoals() {
  return (
    <p>
      You have not written a goal yet. A goal is something you want to be able to do that another
      person could see you doing. Two or three are enough.
    </p>
  )
}

function GoalScale(props: GoalsPageProps & { goal: GoalToRate }) {
  const { goal, scale, chosen } = props
  const name = goalField(goal)
  const values = Array.from({ length: scale.max - scale.min + 1 }, (_, index) => scale.min + index)
  return (
    <fieldset className="nhsuk-fieldset hr-goal" id={name}>
      <legend className="nhsuk-fieldset__legend nhsuk-fieldset__legend--s" dir="auto">
        {goal.goal}
      </legend>
      {goal.lastRating !== null && goal.lastRatedAt && (
        <p className="nhsuk-hint">
          Last: {goal.lastRating}, <Time at={goal.lastRatedAt} style="day" />
        </p>
      )}
      <div className="hr-goal__scale">
        {values.map((value) => (
          <label className="hr-goal__choice" key={value}>
            <input
              type="radio"
              name={name}
              value={value}
              defaultChecked={chosen.get(name) === String(value)}
            />
            <span>{value}</span>
          </label>
        ))}
      </div>
      <p className="hr-goal__ends" aria-hidden="true">
        <span>{scale.low}</span>
        <span>{scale.high}</span>
      </p>
      <p className="hr-small">
        <a href={`/entries/${goal.entryId}`}>
          Change the words<span className="nhsuk-u-visually-hidden"> of “{goal.goal}”</span>
        </a>
      </p>
    </fieldset>
  )
}

export function goalField({ entryId }: Pick<GoalToRate, 'entryId'>): string {
  return `goal-${entryId}`
}
