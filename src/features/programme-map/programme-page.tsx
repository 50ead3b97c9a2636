import type { ModuleProgress } from '#clinical/release.ts'
import type { Module, Programme } from '#content/types.ts'
import { type Reading, sectionPath } from '#features/reading/index.ts'
import { PostForm } from '#ui/post-form.tsx'
import { NearDay } from '#ui/time.tsx'

export interface MapLine {
  readonly module: Module
  readonly progress: ModuleProgress
  /** For a module that is open: how far it is read. */
  readonly reading: Reading | null
}

interface ProgrammePageProps {
  readonly programme: Programme
  readonly therapistName: string
  readonly main: readonly MapLine[]
  readonly optional: readonly MapLine[]
  readonly followups: readonly MapLine[]
}

/** The whole way at a glance: what is open, what was done, what comes. Nothing is ever late. */
export function ProgrammePage(props: ProgrammePageProps) {
  const { main, optional, followups, therapistName } = props
  const offers = optional.filter(({ progress }) => progress.state === 'offered')
  const opened = optional.filter(({ progress }) => progress.isOpen)
  const now = [...main, ...opened].find(
    ({ progress, reading }) =>
      (progress.state === 'in_progress' || progress.state === 'available') && reading !== null,
  )
  return (
    <div className="hr-reading">
      <h1 className="nhsuk-heading-l">{props.programme.title}</h1>
      <p className="nhsuk-body-l">{props.programme.subtitle}</p>
      {offers.map((line) => (
        <Offer key={line.module.id} line={line} therapistName={therapistName} />
      ))}
      <h2 className="nhsuk-u-visually-hidden">Modules in their order</h2>
      <ol className="hr-map">
        {main.map((line, index) => (
          <MapItem
            key={line.module.id}
            line={line}
            before={main[index - 1] ?? null}
            isNow={line === now}
            therapistName={therapistName}
          />
        ))}
      </ol>
      {opened.length > 0 && (
        <>
          <h2 className="nhsuk-heading-m">Chosen for you</h2>
          <ol className="hr-map">
            {opened.map((line) => (
              <MapItem
                key={line.module.id}
                line={line}
                before={null}
                isNow={line === now}
                therapistName={therapistName}
              />
            ))}
          </ol>
        </>
      )}
      {followups.some(({ progress }) => progress.isOpen) ? (
        <>
          <h2 className="nhsuk-heading-m">After the end</h2>
          <ol className="hr-map">
            {followups
              .filter(({ progress }) => progress.isOpen)
              .map((line) => (
                <MapItem
                  key={line.module.id}
                  line={line}
                  before={null}
                  isNow={false}
                  therapistName={therapistName}
                />
              ))}
          </ol>
        </>
      ) : (
        <p className="hr-quiet">
          There are two short parts after the end,{' '}
          {props.programme.followups
            .map(({ weeksAfterEnd }) => `${weeksAfterEnd} weeks`)
            .join(' and ')}{' '}
          on. They open by themselves.
        </p>
      )}
    </div>
  )
}

interface MapItemProps {
  readonly line: MapLine
  readonly before: MapLine | null
  readonly isNow: boolean
  readonly therapistName: string
}

function MapItem(props: MapItemProps) {
  const {
    line: { module, progress, reading },
    isNow,
  } = props
  const address = `/programme/${module.id}`
  const isDone = progress.state === 'submitted' || progress.state === 'reviewed'
  return (
    <li className={`hr-map__item ${isNow ? 'hr-map__item--now' : ''} ${isDone ? 'hr-done' : ''}`}>
      <h3 className="nhsuk-heading-s hr-map__title">
        {progress.isOpen ? <a href={address}>{module.title}</a> : module.title}
      </h3>
      <p className="hr-map__state">
        <StateWords {...props} />
      </p>
      {!isDone && <p>{module.summary}</p>}
      {!progress.isOpen && module.aims[0] && (
        <details className="hr-quiet-details">
          <summary>
            What is in it<span className="nhsuk-u-visually-hidden">: {module.title}</span>
          </summary>
          <ul className="nhsuk-list nhsuk-list--bullet hr-quiet">
            {module.aims.map((aim) => (
              <li key={aim}>{aim}</li>
            ))}
          </ul>
        </details>
      )}
      {isNow && reading && (
        <p>
          <a className="nhsuk-button" href={whereNext(module, progress, reading)}>
            {progress.state === 'available' ? 'Begin' : 'Carry on'}
          </a>
        </p>
      )}
    </li>
  )
}

function whereNext(module: Module, progress: ModuleProgress, reading: Reading): string {
  if (progress.state === 'available') return `/programme/${module.id}`
  return reading.next ? sectionPath(module, reading.next) : `/programme/${module.id}/finish`
}

/** Where a module stands, in plain words. */
function StateWords({ line, before, therapistName }: MapItemProps) {
  const { progress, reading } = line
  switch (progress.state) {
    case 'available':
      return <>Open now. About {line.module.minutes} minutes.</>
    case 'in_progress':
      return reading?.next ? (
        <>
          You stopped at “{reading.next.title}”. About {reading.minutesLeft} minutes left.
        </>
      ) : (
        <>Every page is read. One short page is left at the end.</>
      )
    case 'submitted':
      return (
        <>
          Finished
          {progress.submittedAt && (
            <>
              {' '}
              <NearDay at={new Date(progress.submittedAt)} />
            </>
          )}
          . {therapistName} will read it.
        </>
      )
    case 'reviewed':
      return <>Finished, and read by {therapistName}.</>
    case 'held':
      return <>{therapistName} will open this with you when the time is right.</>
    case 'skipped':
      return <>Left out for now. You agreed this together, or can ask about it.</>
    case 'offered':
      return <>Offered to you.</>
    case 'declined':
      return <>Not now. Tell {therapistName} if you change your mind.</>
    case 'locked':
      return before ? (
        <>Opens after “{before.module.title}”.</>
      ) : (
        <>{therapistName} opens this when you start.</>
      )
  }
}

function Offer({ line: { module }, therapistName }: { line: MapLine; therapistName: string }) {
  return (
    <section className="hr-offer" aria-labelledby={`offer-${module.id}`}>
      <p className="hr-eyebrow">{therapistName} thinks this might help</p>
      <h2 className="nhsuk-heading-m" id={`offer-${module.id}`}>
        {module.title}
      </h2>
      <p>
        {module.summary} About {module.minutes} minutes.
      </p>
      <PostForm action={`/programme/${module.id}/offer`} className="hr-row">
        <button
          className="nhsuk-button nhsuk-button--secondary"
          type="submit"
          name="answer"
          value="accept"
        >
          Yes, open it
        </button>
        <button className="hr-link-button" type="submit" name="answer" value="decline">
          Not now
        </button>
      </PostForm>
    </section>
  )
}
