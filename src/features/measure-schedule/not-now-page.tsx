import { Button, ErrorSummary, Radios } from 'nhsuk-react-components'
import type { Instrument } from '#clinical/instrument.ts'
import type { Labelled } from '#content/types.ts'
import { patientName } from '#features/instruments/index.ts'
import { PostForm } from '#ui/post-form.tsx'

export type NotNowWay = 'postponed' | 'skipped' | 'declined'

export interface NotNowPageProps {
  instrument: Instrument
  /** Where the form itself is. */
  address: string
  therapistName: string
  /** It comes again with the next weekly set; otherwise it is asked this once. */
  isWeekly: boolean
  /** Its scores are compared from week to week. */
  showsChange: boolean
  /** They had said no before, and it is asked once more: before the end, or by their therapist. */
  askedAgain: 'before_end' | 'by_therapist' | null
  /** It will be asked once more before the end, unless that has come. */
  isAskedBeforeEnd: boolean
  reasons: readonly Labelled[]
  way: string
  reason: string
  isWayMissing: boolean
  sendKey: string
}

const wayMissing = 'Choose what would help'

/** A form may wait, be left out once, or not be asked: a choice, without having to explain it. */
export function NotNowPage(props: NotNowPageProps) {
  const { instrument, therapistName, isWayMissing } = props
  const aim = props.showsChange
    ? `. The form helps you and ${therapistName} see whether things are shifting, and it can wait`
    : ', and this form can wait'
  return (
    <div className="hr-reading">
      <a className="nhsuk-back-link" href="/measures">
        Back to your forms
      </a>
      {isWayMissing && (
        <ErrorSummary>
          <ErrorSummary.Title>Nothing is changed yet</ErrorSummary.Title>
          <ErrorSummary.List>
            <ErrorSummary.ListItem href="#way-1">{wayMissing}</ErrorSummary.ListItem>
          </ErrorSummary.List>
        </ErrorSummary>
      )}
      <h1 className="nhsuk-heading-l">
        <span className="nhsuk-caption-l">{patientName(instrument)}</span>
        Not now
      </h1>
      <p>
        {props.askedAgain
          ? `You said before that you would rather not be asked this one. ${whyAgain(props)} ` +
            'You can still say no.'
          : `You choose what you answer${aim}.`}
      </p>
      <PostForm action={`${props.address}/not-now`} sendKey={props.sendKey}>
        <WayField {...props} />
        <ReasonField {...props} />
        <Button type="submit">Save my choice</Button>
      </PostForm>
      <p>
        {therapistName} sees what you choose. To say more, <a href="/messages">write a message</a>.
        If things feel worse, <a href="/help">get help now</a>.
      </p>
    </div>
  )
}

function whyAgain({ askedAgain, therapistName }: NotNowPageProps): string {
  return askedAgain === 'by_therapist'
    ? `${therapistName} has asked for it since.`
    : 'It is here once more because treatment is coming to its end: your answers show what has ' +
        'changed since you began.'
}

function WayField({ way, isWeekly, isAskedBeforeEnd, isWayMissing }: NotNowPageProps) {
  const atEnd = isAskedBeforeEnd
    ? ', but for once before the end, so that you can see what changed'
    : ''
  return (
    <Radios
      id="way"
      name="way"
      legend="What would help?"
      legendProps={{ size: 'm' }}
      error={isWayMissing ? wayMissing : undefined}
    >
      <Radios.Item
        value="postponed"
        defaultChecked={way === 'postponed'}
        hint="It waits here, and you get a short note that names nothing."
      >
        Remind me tomorrow
      </Radios.Item>
      <Radios.Item
        value="skipped"
        defaultChecked={way === 'skipped'}
        hint={isWeekly ? 'It comes again with the next set.' : 'It goes away this time.'}
      >
        Skip it this time
      </Radios.Item>
      <Radios.Item
        value="declined"
        defaultChecked={way === 'declined'}
        hint={`It is not asked again${atEnd}. You can change your mind on the forms page.`}
      >
        I’d rather not be asked this one
      </Radios.Item>
    </Radios>
  )
}

function ReasonField({ reasons, reason, therapistName }: NotNowPageProps) {
  return (
    <Radios
      id="reason"
      name="reason"
      legend="Why, if you’d like to say"
      legendProps={{ size: 's' }}
      hint={`It helps ${therapistName} to ask you better. You can leave this empty.`}
      small
    >
      {reasons.map(({ id, label }) => (
        <Radios.Item key={id} value={id} defaultChecked={reason === id}>
          {label}
        </Radios.Item>
      ))}
    </Radios>
  )
}
