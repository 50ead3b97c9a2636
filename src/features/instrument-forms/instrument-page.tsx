import { Button, ErrorSummary } from 'nhsuk-react-components'
import type { ReactNode } from 'react'
import type { Answers, WordedInstrument, WordedItem } from '#clinical/instrument.ts'
import { isAsked } from '#clinical/scoring.ts'
import type { SafetyProtocol } from '#content/types.ts'
import { patientName } from '#features/instruments/index.ts'
import { PostForm } from '#ui/post-form.tsx'
import { WhoReads } from '#ui/who-reads.tsx'
import { type Chosen, ExtraField, ItemField, itemId, wordsOf } from './instrument-fields.tsx'
import { LicenceLines } from './licence-lines.tsx'
import { itemField } from './response-form.ts'

/** Where the pages of a form post to: under a person's own address, or under a link. */
export interface FormAddresses {
  readonly items: string
  readonly more: string
  /** Saves what was picked while the page is open. */
  readonly draft: string
  /** One question of it, on a screen of its own. */
  readonly item: (number: number) => string
}

export interface InstrumentPageProps {
  instrument: WordedInstrument
  chosen: Chosen
  missing: readonly number[]
  /** "Form 1 of 2". */
  position: { form: number; of: number }
  isLast: boolean
  startedAt: Date
  sendKey: string
  protocol: SafetyProtocol
  /** Who reads the answers: "Priya Nair", or "your therapist" where no name may stand. */
  readBy: string
  addresses: FormAddresses
  /** The one item of this screen, when the service asks one question at a time. */
  only: number | null
  /** Items that are not shown again: answered before, by a link that anybody may open. */
  hidden?: readonly number[]
  /**
   * Whose unsaved answers this browser may keep, and for which asking of the form. Null on a shared
   * device, and where a link was opened that anybody may hold.
   */
  keptFor: { readonly owner: string; readonly asked: string } | null
  /** The answers that decide what is asked, where they are not all on the page. */
  known?: Answers
}

/** A questionnaire as it was published, all of it or one question a screen. */
export function InstrumentPage(props: InstrumentPageProps) {
  const { instrument, missing, only, addresses } = props
  return (
    <div className={`hr-measure ${only === null ? '' : 'hr-measure--one'}`}>
      {missing.length > 0 && <MissingAnswers {...props} />}
      <Heading {...props} />
      <KeptBefore {...props} />
      <DraftForm {...props} action={addresses.items}>
        <Items {...props} />
        <Buttons {...props} />
      </DraftForm>
      {only !== null && <ItemBefore instrument={instrument} only={only} addresses={addresses} />}
      <Small {...props} />
    </div>
  )
}

/** What comes after the items and is not scored. */
export function ExtraPage(props: InstrumentPageProps) {
  const { instrument, chosen, isLast, addresses } = props
  const hasText = instrument.extra.some(({ kind }) => kind === 'text')
  return (
    <div className="hr-measure">
      <Progress {...props} />
      <h1 className="nhsuk-heading-l">
        {instrument.extra.length === 1 ? 'One more question' : 'A few more questions'}
      </h1>
      {hasText && <p>You can leave a box empty and go on.</p>}
      <DraftForm {...props} action={addresses.more}>
        {instrument.extra.map((question) => (
          <ExtraField
            key={question.id}
            instrument={instrument}
            question={question}
            chosen={chosen}
          />
        ))}
        <Button type="submit">{isLast ? 'Send' : 'Save and go on'}</Button>
      </DraftForm>
      <Small {...props} />
    </div>
  )
}

function Heading(props: InstrumentPageProps) {
  const { instrument, only } = props
  const isFirst = only === null || only === instrument.items[0]?.number
  return (
    <>
      <Progress {...props} />
      {instrument.instructions && isFirst && (
        <p className="hr-measure__instructions" {...wordsOf(instrument)}>
          {instrument.instructions}
        </p>
      )}
      <h1
        className={only === null ? 'nhsuk-heading-m' : 'nhsuk-heading-s'}
        {...wordsOf(instrument)}
      >
        {instrument.stem || instrument.name}
      </h1>
    </>
  )
}

function Progress({ position, instrument, only }: InstrumentPageProps) {
  const index = instrument.items.findIndex(({ number }) => number === only)
  return (
    <>
      <p className="nhsuk-caption-m">
        {patientName(instrument)}: form {position.form} of {position.of}
      </p>
      {only !== null && (
        <progress
          className="hr-progress hr-measure__progress"
          max={instrument.items.length}
          value={index}
          aria-hidden="true"
        />
      )}
    </>
  )
}

function KeptBefore({ instrument, hidden = [], only }: InstrumentPageProps) {
  if (hidden.length === 0 || only !== null) return null
  const count = hidden.length === 1 ? 'One answer is' : `${hidden.length} answers are`
  const left = instrument.items.length - hidden.length
  return (
    <p className="nhsuk-inset-text">
      {count} kept from before. {hidden.length === 1 ? 'It is' : 'They are'} not shown, so that
      nobody else who opens this page can read them. {left === 1 ? 'One is' : `${left} are`} left.
    </p>
  )
}

function Items(props: InstrumentPageProps) {
  const { instrument, chosen, missing, only, hidden = [], known = chosen.answers } = props
  const items = instrument.items.filter(({ number }) =>
    only === null ? !hidden.includes(number) : number === only,
  )
  const isFollowUp = broughtUp(instrument, missing)
  return items.map((item: WordedItem) => (
    <ItemField
      key={item.number}
      instrument={instrument}
      item={item}
      chosen={chosen}
      isMissing={missing.includes(item.number) && !isFollowUp}
      isHeading={only !== null}
      isWaiting={only === null && !isAsked(item, known)}
    />
  ))
}

/** Nothing was left out: the answers themselves ask for more. */
function broughtUp(instrument: WordedInstrument, missing: readonly number[]): boolean {
  const open = instrument.items.filter(({ number }) => missing.includes(number))
  return open.length > 0 && open.every(({ askIf }) => askIf !== null)
}

function DraftForm(props: InstrumentPageProps & { action: string; children: ReactNode }) {
  const { instrument, startedAt, sendKey, only, protocol, addresses, keptFor } = props
  return (
    <PostForm
      action={props.action}
      sendKey={sendKey}
      island="instrument-draft"
      data={{
        'data-draft': addresses.draft,
        'data-help-from': instrument.safetyItems
          .map(({ item, atLeast }) => `${itemField(item)}:${atLeast}`)
          .join(' '),
        ...(keptFor ? { 'data-owner': keptFor.owner, 'data-asked': keptFor.asked } : {}),
      }}
    >
      <input type="hidden" name="instrument" value={instrument.id} />
      <input type="hidden" name="started_at" value={startedAt.toISOString()} />
      <input type="hidden" name="wording" value={instrument.wordingHash ?? ''} />
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

function Buttons(props: InstrumentPageProps) {
  const { missing, only, isLast, instrument, chosen, known = chosen.answers } = props
  const after = instrument.items.slice(
    instrument.items.findIndex(({ number }) => number === only) + 1,
  )
  const isEnd = only === null || !after.some((item) => isAsked(item, known))
  const sends = isEnd && isLast
  return (
    <div className="hr-measure__buttons">
      <Button type="submit">{sends ? 'Send' : 'Save and go on'}</Button>
      {only === null && missing.length > 0 && (
        <Button type="submit" secondary name="anyway" value="1">
          {sends ? 'Send as it is' : 'Go on without these answers'}
        </Button>
      )}
    </div>
  )
}

function ItemBefore(
  props: Pick<InstrumentPageProps, 'instrument' | 'addresses'> & { only: number },
) {
  const { instrument, addresses, only } = props
  const index = instrument.items.findIndex(({ number }) => number === only)
  const before = instrument.items[index - 1]
  if (!before) return null
  return (
    <p>
      <a href={addresses.item(before.number)}>Back to the question before</a>
    </p>
  )
}

function MissingAnswers({ instrument, missing, isLast, only }: InstrumentPageProps) {
  const isFollowUp = broughtUp(instrument, missing)
  const send = isLast ? 'send the form as it is' : 'go on without'
  return (
    <ErrorSummary>
      <ErrorSummary.Title>{missingWords(missing.length, isFollowUp)}</ErrorSummary.Title>
      {only === null && (
        <p>
          Your other answers are saved. Where you would rather not answer, choose “Prefer not to
          say”; or leave it empty and {send}, with the button at the end.
          {instrument.scoring.method !== 'none' && ' There will be no total then.'}
        </p>
      )}
      <ErrorSummary.List>
        {instrument.items
          .filter(({ number }) => missing.includes(number))
          .map(({ number, text }) => (
            <ErrorSummary.ListItem key={number} href={`#${itemId(number)}-1`}>
              <span {...wordsOf(instrument)}>{text}</span>
            </ErrorSummary.ListItem>
          ))}
      </ErrorSummary.List>
    </ErrorSummary>
  )
}

function missingWords(count: number, isFollowUp: boolean): string {
  if (isFollowUp) return 'A few more questions follow from your answers'
  return count === 1 ? 'One answer is missing' : `${count} answers are missing`
}

function Small({ instrument, readBy, protocol }: InstrumentPageProps) {
  return (
    <div className="hr-measure__small">
      <p>
        <WhoReads therapistName={readBy} what="your answers" /> {protocol.notWatched}
      </p>
      <LicenceLines licence={instrument.licence} />
    </div>
  )
}
