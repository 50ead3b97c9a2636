import { Button, Details, Radios, Select, TextInput } from 'nhsuk-react-components'
import type { ReactNode } from 'react'
import type { SafetyFollowUp } from '#content/types.ts'
import {
  decisionsFor,
  faultWords,
  hasContact,
  isUnchangedWithReviewedPlan,
  type SafetyFault,
  type SafetyItem,
} from '#features/risk/index.ts'
import { newId } from '#platform/ids.ts'
import { FreeText } from '#ui/free-text.tsx'
import { PostForm } from '#ui/post-form.tsx'
import { Time } from '#ui/time.tsx'
import type { SafetyActName } from './safety-form.ts'
import type { SafetyPanelProps } from './safety-panel.tsx'

/** The acts on an open item: each its own form, so that each press does one thing. */
export function SafetyActs(props: SafetyPanelProps) {
  const { item } = props
  return (
    <div className="hr-safety__acts">
      {!item.lookedAt && <ReadForm {...props} />}
      <CallForm {...props} />
      <DecisionForm {...props} />
      <FollowUpForm {...props} />
      <NoteForm {...props} />
      <OwnerForm {...props} />
      <ClosingForm {...props} />
    </div>
  )
}

function ReadForm(props: SafetyPanelProps) {
  return (
    <PostForm action={`${pathOf(props)}/looks`} sendKey={newId()}>
      <BackField {...props} />
      <Button type="submit" secondary={props.isReadLater}>
        I have read this
      </Button>
    </PostForm>
  )
}

function CallForm(props: SafetyPanelProps) {
  const { protocol, returned } = props
  const { field, fault, typed } = fieldsOf(props, 'calls')
  const chosen = returned?.act === 'calls' ? returned.form.text('outcome') : ''
  return (
    <Act {...props} act="calls" title="Record a call or an attempt" button="Record the call">
      <Radios
        id={field('outcome')}
        idPrefix={field('outcome')}
        name="outcome"
        legend="What came of it"
        legendProps={{ size: 's' }}
        small
        error={fault('call_missing')}
      >
        {protocol.callOutcomes.map(({ id, label }) => (
          <Radios.Item key={id} value={id} defaultChecked={id === chosen}>
            {label}
          </Radios.Item>
        ))}
      </Radios>
      <FreeText
        id={field('note')}
        name="note"
        rows={4}
        label="What you heard, in their words"
        defaultValue={typed('note')}
      />
    </Act>
  )
}

function DecisionForm(props: SafetyPanelProps) {
  const { field, fault, typed } = fieldsOf(props, 'decisions')
  return (
    <Act {...props} act="decisions" title="Record a decision" button="Record the decision">
      <DecisionChoice {...props} act="decisions" />
      <FreeText
        id={field('note')}
        name="note"
        rows={4}
        label="Reasons"
        error={fault('note_missing')}
        defaultValue={typed('note')}
      />
      <TextInput
        id={field('plan_review_by')}
        name="plan_review_by"
        type="date"
        width={10}
        label="If a plan was made: looked at again by"
        error={fault('plan_date_missing')}
        defaultValue={typed('plan_review_by') || (props.item.plan?.reviewBy ?? '')}
      />
    </Act>
  )
}

const decisionFaultNames = [
  'decision_missing',
  'decision_needs_contact',
  'decision_needs_attempts',
  'decision_needs_plan',
  'decision_needs_supervisor',
] as const

function DecisionChoice(props: SafetyPanelProps & { act: 'decisions' | 'closing' }) {
  const { field, fault, typed } = fieldsOf(props, props.act)
  const decisionFault = decisionFaultNames.map(fault).find(Boolean)
  return (
    <Radios
      id={field('decision')}
      idPrefix={field('decision')}
      name="decision"
      legend="What was decided"
      legendProps={{ size: 's' }}
      small
      error={decisionFault}
    >
      {decisionsFor(props.protocol, props.item).map(({ id, label, help }) => (
        <Radios.Item
          key={id}
          value={id}
          hint={help ?? undefined}
          defaultChecked={id === typed('decision')}
        >
          {label}
        </Radios.Item>
      ))}
    </Radios>
  )
}

function FollowUpForm(props: SafetyPanelProps) {
  const { field, fault, typed } = fieldsOf(props, 'follow-ups')
  const dueFault = (
    [
      'due_missing',
      'due_not_ahead',
      'due_too_far',
      'due_when_closed',
      'follow_up_needs_contact',
    ] as const
  )
    .map(fault)
    .find(Boolean)
  return (
    <Act {...props} act="follow-ups" title="Set the next contact" button="Set the clock">
      <LatestContact {...props} />
      <TextInput
        id={field('due_day')}
        name="due_day"
        type="date"
        width={10}
        label="Day"
        error={dueFault}
        defaultValue={typed('due_day')}
      />
      <TextInput
        id={field('due_time')}
        name="due_time"
        type="time"
        width={5}
        label="Time"
        defaultValue={typed('due_time')}
      />
      <FreeText
        id={field('note')}
        name="note"
        rows={3}
        label="Who rings, and why then"
        error={fault('note_missing')}
        defaultValue={typed('note')}
      />
    </Act>
  )
}

/** How far the clock may be moved, and why no further. */
function LatestContact({ item, protocol }: Pick<SafetyPanelProps, 'item' | 'protocol'>) {
  const { nextContactBy: latest } = item
  if (latest === null) return <p>{faultWords.follow_up_needs_contact}.</p>
  return (
    <p>
      No later than{' '}
      <strong>
        <Time at={latest} />
      </strong>
      . {latestContactReason(item, protocol.followUp)}
    </p>
  )
}

function latestContactReason(item: SafetyItem, rules: SafetyFollowUp): string {
  if (item.contact.contactCount === 1) {
    return `The first follow-up comes within ${rules.firstWithinHours} hours of the talk.`
  }
  if (hasContact(item.contact)) {
    return `After that somebody speaks with them at least every ${rules.thenWithinDays} days.`
  }
  if (item.isForSenior) return 'Nobody has spoken with them yet: the end of the next working day.'
  const unchanged = isUnchangedWithReviewedPlan(item)
    ? 'The answer is unchanged and a reviewed plan is on file: '
    : 'Nobody has spoken with them yet: '
  return (
    `${unchanged}the end of the working day after it was raised. ` +
    'Further on only by the supervisor or the duty clinician.'
  )
}

function NoteForm(props: SafetyPanelProps) {
  const { field, fault, typed } = fieldsOf(props, 'notes')
  return (
    <Act {...props} act="notes" title="Add a note" button="Add the note">
      <FreeText
        id={field('note')}
        name="note"
        rows={4}
        label="Note"
        hint="Facts, who was told, and when. It cannot be changed later."
        error={fault('note_missing')}
        defaultValue={typed('note')}
      />
    </Act>
  )
}

const ownerRoles = {
  therapist: 'therapist',
  duty_clinician: 'duty clinician',
  supervisor: 'supervisor',
}

function OwnerForm(props: SafetyPanelProps) {
  const { field, fault, typed } = fieldsOf(props, 'owners')
  const others = props.owners.filter(({ id }) => id !== props.item.ownerId)
  if (others.length === 0) return null
  return (
    <Act {...props} act="owners" title="Hand over, or take it" button="Hand it over">
      <Select
        id={field('owner_id')}
        name="owner_id"
        label="New owner"
        error={fault('owner_missing')}
        defaultValue={typed('owner_id')}
      >
        <Select.Option value="">Choose a colleague</Select.Option>
        {others.map(({ id, name, role }) => (
          <Select.Option key={id} value={id}>
            {`${name}, ${ownerRoles[role]}`}
          </Select.Option>
        ))}
      </Select>
      <FreeText
        id={field('note')}
        name="note"
        rows={2}
        label="What they need to know (optional)"
        defaultValue={typed('note')}
      />
      <p className="hr-quiet">The clock runs on. Tell them by name as well.</p>
    </Act>
  )
}

function ClosingForm(props: SafetyPanelProps) {
  const { field, fault, typed } = fieldsOf(props, 'closing')
  return (
    <Act {...props} act="closing" title="Close this item" button="Close the item">
      <DecisionChoice {...props} act="closing" />
      <FreeText
        id={field('note')}
        name="note"
        rows={5}
        label="Closing note"
        hint="Facts, their words, what you decided and why, who was told, the next contact."
        error={fault('note_missing')}
        defaultValue={typed('note')}
      />
    </Act>
  )
}

interface ActProps extends SafetyPanelProps {
  act: SafetyActName
  title: string
  button: string
  children: ReactNode
}

function Act(props: ActProps) {
  const { act, title, button, children, returned, item } = props
  const isReturned = returned?.act === act
  return (
    <Details open={isReturned || undefined} className="hr-safety__act" id={`${act}-${item.id}`}>
      <Details.Summary>{title}</Details.Summary>
      <Details.Text>
        <PostForm
          action={`${pathOf(props)}/${act}`}
          sendKey={isReturned ? returned.form.text('send_key') : newId()}
        >
          <BackField {...props} />
          {children}
          <Button type="submit" secondary>
            {button}
          </Button>
        </PostForm>
      </Details.Text>
    </Details>
  )
}

function BackField({ back }: SafetyPanelProps) {
  return back ? <input type="hidden" name="back" value={back} /> : null
}

function pathOf({ item }: SafetyPanelProps): string {
  return `/people/${item.courseId}/safety/${item.id}`
}

/** Ids of one form's fields, its faults in words, and what was typed into it. */
function fieldsOf({ item, returned }: SafetyPanelProps, act: SafetyActName) {
  const mine = returned?.act === act ? returned : null
  return {
    field: (name: string) => fieldId(item.id, act, name),
    fault: (fault: SafetyFault) => (mine?.faults.includes(fault) ? faultWords[fault] : undefined),
    typed: (name: string) => mine?.form.text(name) ?? '',
  }
}

export function fieldId(itemId: string, act: SafetyActName, name: string): string {
  return `${act}-${itemId}-${name}`
}
