import { Button, ErrorSummary } from 'nhsuk-react-components'
import type { ReactNode } from 'react'
import type { Instrument } from '#clinical/instrument.ts'
import type { SafetyProtocol } from '#content/types.ts'
import { PostForm } from '#ui/post-form.tsx'
import { type Chosen, ExtraField, ItemField, itemId } from './instrument-fields.tsx'

export interface InstrumentPageProps {
  instrument: Instrument
  chosen: Chosen
  missing: readonly number[]
  /** "Form 1 of 2". */
  position: { form: number; of: number }
  isLast: boolean
  startedAt: Date
  sendKey: string
  protocol: SafetyProtocol
  therapistName: string
  /** The one item of this screen, when the service asks one question at a time. */
  only: number | null
}

/** A questionnaire as it was published, all of it or one question a screen. */
export function InstrumentPage(props: InstrumentPageProps) {
  const { instrument, chosen, missing, only } = props
  const items = instrument.items.filter(({ number }) => only === null || number === only)
  return (
    <div className="hr-reading hr-measure">
      {missing.length > 0 && <MissingAnswers instrument={instrument} missing={missing} />}
      <Progress {...props} />
      <h1 className={only === null ? 'nhsuk-heading-m' : 'nhsuk-heading-s'}>{instrument.stem}</h1>
      <DraftForm {...props} action={`/measures/${instrument.id}`}>
        {items.map((item) => (
          <ItemField
            key={item.number}
            instrument={instrument}
            item={item}
            chosen={chosen}
            isMissing={missing.includes(item.number)}
            isHeading={only !== null}
          />
        ))}
        <Buttons {...props} />
      </DraftForm>
      <Small {...props} />
    </div>
  )
}

/** What comes after the items and is not scored. */
export function ExtraPage(props: InstrumentPageProps) {
  const { instrument, chosen, isLast } = props
  return (
    <div className="hr-reading hr-measure">
      <Progress {...props} />
      <h1 className="nhsuk-heading-l">One more question</h1>
      <PostForm action={`/measures/${instrument.id}/more`} sendKey={props.sendKey}>
        {instrument.extra.map((question) => (
          <ExtraField
            key={question.id}
            instrument={instrument}
            question={question}
            chosen={chosen}
          />
        ))}
        <Button type="submit">{isLast ? 'Send' : 'Save and go on'}</Button>
      </PostForm>
      <Small {...props} />
    </div>
  )
}

function Progress({ position, instrument, only }: InstrumentPageProps) {
  const question = only === null ? '' : `, question ${only} of ${instrument.items.length}`
  return (
    <p className="nhsuk-caption-m">
      {instrument.shortName}: form {position.form} of {position.of}
      {question}
    </p>
  )
}

function DraftForm(props: InstrumentPageProps & { action: string; children: ReactNode }) {
  const { instrument, startedAt, sendKey, only, protocol } = props
  return (
    <PostForm
      action={props.action}
      sendKey={sendKey}
      island="instrument-draft"
      data={{
        'data-draft': `/measures/${instrument.id}/draft`,
        'data-saved': 'Saved at',
        'data-unsaved': 'Not saved just now. Your answers are still on this page.',
      }}
    >
      <input type="hidden" name="started_at" value={startedAt.toISOString()} />
      {only !== null && <input type="hidden" name="item" value={only} />}
      {props.children}
      <p className="hr-quiet" data-draft-state role="status" />
      <aside className="nhsuk-inset-text" data-draft-help hidden>
        <p>{protocol.afterSignal.notWatched}</p>
        <p>
          <a href="/help">{protocol.helpPage.title}</a>
        </p>
      </aside>
    </PostForm>
  )
}

function Buttons({ missing, only, isLast, instrument }: InstrumentPageProps) {
  const isEnd = only === null || only === instrument.items.length
  return (
    <div className="hr-measure__buttons">
      <Button type="submit">{isEnd && isLast ? 'Send' : 'Save and go on'}</Button>
      {only !== null && (
        <Button type="submit" secondary name="skip" value="1">
          I would rather not answer this
        </Button>
      )}
      {only === null && missing.length > 0 && (
        <Button type="submit" secondary name="anyway" value="1">
          Go on without these answers
        </Button>
      )}
    </div>
  )
}

function MissingAnswers(props: { instrument: Instrument; missing: readonly number[] }) {
  const { instrument, missing } = props
  return (
    <ErrorSummary>
      <ErrorSummary.Title>
        {missing.length === 1 ? 'One answer is missing' : `${missing.length} answers are missing`}
      </ErrorSummary.Title>
      <p>
        Your other answers are saved. If you would rather not answer, you can go on without, with
        the button at the end. There will be no total this time.
      </p>
      <ErrorSummary.List>
        {instrument.items
          .filter(({ number }) => missing.includes(number))
          .map(({ number, text }) => (
            <ErrorSummary.ListItem key={number} href={`#${itemId(instrument, number)}-1`}>
              {text}
            </ErrorSummary.ListItem>
          ))}
      </ErrorSummary.List>
    </ErrorSummary>
  )
}

function Small({ instrument, therapistName, protocol }: InstrumentPageProps) {
  return (
    <div className="hr-measure__small">
      <p>
        You and {therapistName} can read your answers. {protocol.notWatched}
      </p>
      <p className="hr-quiet">{instrument.licence.attribution}</p>
    </div>
  )
}
