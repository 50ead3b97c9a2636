import type { PracticeTask } from '#features/treatment/index.ts'
import { newId } from '#platform/ids.ts'
import { PostForm } from '#ui/post-form.tsx'
import { formatDay } from '#ui/time.tsx'
import type { HomeView } from './home-view.ts'
import { aboutMinutes, beforeDay, callWords, onDayAt } from './near-words.ts'
import { formsName, formsWords } from './now-card.tsx'
import { PlanLine } from './plan-line.tsx'
import type { Forms, OpenModule } from './today.ts'

/** What else belongs to this week, and what was missed, which waits without a word of blame. */
export function WeekCard({ view }: { view: HomeView }) {
  const { now, forms, module, practice, offered, whenYouCan } = view.today
  const others = practice.filter(({ id }) => now.kind !== 'practice' || now.task.id !== id)
  const showsForms = forms !== null && now.kind !== 'forms'
  const showsModule = module !== null && now.kind !== 'module'
  const call = now.kind === 'before_start' ? null : view.nextCall
  const later = whenYouCan.practice.length > 0 || whenYouCan.forms !== null
  const isEmpty =
    !showsForms &&
    !showsModule &&
    !call &&
    view.cancelledCalls.length === 0 &&
    !view.diary &&
    view.goalsToRate + view.plans.length + others.length + offered.length === 0
  if (isEmpty && !later) return null
  return (
    <section className="hr-card hr-home__week" aria-labelledby="week">
      <h2 className="hr-eyebrow" id="week">
        Also this week
      </h2>
      <ul className="hr-plain-list">
        {showsForms && <FormsLine forms={forms} view={view} />}
        {showsModule && <ModuleLine open={module} />}
        {view.plans.map((plan) => (
          <PlanLine key={plan.entryId} plan={plan} view={view} />
        ))}
        {view.goalsToRate > 0 && <GoalsLine count={view.goalsToRate} />}
        {view.diary && <DiaryLine moments={view.diary.momentsThisWeek} />}
        {call && (
          <li className="hr-row hr-row--apart">
            <span>
              {callWords(call, named(view))}, {call.minutes} minutes
            </span>
            <a href="/calls">Call details</a>
          </li>
        )}
        {view.cancelledCalls.map((at) => (
          <CancelledLine key={at.toISOString()} at={at} view={view} />
        ))}
        {others.map((task) => (
          <PracticeLine key={task.id} task={task} />
        ))}
        {offered.map((module) => (
          <li key={module.id} className="hr-row hr-row--apart">
            <span>
              {view.therapist.name} thought “{module.title}” might help. Your choice.
            </span>
            <a href="/programme">Have a look</a>
          </li>
        ))}
      </ul>
      {later && <WhenYouCan view={view} />}
      <WeekLinks view={view} />
    </section>
  )
}

function ModuleLine({ open: { module, place } }: { open: OpenModule }) {
  return (
    <li className="hr-row hr-row--apart">
      <span>
        {module.title}
        {!place.isAllRead && <span className="hr-quiet">, {aboutMinutes(place.minutesLeft)}</span>}
        {place.shortHref && (
          <>
            <br />
            <a href={place.shortHref}>Only ten minutes today?</a>
          </>
        )}
      </span>
      <a href={place.href}>{place.isStarted ? 'Carry on' : 'Start'}</a>
    </li>
  )
}

function named({ therapist, at, timeZone }: HomeView) {
  return { name: therapist.name, now: at, timeZone }
}

function CancelledLine({ at, view }: { at: Date; view: HomeView }) {
  return (
    <li className="hr-row hr-row--apart">
      <span>
        The call {onDayAt(at, view.at, view.timeZone)} is cancelled.
        {!view.nextCall && ` ${view.therapist.name} will suggest another time.`}
      </span>
      <a href="/calls">
        All calls<span className="nhsuk-u-visually-hidden">, also this one</span>
      </a>
    </li>
  )
}

function WeekLinks({ view }: { view: HomeView }) {
  if (view.state !== 'active') return null
  return (
    <p className="hr-small hr-links">
      {view.plans.length > 0 && <a href="/week">My week</a>}
      <a href="/in-the-way">Has something got in the way?</a>
    </p>
  )
}

function FormsLine({ forms, view }: { forms: Forms; view: HomeView }) {
  return (
    <li className="hr-row hr-row--apart">
      <span>
        {formsName(forms)}: {formsWords(forms)}
        {forms.dueBefore && (
          <span className="hr-quiet">, {beforeDay(forms.dueBefore, view.at, view.timeZone)}</span>
        )}
      </span>
      <a href="/measures">{forms.isStarted ? 'Carry on' : 'Start'}</a>
    </li>
  )
}

function GoalsLine({ count }: { count: number }) {
  return (
    <li className="hr-row hr-row--apart">
      <span>
        {count === 1 ? 'Your goal' : 'Your goals'}: where are you now?
        <span className="hr-quiet"> About a minute</span>
      </span>
      <a href="/goals">Rate</a>
    </li>
  )
}

function DiaryLine({ moments }: { moments: number }) {
  const count = moments === 1 ? '1 moment' : `${moments} moments`
  return (
    <li className="hr-row hr-row--apart">
      <span>
        Diary: what you’re doing, and your mood
        {moments > 0 && <span className="hr-quiet">, {count} in the last 7 days</span>}
      </span>
      <a className="hr-home__add" href="/diary">
        + Add<span className="nhsuk-u-visually-hidden"> to the diary</span>
      </a>
    </li>
  )
}

/** A day that has passed is not said: it would only be a debt. */
function PracticeLine({ task, isPast = false }: { task: PracticeTask; isPast?: boolean }) {
  return (
    <li>
      <a className="hr-home__task" href={`/practice/${task.id}`} dir="auto">
        {task.title}
      </a>
      <div className="hr-quiet">
        {task.times > 1 && `${task.timesDone} of ${task.times} times so far. `}
        {!isPast && task.dueOn && `Until ${formatDay(task.dueOn)}.`}
      </div>
      <div className="hr-row">
        <PostForm action={`/practice/${task.id}`} sendKey={newId()}>
          <input type="hidden" name="kind" value="did" />
          <button className="hr-link-button" type="submit">
            I did it<span className="nhsuk-u-visually-hidden">: {task.title}</span>
          </button>
        </PostForm>
        <a className="hr-home__not" href={`/practice/${task.id}`}>
          Not this time<span className="nhsuk-u-visually-hidden">: {task.title}</span>
        </a>
      </div>
    </li>
  )
}

function WhenYouCan({ view }: { view: HomeView }) {
  const { forms, practice } = view.today.whenYouCan
  return (
    <div className="hr-home__later">
      <h3 className="hr-eyebrow">When you can</h3>
      <ul className="hr-plain-list">
        {forms && (
          <li className="hr-row hr-row--apart">
            <span>
              {formsName(forms)}: {formsWords(forms)}
            </span>
            <a href="/measures">{forms.isStarted ? 'Carry on' : 'Start'}</a>
          </li>
        )}
        {practice.map((task) => (
          <PracticeLine key={task.id} task={task} isPast />
        ))}
      </ul>
    </div>
  )
}
