import type { CardSortBlock, ChecklistBlock, PathBlock } from '#content/types.ts'
import type { Entry } from '#features/worksheets/index.ts'
import { isThere } from './keep-things.ts'
import type { Answer } from './part-answers.ts'
import { anchorOf } from './section-data.ts'

/** Cards to sort: a choice beside each card, so that it needs neither a mouse nor a script. */
export function CardSortItems(props: {
  block: CardSortBlock
  answer: Answer | null
  isPreview?: boolean
}) {
  const { sort } = props.block
  return (
    <ul className="hr-sort">
      {sort.cards.map((card) => {
        const chosen = props.isPreview ? card.group : (props.answer?.[card.id]?.[0] ?? '')
        const id = `${anchorOf(props.block)}-${card.id}`
        const fits = chosen === card.group
        return (
          <li key={card.id} className="hr-sort__card">
            <fieldset className="nhsuk-fieldset">
              <legend className="hr-sort__text">{card.text}</legend>
              <div className="nhsuk-radios nhsuk-radios--inline nhsuk-radios--small">
                {sort.groups.map((group) => (
                  <div className="nhsuk-radios__item" key={group.id}>
                    <input
                      className="nhsuk-radios__input"
                      type="radio"
                      name={`q.${card.id}`}
                      id={`${id}-${group.id}`}
                      value={group.id}
                      disabled={props.isPreview}
                      defaultChecked={chosen === group.id}
                    />
                    <label
                      className="nhsuk-label nhsuk-radios__label"
                      htmlFor={`${id}-${group.id}`}
                    >
                      {group.label}
                    </label>
                  </div>
                ))}
              </div>
              {chosen !== '' && (
                <p className={`hr-feedback ${fits ? 'hr-feedback--fits' : ''}`}>
                  <span className="hr-feedback__sign" aria-hidden="true">
                    {fits ? '✓' : '↺'}
                  </span>
                  {!fits && 'We would put it elsewhere. '}
                  {card.feedback}
                </p>
              )}
            </fieldset>
          </li>
        )
      })}
    </ul>
  )
}

/** Ticks that become rows of a worksheet; what is there already says so. */
export function ChecklistItems(props: {
  block: ChecklistBlock
  entries: readonly Entry[]
  isPreview?: boolean
}) {
  const { groups, field } = props.block.checklist
  return groups.map((group) => (
    <fieldset key={group.label} className="nhsuk-fieldset hr-ticks">
      <legend className="nhsuk-fieldset__legend nhsuk-fieldset__legend--s">{group.label}</legend>
      <div className="nhsuk-checkboxes nhsuk-checkboxes--small">
        {group.options.map((option) => {
          const id = `${anchorOf(props.block)}-${option.id}`
          const has = isThere(props.entries, field, option.text)
          return (
            <div className="nhsuk-checkboxes__item" key={option.id}>
              <input
                className="nhsuk-checkboxes__input"
                type="checkbox"
                id={id}
                name="tick"
                value={option.id}
                defaultChecked={has}
                disabled={has || props.isPreview}
              />
              <label className="nhsuk-label nhsuk-checkboxes__label" htmlFor={id}>
                {option.text}
                {has && <span className="hr-quiet"> (on your list)</span>}
              </label>
            </div>
          )
        })}
      </div>
    </fieldset>
  ))
}

export function PathItems(props: { block: PathBlock; answer: Answer | null; isPreview?: boolean }) {
  const { path } = props.block
  const kind = path.allowBoth ? 'checkbox' : 'radio'
  const block = path.allowBoth ? 'nhsuk-checkboxes' : 'nhsuk-radios'
  const chosen = props.answer?.chosen ?? []
  return (
    <fieldset className="nhsuk-fieldset">
      <legend className="nhsuk-fieldset__legend nhsuk-fieldset__legend--s">{path.question}</legend>
      {path.allowBoth && <p className="nhsuk-hint">You can choose more than one.</p>}
      <div className={block}>
        {path.options.map((option) => {
          const id = `${anchorOf(props.block)}-${option.id}`
          return (
            <div className={`${block}__item`} key={option.id}>
              <input
                className={`${block}__input`}
                type={kind}
                id={id}
                name="q.chosen"
                value={option.id}
                defaultChecked={chosen.includes(option.id)}
                disabled={props.isPreview}
                aria-describedby={option.help ? `${id}-hint` : undefined}
              />
              <label className={`nhsuk-label ${block}__label`} htmlFor={id}>
                {option.label}
              </label>
              {option.help && (
                <div className={`nhsuk-hint ${block}__hint`} id={`${id}-hint`}>
                  {option.help}
                </div>
              )}
            </div>
          )
        })}
      </div>
    </fieldset>
  )
}
