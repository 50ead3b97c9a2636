import { ownValue } from '#content/worksheet-values.ts'
import { SaveLink } from '#features/entries/index.ts'
import { type Entry, SavedLine } from '#features/worksheets/index.ts'
import { PostForm } from '#ui/post-form.tsx'

interface CardsPageProps {
  readonly cards: readonly Entry[]
  readonly saveKey: string
  readonly newKey: () => string
}

/** Sentences worth having in a pocket. */
export function CardsPage(props: CardsPageProps) {
  return (
    <div className="hr-reading">
      <h1 className="nhsuk-heading-l">My cards</h1>
      <p>Sentences you want to have at hand. Pinned ones come first.</p>
      {props.cards.length === 0 && (
        <p>
          No cards yet. In your modules you will find sentences to keep, or write your own below.
        </p>
      )}
      <ul className="hr-pockets">
        {props.cards.map((card) => (
          <Card key={card.id} card={card} newKey={props.newKey} />
        ))}
      </ul>
      <PostForm action="/cards" className="hr-entry-form">
        <input type="hidden" name="save_key" value={props.saveKey} />
        <label className="nhsuk-label nhsuk-label--s" htmlFor="card">
          A card of my own
        </label>
        <input
          className="nhsuk-input"
          id="card"
          name="card"
          maxLength={240}
          autoComplete="off"
          dir="auto"
        />
        <div className="hr-entry-form__foot">
          <button className="nhsuk-button nhsuk-button--secondary" type="submit">
            Add this card
          </button>
          <SavedLine entry={null} />
        </div>
      </PostForm>
      {props.cards.length > 0 && (
        <p className="hr-links">
          <a href="/cards/print">Print my cards</a>
          <a href="/cards/download">Save them as a file</a>
        </p>
      )}
    </div>
  )
}

function Card({ card, newKey }: { card: Entry; newKey: () => string }) {
  const from = ownValue(card.values, 'from')
  const isPinned = ownValue(card.values, 'pinned') === true
  return (
    <li className="hr-pocket">
      <p className="hr-pocket__words" dir="auto">
        {String(ownValue(card.values, 'card') ?? '')}
      </p>
      {typeof from === 'string' && <p className="hr-pocket__from">{from}</p>}
      <div className="hr-links hr-no-print">
        <PostForm action={`/cards/${card.id}/pin`}>
          <input type="hidden" name="save_key" value={newKey()} />
          <input type="hidden" name="base_version" value={card.version} />
          <input type="hidden" name="pinned" value={isPinned ? 'no' : 'yes'} />
          <button className="hr-link-button" type="submit">
            {isPinned ? 'Unpin' : 'Pin to the top'}
          </button>
        </PostForm>
        <a href={`/entries/${card.id}`}>Change</a>
      </div>
    </li>
  )
}

/** Cards for cutting out: a frame round each. */
export function CardsPrintPage({ cards }: { cards: readonly Entry[] }) {
  return (
    <div className="hr-reading hr-print">
      <p className="hr-no-print">
        <a className="nhsuk-back-link" href="/cards">
          Back to my cards
        </a>{' '}
        {cards.length > 0 && <SaveLink href="/cards/download" />}
      </p>
      <PrintedCards cards={cards} />
    </div>
  )
}

/** What stands on the paper, and in the file. */
export function PrintedCards({ cards }: { cards: readonly Entry[] }) {
  return (
    <>
      <h1 className="nhsuk-heading-l">My cards</h1>
      {cards.length === 0 && <p>There are no cards yet.</p>}
      <ul className="hr-pockets hr-pockets--print">
        {cards.map((card) => (
          <li key={card.id} className="hr-pocket">
            <p className="hr-pocket__words" dir="auto">
              {String(ownValue(card.values, 'card') ?? '')}
            </p>
          </li>
        ))}
      </ul>
    </>
  )
}

export function pinnedFirst(cards: readonly Entry[]): readonly Entry[] {
  const isPinned = (card: Entry) => (ownValue(card.values, 'pinned') === true ? 1 : 0)
  return [...cards].sort((one, another) => isPinned(another) - isPinned(one))
}
