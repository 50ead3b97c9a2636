import type { ReactNode } from 'react'
import { localDate, localTime } from '#clinical/calendar.ts'
import type { ReleaseSuggestion } from '#clinical/release-suggestion.ts'
import type { Module } from '#content/types.ts'
import { nameOfModule, type PersonRecord, useReasons } from '#features/person-record/index.ts'
import type { Form } from '#platform/http/form.ts'
import type { Faults } from '#ui/fields.tsx'
import { SelectField, TextField } from '#ui/fields.tsx'
import { usePageSettings } from '#ui/page-settings.tsx'
import { formatDay } from '#ui/time.tsx'
import { taskRows } from './answer-form.ts'

interface NextFieldsProps {
  record: PersonRecord
  typed: Form | null
  faults: Faults
  nextReviewAt: Date | null
}

/** What happens next: the module, the practice, and when the next review is. */
export function NextFields(props: NextFieldsProps) {
  return (
    <>
      <ReleaseFields {...props} />
      <OfferFields {...props} />
      <TaskFields {...props} />
      <NextReviewFields {...props} />
    </>
  )
}

/** Why the programme would open it, or would wait: it says so, and a person decides. */
export function suggestionWords(record: PersonRecord, suggestion: ReleaseSuggestion): string {
  if (suggestion.suggestion === 'none') return 'Every module of the track has been opened.'
  const previous = suggestion.previousId ? nameOfModule(record, suggestion.previousId) : ''
  const until =
    'until' in suggestion && suggestion.until ? ` until ${formatDay(suggestion.until, 'day')}` : ''
  switch (suggestion.reason) {
    case 'first_module':
      return 'suggested: it is the first'
    case 'previous_submitted':
    case 'previous_reviewed':
      return `suggested: ${previous} is finished`
    case 'previous_not_finished':
      return `the programme would wait: ${previous} is not finished`
    case 'too_soon':
      return `the programme would wait${until}, for practice`
    case 'enough_this_week':
      return `the programme would wait${until}: one has opened this week`
    case 'held':
      return 'held by a therapist'
    case 'offered':
      return 'offered, not yet answered'
    case 'paused':
      return 'treatment is paused'
    case 'unknown':
      return 'the programme would wait'
  }
}

function ReleaseFields({ record, typed, faults }: NextFieldsProps) {
  const { suggestion } = record.modules
  const suggested = suggestion.suggestion === 'none' ? null : suggestion.moduleId
  const isSuggested = suggestion.suggestion === 'open'
  const chosen = typed?.has('release') ? typed.text('release') : isSuggested ? 'open' : 'leave'
  return (
    <fieldset className="hr-choice" id="release">
      <legend>Module</legend>
      {suggested && (
        <Choice value="open" chosen={chosen}>
          Open {nameOfModule(record, suggested)}{' '}
          <span className="hr-quiet">({suggestionWords(record, suggestion)})</span>
        </Choice>
      )}
      {suggested && !isSuggested && (
        <div className="hr-choice__more">
          <TextField
            name="early_reason"
            label="Why open it now"
            value={typed?.text('early_reason') ?? ''}
            error={faults.early_reason}
          />
        </div>
      )}
      {suggested && suggestion.suggestion !== 'none' && (
        <HoldChoice typed={typed} faults={faults} chosen={chosen} />
      )}
      <Choice value="other" chosen={chosen}>
        Open another
      </Choice>
      <Folded isOpen={chosen === 'other'} words="Which, and why">
        <SelectField
          name="other_module"
          label="Module"
          value={typed?.text('other_module') ?? ''}
          error={faults.other_module}
          options={moduleOptions(record, record.modules.track)}
        />
        <TextField
          name="other_reason"
          label="Why"
          value={typed?.text('other_reason') ?? ''}
          error={faults.other_reason}
        />
      </Folded>
      <Choice value="leave" chosen={chosen}>
        Leave as it is
      </Choice>
      {suggestion.suggestion === 'none' && (
        <p className="hr-quiet">{suggestionWords(record, suggestion)}</p>
      )}
    </fieldset>
  )
}

function HoldChoice(props: { typed: Form | null; faults: Faults; chosen: string }) {
  const { typed, faults, chosen } = props
  const { hold } = useReasons()
  return (
    <>
      <Choice value="hold" chosen={chosen}>
        Hold it
      </Choice>
      <Folded isOpen={chosen === 'hold'} words="Why it is held">
        <SelectField
          name="hold_reason"
          label="Reason"
          value={typed?.text('hold_reason') ?? ''}
          error={faults.hold_reason}
          options={[
            { value: '', label: 'Choose' },
            ...hold.map(({ id, label }) => ({ value: id, label })),
          ]}
        />
        <TextField
          name="hold_note"
          label="When you will look again (if you like)"
          value={typed?.text('hold_note') ?? ''}
        />
      </Folded>
    </>
  )
}

function Choice(props: { value: string; chosen: string; children: ReactNode }) {
  return (
    <label className="hr-choice__one">
      <input
        type="radio"
        name="release"
        value={props.value}
        defaultChecked={props.chosen === props.value}
      />{' '}
      <span>{props.children}</span>
    </label>
  )
}

function Folded(props: { isOpen: boolean; words: string; children: ReactNode }) {
  return (
    <details className="hr-choice__more" open={props.isOpen}>
      <summary>{props.words}</summary>
      {props.children}
    </details>
  )
}

function OfferFields({ record, typed, faults }: NextFieldsProps) {
  const chosen = typed?.text('offer_module') ?? ''
  const first = record.suggestions.find(({ suggestion }) => suggestion.act.kind === 'offer')
  return (
    <Folded
      isOpen={chosen !== '' || Boolean(faults.offer_module)}
      words={
        first ? `Offer an optional module (${first.suggestion.say})` : 'Offer an optional module'
      }
    >
      <SelectField
        name="offer_module"
        label="Module to offer"
        value={chosen}
        error={faults.offer_module}
        options={moduleOptions(record, record.programme.optional)}
      />
      <TextField
        name="offer_reason"
        label="Why it might help"
        error={faults.offer_reason}
        value={typed?.text('offer_reason') ?? ''}
      />
    </Folded>
  )
}

/** Modules that are not open yet, by their names. */
function moduleOptions(record: PersonRecord, ids: readonly string[]) {
  const closed = ids.flatMap((id): Module[] => {
    const module = record.programme.modules.get(id)
    return module && !record.modules.states.get(id)?.isOpen ? [module] : []
  })
  return [
    { value: '', label: 'None' },
    ...closed.map(({ id }) => ({ value: id, label: nameOfModule(record, id) })),
  ]
}

function TaskFields({ typed, faults }: NextFieldsProps) {
  const hasTask = taskRows.some(
    (row) => typed?.trimmed(`task_${row}`) || faults[`task_${row}`] || faults[`task_due_${row}`],
  )
  return (
    <Folded isOpen={hasTask} words="Set practice (two at the most)">
      {taskRows.map((row) => (
        <div className="hr-task" key={row}>
          <TextField
            name={`task_${row}`}
            label={`Practice ${row}: what, where, with whom`}
            value={typed?.text(`task_${row}`) ?? ''}
            error={faults[`task_${row}`]}
          />
          <TextField
            name={`task_tiny_${row}`}
            label="The two-minute version"
            value={typed?.text(`task_tiny_${row}`) ?? ''}
          />
          <DateInput
            name={`task_due_${row}`}
            label="By"
            value={typed?.text(`task_due_${row}`) ?? ''}
            fault={faults[`task_due_${row}`]}
          />
        </div>
      ))}
    </Folded>
  )
}

function NextReviewFields({ typed, faults, nextReviewAt }: NextFieldsProps) {
  const { timeZone } = usePageSettings()
  const at = nextReviewAt?.getTime() ?? null
  return (
    <fieldset className="hr-choice" id="next">
      <legend>Next review</legend>
      <div className="hr-row hr-row--fields">
        <DateInput
          name="next_date"
          label="Day"
          fault={faults.next_date}
          value={
            typed?.has('next_date')
              ? typed.text('next_date')
              : at === null
                ? ''
                : localDate(at, timeZone)
          }
        />
        <DateInput
          name="next_time"
          label="By"
          type="time"
          value={
            typed?.has('next_time')
              ? typed.text('next_time')
              : at === null
                ? '17:00'
                : localTime(at, timeZone)
          }
        />
      </div>
    </fieldset>
  )
}

function DateInput(props: {
  name: string
  label: string
  value: string
  type?: 'date' | 'time'
  fault?: string | undefined
}) {
  const { name, fault } = props
  return (
    <div className="nhsuk-form-group">
      <label className="nhsuk-label" htmlFor={name}>
        {props.label}
      </label>
      {fault && (
        <span className="nhsuk-error-message" id={`${name}-fault`}>
          {fault}
        </span>
      )}
      <input
        className="nhsuk-input hr-date"
        id={name}
        name={name}
        type={props.type ?? 'date'}
        defaultValue={props.value}
        aria-describedby={fault ? `${name}-fault` : undefined}
      />
    </div>
  )
}
