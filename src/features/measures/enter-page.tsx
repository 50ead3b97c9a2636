import { Button, ErrorSummary, Radios } from 'nhsuk-react-components'
import type { Instrument } from '#clinical/instrument.ts'
import type { VisibleCourse } from '#features/treatment/index.ts'
import { PostForm } from '#ui/post-form.tsx'
import { type Chosen, ExtraField, ItemField, itemId, noAnswer } from './instrument-fields.tsx'

export interface EnterPageProps {
  course: VisibleCourse
  instrument: Instrument
  others: readonly Instrument[]
  chosen: Chosen
  mode: 'telephone' | 'paper' | null
  missing: readonly number[]
  isModeMissing: boolean
  sendKey: string
}

const noMode = 'Choose how it was answered'

/** Read the questions out as they stand: the wording is the questionnaire. */
export function EnterPage(props: EnterPageProps) {
  const { course, instrument, others, chosen, missing } = props
  const hasFault = missing.length > 0 || props.isModeMissing
  return (
    <div className="hr-reading">
      <a className="nhsuk-back-link" href={`/people/${course.id}`}>
        The record
      </a>
      {hasFault && <Faults {...props} />}
      <h1 className="nhsuk-heading-l">
        <span className="nhsuk-caption-l">{course.patientName}</span>
        Enter {instrument.shortName}
      </h1>
      {others.map((other) => (
        <p key={other.id}>
          <a href={`/people/${course.id}/measures/new?instrument=${other.id}`}>
            Enter {other.shortName} instead
          </a>
        </p>
      ))}
      <PostForm action={`/people/${course.id}/measures`} sendKey={props.sendKey}>
        <input type="hidden" name="instrument" value={instrument.id} />
        <ModeField {...props} />
        <p>{instrument.stem}</p>
        {instrument.items.map((item) => (
          <ItemField
            key={item.number}
            instrument={instrument}
            item={item}
            chosen={chosen}
            isMissing={missing.includes(item.number)}
          />
        ))}
        {instrument.extra.map((question) => (
          <ExtraField
            key={question.id}
            instrument={instrument}
            question={question}
            chosen={chosen}
          />
        ))}
        <Button type="submit">Save the form</Button>
        {missing.length > 0 && (
          <Button type="submit" secondary name="anyway" value="1">
            Save without these answers
          </Button>
        )}
      </PostForm>
      <p className="hr-quiet">{instrument.licence.attribution}</p>
    </div>
  )
}

function ModeField({ mode, isModeMissing }: EnterPageProps) {
  return (
    <Radios
      id="mode"
      name="mode"
      legend="How it was answered"
      legendProps={{ size: 's' }}
      inline
      error={isModeMissing ? noMode : undefined}
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

function Faults({ instrument, missing, isModeMissing }: EnterPageProps) {
  return (
    <ErrorSummary>
      <ErrorSummary.Title>Not saved yet</ErrorSummary.Title>
      <ErrorSummary.List>
        {isModeMissing && <ErrorSummary.ListItem href="#mode-1">{noMode}</ErrorSummary.ListItem>}
        {instrument.items
          .filter(({ number }) => missing.includes(number))
          .map(({ number, text }) => (
            <ErrorSummary.ListItem key={number} href={`#${itemId(instrument, number)}-1`}>
              {noAnswer}: {text}
            </ErrorSummary.ListItem>
          ))}
      </ErrorSummary.List>
    </ErrorSummary>
  )
}
