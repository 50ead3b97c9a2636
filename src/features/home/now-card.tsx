import { newId } from '#platform/ids.ts'
import { upperFirst } from '#ui/first-letter.ts'
import { PostForm } from '#ui/post-form.tsx'
import { formatDay } from '#ui/time.tsx'
import type { HomeView } from './home-view.ts'
import { aboutMinutes, callWords, onDay, onDayAt } from './near-words.ts'
import type { Forms, OpenModule } from './today.ts'

/** The one thing to do now, with the page's one primary action. */
export function NowCard({ view }: { view: HomeView }) {
  return (
    <section className="hr-card hr-card--now hr-home__now" aria-labelledby="now">
      <h2 className="hr-eyebrow" id="now">
        Now
      </h2>
      <NowContent view={view} />
    </section>
  )
}

function NowContent({ view }: { view: HomeView }) {
  const { now } = view.today
  switch (now.kind) {
    case 'safety':
      return <SafetyNow itemId={now.itemId} />
    case 'message':
      return <MessageNow count={now.count} hasReview={now.hasReview} view={view} />
    case 'consent':
      return <ConsentNow />
    case 'before_start':
      return <BeforeStart view={view} />
    case 'forms':
      return <FormsNow forms={now.forms} view={view} />
    case 'module':
      return <ModuleNow open={now} isFirstTime={view.isFirstTime} />
    case 'practice':
      return <PracticeNow task={now.task} />
    case 'paused':
      return <PausedNow view={view} />
    case 'ended':
      return <EndedNow view={view} />
    case 'nothing':
      return <NothingNow view={view} />
  }
}

function Primary({ href, words }: { href: string; words: string }) {
  return (
    <a className="nhsuk-button hr-home__primary" href={href}>
      {words}
    </a>
  )
}

function SafetyNow({ itemId }: { itemId: string }) {
  return (
    <>
      <p className="hr-home__what">One question about how you are right now</p>
      <p>
        It comes first, before anything else. It takes a moment, and the numbers to ring are there.
      </p>
      <Primary href={`/safety/${itemId}`} words="Answer it now" />
    </>
  )
}

function MessageNow(props: { count: number; hasReview: boolean; view: HomeView }) {
  const { name } = props.view.therapist
  const what = props.hasReview ? `${name} has written about your week` : `${name} wrote to you`
  return (
    <>
      <p className="hr-home__what">{what}</p>
      <p>
        {props.count === 1 ? '1 new message' : `${props.count} new messages`}, to read when you have
        a private moment.
      </p>
      <Primary href="/messages" words="Read" />
    </>
  )
}

function ConsentNow() {
  return (
    <>
      <p className="hr-home__what">First: what happens here, and what you agree to</p>
      <p>
        How a week goes, who reads what you write, and what is kept private. Five minutes or so, and
        you can stop and come back.
      </p>
      <Primary href="/welcome" words="Read it" />
    </>
  )
}

function BeforeStart({ view }: { view: HomeView }) {
  const { nextCall: call, therapist, at, timeZone } = view
  return (
    <>
      <p className="hr-home__what">Nothing for you to do at the moment</p>
      <p>
        {call
          ? `${callWords(call, { name: therapist.name, now: at, timeZone })}. ` +
            'After that call your first module opens.'
          : `${therapist.name} will arrange a first call. After it your first module opens.`}
      </p>
      {view.cancelledCalls.map((cancelled) => (
        <p key={cancelled.toISOString()}>
          The call {onDayAt(cancelled, at, timeZone)} is cancelled.
        </p>
      ))}
      <p>
        <a href="/welcome">Read again what happens here</a>
      </p>
    </>
  )
}

function FormsNow({ forms, view }: { forms: Forms; view: HomeView }) {
  const { therapist, at, timeZone } = view
  // The day that stands in the card beside it: a form may be wanted by another.
  const readAt = therapist.isReviewLate ? null : therapist.nextReviewAt
  return (
    <>
      <p className="hr-home__what">
        {formsName(forms)}: {formsWords(forms)}
      </p>
      <p>
        {readAt
          ? `${therapist.name} reads your answers ${onDay(readAt, at, timeZone)}.`
          : `${therapist.name} reads your answers.`}
      </p>
      <Primary href="/measures" words={forms.isStarted ? 'Carry on' : 'Start'} />
    </>
  )
}

/** What the forms are about, which is not always how somebody has been. */
export function formsName(forms: Forms): string {
  return forms.isAboutTreatment ? 'How this is going for you' : 'How you’ve been'
}

/** "two short forms, about 4 minutes" */
export function formsWords(forms: Forms): string {
  const counts = ['', 'one short form', 'two short forms', 'three short forms']
  return `${counts[forms.count] ?? `${forms.count} short forms`}, ${aboutMinutes(forms.minutes)}`
}

function ModuleNow({ open, isFirstTime }: { open: OpenModule; isFirstTime: boolean }) {
  const { module, place } = open
  return (
    <>
      <p className="hr-home__what">{module.title}</p>
      {isFirstTime && (
        <p>This is where each week begins. Go at your own pace; it all saves as you go.</p>
      )}
      {place.sectionTitle && <p>You stopped at “{place.sectionTitle}”.</p>}
      {!place.isStarted && !isFirstTime && <p>{module.summary}</p>}
      {place.isAllRead ? (
        <p>You have read all of it. What is left is to say that you have finished.</p>
      ) : (
        <p>
          {upperFirst(aboutMinutes(place.minutesLeft))}
          {place.isStarted ? ' left' : ''}, in one go or in bits.
        </p>
      )}
      <Primary href={place.href} words={place.isStarted ? 'Carry on' : 'Start'} />
      {place.shortHref && (
        <p>
          <a href={place.shortHref}>Only ten minutes today?</a>
        </p>
      )}
    </>
  )
}

function PracticeNow({ task }: { task: { id: string; title: string; dueOn: string | null } }) {
  return (
    <>
      <p className="hr-home__what" dir="auto">
        {task.title}
      </p>
      <p>{task.dueOn ? `Planned for ${formatDay(task.dueOn)}.` : 'Practice for this week.'}</p>
      <PostForm action={`/practice/${task.id}`} sendKey={newId()} className="hr-row">
        <input type="hidden" name="kind" value="did" />
        <button className="nhsuk-button hr-home__primary" type="submit">
          I did it
        </button>
        <a href={`/practice/${task.id}`}>Not this time, or say more</a>
      </PostForm>
    </>
  )
}

function PausedNow({ view }: { view: HomeView }) {
  const { until, isOver } = view.pause
  if (isOver) return <PauseOver view={view} />
  return (
    <>
      <p className="hr-home__what">
        {until ? `Your treatment is paused until ${formatDay(until)}` : 'Your treatment is paused'}
      </p>
      <p>
        Nothing is due and nothing is counted. Messages and <a href="/help">Help now</a> stay open,
        and you can read what you have opened. Ready sooner, or need longer?{' '}
        <a href="/messages">Write to {view.therapist.name}</a>.
      </p>
    </>
  )
}

function PauseOver({ view }: { view: HomeView }) {
  return (
    <>
      <p className="hr-home__what">Your pause is over</p>
      <p>
        {view.therapist.name} will be in touch to hear how you are. You can carry on where you
        stopped, or <a href="/messages">write first</a>: you may also say that you need longer.
      </p>
    </>
  )
}

function EndedNow({ view }: { view: HomeView }) {
  const phone = view.servicePhone
  return (
    <>
      <p className="hr-home__what">Your treatment has ended, and this stays yours</p>
      <p>
        Your modules stay open, and so do <a href="/entries">what you wrote</a>,{' '}
        <a href="/cards">your cards</a> and <a href="/blueprint">your plan for staying well</a>.
      </p>
      {view.followUps.map(({ title, at }) => (
        <p key={title}>
          “{title}” opens {onDay(at, view.at, view.timeZone)}.
        </p>
      ))}
      <p>
        If things slip, you can come back: {phone ? `ring the service on ${phone}, or ` : ''}
        <a href="/messages">write a message</a>. Sooner is easier than later, and nobody will ask
        why you waited.
      </p>
    </>
  )
}

function NothingNow({ view }: { view: HomeView }) {
  const { therapist, formsOpenAt, at, timeZone } = view
  const next = therapist.isReviewLate ? null : therapist.nextReviewAt
  return (
    <>
      <p className="hr-home__what">Nothing is waiting for you today</p>
      {next && (
        <p>
          Next: {therapist.name} reads what you did {onDay(next, at, timeZone)} and writes to you. A
          new part opens when you have talked about this one.
        </p>
      )}
      {formsOpenAt && <p>Your next short forms open {onDay(formsOpenAt, at, timeZone)}.</p>}
    </>
  )
}
