import { Button, ErrorSummary, Radios } from 'nhsuk-react-components'
import type { WordedInstrument } from '#clinical/instrument.ts'
import {
  type Chosen,
  ExtraField,
  ItemField,
  itemId,
  LicenceLines,
  noAnswerTo,
  wordsOf,
} from '#features/instrument-forms/index.ts'
import type { VisibleCourse } from '#features/treatment/index.ts'
import { PostForm } from '#ui/post-form.tsx'
import { filledOnWords } from './enter-form.ts'

export interface EnterPageProps {
  course: VisibleCourse
  instrument: WordedInstrument
  /** Every form that can be entered, those of the programme first. */
  usable: readonly WordedInstrument[]
  /** What stands for a form in the address. */
  keyOf: (instrument: WordedInstrument) => string
  chosen: Chosen
  mode: 'telephone' | 'paper' | null
  /** As it was typed: YYYY-MM-DD. */
  filledOn: string
  today: string
  /** All empty until the page comes back. */
  faults: EnterFaults
  sendKey: string
}

export interface EnterFaults {
  readonly missing: readonly number[]
  readonly isModeMissing: boolean
  readonly filledOn: keyof typeof filledOnWords | null
}

const noMode = 'Choose how it was answered'

/** Read the questions out as they stand: the wording is the questionnaire. */
export function EnterPage(props: EnterPageProps) {
  const { course, instrument, faults } = props
  const hasFault = faults.missing.length > 0 || faults.isModeMissing || faults.filledOn !== null
  return (
    <div className="hr-measure hr-enter">
      <a className="nhsuk-back-link" href={`/people/${course.id}`}>
        The record
      </a>
      {hasFault && <Faults {...props} />}
      <h1 className="nhsuk-heading-l">
        <span className="nhsuk-caption-l">
          <bdi>{course.patientName}</bdi>
        </span>
        Enter {instrument.shortName}
      </h1>
      <p>
        Read each question out as it stands here. An answer that raises a safety item is raised as
        soon as the form is saved.
      </p>
      <ChooseForm {...props} />
      <PostForm
        action={`/people/${course.id}/measures`}
        sendKey={props.sendKey}
        island="instrument-draft"
      >
        <input type="hidden" name="instrument" value={instrument.id} />
        <ModeField {...props} />
        <FilledOnField {...props} />
        <Questions {...props} />
        <Button type="submit">Save the form</Button>
        {faults.missing.length > 0 && (
          <Button type="submit" secondary name="anyway" value="1">
            Save without these answers
          </Button>
        )}
      </PostForm>
      <LicenceLines licence={instrument.licence} />
    </div>
  )
}

/** Any form that has its words here, not only the weekly ones. */
function ChooseForm({ course, instrument, usable, keyOf }: EnterPageProps) {
  if (usable.length < 2) return null
  return (
    <form method="get" action={`/people/${course.id}/measures/new`} className="hr-enter__choose">
      <label className="nhsuk-label" htmlFor="choose-form">
        Another form
      </label>
      <select
        className="nhsuk-select"
        id="choose-form"
        name="form"
        defaultValue={keyOf(instrument)}
      >
        {usable.map((form) => (
          <option key={form.id} value={keyOf(form)}>
            {form.shortName === form.name ? form.name : `${form.shortName}: ${form.name}`}
          </option>
        ))}
      </select>
      <button className="nhsuk-button nhsuk-button--secondary" type="submit">
        Show this form
      </button>
    </form>
  )
}

function Questions({ instrument, chosen, faults }: EnterPageProps) {
  return (
    <>
      {instrument.instructions && <p {...wordsOf(instrument)}>{instrument.instructions}</p>}
      {instrument.stem && (
        <p {...wordsOf(instrument)}>
          <strong>{instrument.stem}</strong>
        </p>
      )}
      {instrument.items.map((item) => (
        <ItemField
          key={item.number}
          instrument={instrument}
          item={item}
          chosen={chosen}
          isMissing={faults.missing.includes(item.number)}
        />
      ))}
      {instrument.extra.map((question) => (
        <ExtraField key={question.id} instrument={instrument} question={question} chosen={chosen} />
      ))}
    </>
  )
}

function ModeField({ mode, faults }: EnterPageProps) {
  return (
    <Radios
      id="mode"
      name="mode"
      legend="How it was answered"
      legendProps={{ size: 's' }}
      inline
      error={faults.isModeMissing ? noMode : undefined}
    >
      <Radios.Item value="telephone" defaultChecked={mode === 'telephone'}>
        By phone
      </Radios.Item>
      <Radios.Item value="paper" defaultChecked={mode === 'paper'}>
        On paper
      </Radios.Item>
    </Radios>
  )
}

function FilledOnField({ filledOn, today, faults }: EnterPageProps) {
  const error = faults.filledOn && filledOnWords[faults.filledOn]
  return (
    <div className={`nhsuk-form-group ${error ? 'nhsuk-form-group--error' : ''}`}>
      <label className="nhsuk-label nhsuk-label--s" htmlFor="filled_on">
        Filled in on
      </label>
      <div className="nhsuk-hint" id="filled_on-hint">
        The score stands at this day in the charts.
      </div>
      {error && (
        <span className="nhsuk-error-message" id="filled_on-fault">
          <span className="nhsuk-u-visually-hidden">Error:</span> {error}
        </span>
      )}
      <input
        className={`nhsuk-input nhsuk-input--width-10 ${error ? 'nhsuk-input--error' : ''}`}
        type="date"
        id="filled_on"
        name="filled_on"
        max={today}
        defaultValue={filledOn}
        aria-describedby={error ? 'filled_on-hint filled_on-fault' : 'filled_on-hint'}
      />
    </div>
  )
}

function Faults({ instrument, faults }: EnterPageProps) {
  return (
    <ErrorSummary>
      <ErrorSummary.Title>Not saved yet</ErrorSummary.Title>
      <ErrorSummary.List>
        {faults.isModeMissing && (
          <ErrorSummary.ListItem href="#mode-1">{noMode}</ErrorSummary.ListItem>
        )}
        {faults.filledOn && (
          <ErrorSummary.ListItem href="#filled_on">
            {filledOnWords[faults.filledOn]}
          </ErrorSummary.ListItem>
        )}
        {instrument.items
          .filter(({ number }) => faults.missing.includes(number))
          .map((item) => (
            <ErrorSummary.ListItem key={item.number} href={`#${itemId(item.number)}-1`}>
              {noAnswerTo(item)}: {item.text}
            </ErrorSummary.ListItem>
          ))}
      </ErrorSummary.List>
    </ErrorSummary>
  )
}
