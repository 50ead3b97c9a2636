import { ErrorSummary } from 'nhsuk-react-components'
import {
  faultWords,
  type PersonToRing,
  type SafetyFault,
  telephoneLink,
} from '#features/risk/index.ts'
import type { SafetyPlan } from '#features/safety-plan/index.ts'
import { EntryView } from '#features/worksheets/index.ts'
import { Time } from '#ui/time.tsx'
import { fieldId } from './safety-acts.tsx'
import type { Returned } from './safety-form.ts'
import { SafetyPanel, type SafetyPanelProps } from './safety-panel.tsx'

export interface ItemPageProps extends SafetyPanelProps {
  person: PersonToRing
  plan: SafetyPlan
  /** The record, for those who may open it; the duty list for others. */
  wayBack: { href: string; label: string }
}

/** A safety item in full: its history and forms, whom to ring, and what to ask. */
export function ItemPage(props: ItemPageProps) {
  const { wayBack, returned, protocol, item } = props
  return (
    <>
      <a className="nhsuk-back-link" href={wayBack.href}>
        {wayBack.label}
      </a>
      {returned && <Faults itemId={item.id} returned={returned} />}
      <NumberFirst person={props.person} />
      <div className="hr-safety-page">
        <SafetyPanel {...props} level={1} />
        <aside className="hr-safety-page__beside">
          <WhomToRing person={props.person} item={item} />
          <p>
            <a href={`/people/${item.courseId}`}>Read their record</a>
          </p>
          <PlanBeside plan={props.plan} />
          <Steps title="On the call" steps={protocol.conversationGuide} />
          <Steps title="No answer" steps={protocol.noAnswerSteps} />
        </aside>
      </div>
    </>
  )
}

const fieldOfFault: Record<SafetyFault, string> = {
  answer_missing: 'outcome',
  call_missing: 'outcome-1',
  decision_missing: 'decision-1',
  decision_needs_attempts: 'decision-1',
  decision_needs_contact: 'decision-1',
  decision_needs_plan: 'decision-1',
  decision_needs_supervisor: 'decision-1',
  due_missing: 'due_day',
  due_not_ahead: 'due_day',
  due_too_far: 'due_day',
  due_when_closed: 'due_day',
  follow_up_needs_contact: 'due_day',
  note_missing: 'note',
  owner_missing: 'owner_id',
  plan_date_missing: 'plan_review_by',
}

function Faults({ itemId, returned }: { itemId: string; returned: Returned }) {
  return (
    <ErrorSummary>
      <ErrorSummary.Title>Nothing was saved yet</ErrorSummary.Title>
      <ErrorSummary.List>
        {returned.faults.map((fault) => (
          <ErrorSummary.ListItem
            key={fault}
            href={`#${fieldId(itemId, returned.act, fieldOfFault[fault])}`}
          >
            {faultWords[fault]}
          </ErrorSummary.ListItem>
        ))}
      </ErrorSummary.List>
    </ErrorSummary>
  )
}

/** In full beside the item: it is what the call builds on. */
function PlanBeside({ plan: { entry, worksheet } }: { plan: SafetyPlan }) {
  if (!entry) return null
  return (
    <details className="hr-safety-page__plan">
      <summary>The safety plan on file</summary>
      <EntryView entry={entry} worksheet={worksheet} headingLevel={2} />
    </details>
  )
}

/** Where the numbers stand below the item, on a phone, the one to ring comes before it. */
function NumberFirst({ person }: Pick<ItemPageProps, 'person'>) {
  return (
    <p className="hr-safety-page__ring">
      {person.phone ? (
        <>
          Ring <a href={telephoneLink(person.phone)}>{person.phone}</a>
          {`, ${voicemailWords(person)}. `}
        </>
      ) : (
        'No number on file. '
      )}
      <a href="#numbers">Other numbers</a>
    </p>
  )
}

function voicemailWords({ mayLeaveVoicemail }: PersonToRing): string {
  return mayLeaveVoicemail ? 'a neutral voicemail is fine' : 'leave no voicemail'
}

function WhomToRing({ person, item }: Pick<ItemPageProps, 'person' | 'item'>) {
  const changed = item.history.findLast(({ kind }) => kind === 'number_changed')
  const emergency = [person.emergencyName, person.emergencyRelation].filter(Boolean).join(', ')
  return (
    <section id="numbers">
      <h2 className="nhsuk-heading-s">Whom to ring</h2>
      {changed && (
        <p>
          <strong>They gave a new number</strong> <Time at={changed.at} />.
        </p>
      )}
      <dl className="hr-safety__facts">
        <NumberLine label="Their number" number={person.phone} more={voicemailWords(person)} />
        <NumberLine label="Second number" number={person.secondPhone} />
        <NumberLine label="Emergency contact" number={person.emergencyPhone} more={emergency} />
        <NumberLine label="GP" number={person.gpPhone} more={person.gpPractice} />
        <Line label="Where they are" text={person.locationNote} />
        <Line label="About contact" text={person.contactNotes} />
      </dl>
    </section>
  )
}

function NumberLine(props: { label: string; number: string | null; more?: string | null }) {
  if (!props.number && !props.more) return null
  return (
    <div>
      <dt>{props.label}</dt>
      <dd>
        {props.number ? (
          <a href={telephoneLink(props.number)}>{props.number}</a>
        ) : (
          'No number on file'
        )}
        {props.more && <>, {props.more}</>}
      </dd>
    </div>
  )
}

function Line({ label, text }: { label: string; text: string | null }) {
  if (!text) return null
  return (
    <div>
      <dt>{label}</dt>
      <dd dir="auto">{text}</dd>
    </div>
  )
}

function Steps({ title, steps }: { title: string; steps: readonly string[] }) {
  return (
    <details className="nhsuk-details">
      <summary className="nhsuk-details__summary">
        <span className="nhsuk-details__summary-text">{title}</span>
      </summary>
      <div className="nhsuk-details__text">
        <ol>
          {steps.map((step) => (
            <li key={step}>{step}</li>
          ))}
        </ol>
      </div>
    </details>
  )
}
