import type { ReactNode } from 'react'
import type { WordedInstrument, WordedItem, WordedQuestion } from '#clinical/instrument.ts'
import type { PostedResponse } from './response-form.ts'
import { declinedValue, extraField, itemField, notApplicableValue } from './response-form.ts'
import { TypedAnswer, typedFault } from './typed-answer.tsx'

export type Chosen = Pick<PostedResponse, 'answers' | 'extra' | 'declined'> &
  Partial<Pick<PostedResponse, 'mistyped'>>

/** What is asked for where an answer is missing. */
export function noAnswerTo(item: WordedItem): string {
  return item.isTyped ? typedFault(item) : 'Choose an answer, or “Prefer not to say”'
}

/** Links of the error summary lead to it and stay in the address: it does not name the form. */
export function itemId(number: number): string {
  return `item-${number}`
}

/** Arabic, Persian, Hebrew, Urdu and their like run from right to left. */
export function directionOf(language: string): 'ltr' | 'rtl' {
  return /^(ar|dv|fa|he|ku|ps|sd|ug|ur|yi)\b/.test(language) ? 'rtl' : 'ltr'
}

/** The questionnaire's own words, marked as its language; ours around them stay in English. */
export function wordsOf({ language }: { language: string }) {
  return { lang: language, dir: directionOf(language) }
}

/** A form without a stem has its name there: that is not said again with every question. */
function hasStem({ stem, name }: WordedInstrument): boolean {
  return stem !== '' && stem !== name
}

interface FieldProps {
  instrument: WordedInstrument
  chosen: Chosen
}

interface ItemFieldProps extends FieldProps {
  item: WordedItem
  isMissing: boolean
  isHeading?: boolean
  /** Asked only after another answer on this page: an island shows it then. */
  isWaiting?: boolean
}

/** One item with the questionnaire's own words; nothing is chosen until somebody chooses. */
export function ItemField(props: ItemFieldProps) {
  const { instrument, item, chosen, isMissing, isHeading, isWaiting } = props
  const id = itemId(item.number)
  const answer = chosen.answers[item.number]
  const isDeclined = chosen.declined.includes(item.number)
  return (
    <Group error={isMissing} askIf={item.askIf} isHidden={isWaiting ?? false}>
      <Question
        id={id}
        isHeading={isHeading ?? false}
        error={isMissing ? noAnswerTo(item) : null}
        legend={
          <>
            <span className="hr-item__count">{positionWords(instrument, item)}</span>
            {isHeading && <BroughtUpBy instrument={instrument} item={item} />}
            <span {...wordsOf(instrument)}>
              {hasStem(instrument) && (
                <span className="nhsuk-u-visually-hidden">{instrument.stem} </span>
              )}
              {item.text}
            </span>
          </>
        }
      >
        {item.isTyped ? (
          <TypedAnswer
            item={item}
            value={chosen.mistyped?.[item.number] ?? (answer === undefined ? '' : String(answer))}
            isDeclined={isDeclined}
            words={wordsOf(instrument)}
            id={`${id}-1`}
            faultId={isMissing ? `${id}-fault` : null}
          />
        ) : (
          <Choices {...props} id={id} />
        )}
      </Question>
    </Group>
  )
}

/** On a page of its own, a question that another brings up cannot do without that one's words. */
function BroughtUpBy({ instrument, item }: Pick<ItemFieldProps, 'instrument' | 'item'>) {
  const asked = instrument.items.find(({ number }) => number === item.askIf?.item)
  if (!asked) return null
  return (
    <span className="hr-item__about" {...wordsOf(instrument)}>
      {asked.text}{' '}
    </span>
  )
}

function Choices({ instrument, item, chosen, id }: ItemFieldProps & { id: string }) {
  const answer = chosen.answers[item.number]
  const isDeclined = chosen.declined.includes(item.number)
  const choices = choicesOf(instrument, item)
  return (
    <div className={`nhsuk-radios hr-options ${optionsClass(choices)}`}>
      {choices.map(({ value, label, isOurs }, index) => (
        <Radio
          key={value}
          id={`${id}-${index + 1}`}
          name={itemField(item.number)}
          value={value}
          label={label}
          words={isOurs ? {} : wordsOf(instrument)}
          look={value === declinedValue ? 'quiet' : label === value ? 'number' : null}
          isChosen={value === declinedValue ? isDeclined : String(answer) === value}
        />
      ))}
    </div>
  )
}

/** "Question 4 of 9"; a question that another brings up says so. */
export function positionWords(instrument: WordedInstrument, item: WordedItem): string {
  const always = instrument.items.filter(({ askIf }) => askIf === null)
  const place = (number: number) => always.findIndex((other) => other.number === number) + 1
  if (item.askIf === null) return `Question ${place(item.number)} of ${always.length}`
  return `More about question ${place(item.askIf.item) || item.askIf.item}`
}

interface Choice {
  value: string
  label: string
  /** Our own words, not the questionnaire's. */
  isOurs: boolean
}

function choicesOf(instrument: WordedInstrument, item: WordedItem): Choice[] {
  const printed = instrument.notApplicableLabel
  const isScale = item.options.some(({ value, label }) => label === String(value))
  const mayNot: Choice = {
    value: notApplicableValue,
    label: printed ?? 'This does not apply to me',
    isOurs: printed === null,
  }
  return [
    ...item.options.map((option) => ({
      value: String(option.value),
      label: isScale ? numbered(option) : option.label,
      isOurs: false,
    })),
    ...(item.mayNotApply ? [mayNot] : []),
    { value: declinedValue, label: 'Prefer not to say', isOurs: true },
  ]
}

/** On a scale with words at some of its numbers, every answer shows its number. */
function numbered({ value, label }: WordedItem['options'][number]): string {
  return label === String(value) ? label : `${value}: ${label}`
}

/**
 * Up to six short answers stand beside each other where there is room; others under each other. On
 * a long scale the numbers between its words share their lines: nine rows an item are a long way.
 */
function optionsClass(choices: readonly Choice[]): string {
  const answers = choices.filter(({ value }) => value !== declinedValue)
  if (answers.filter(({ label, value }) => label === value).length > 4) return 'hr-options--scale'
  const longestWord = Math.max(...answers.flatMap(({ label }) => label.split(/\s+/)).map(sizeOf))
  const longest = Math.max(...answers.map(({ label }) => sizeOf(label)))
  const isShort = answers.length <= 6 && longest <= 30 && longestWord <= 12
  return isShort ? `hr-options--beside hr-options--${answers.length}` : ''
}

function sizeOf(text: string): number {
  return text.length
}

export function ExtraField(props: FieldProps & { question: WordedQuestion }) {
  const { instrument, question, chosen } = props
  const id = `extra-${question.id}`
  const name = extraField(question.id)
  const answer = chosen.extra[question.id]
  if (question.kind === 'text') {
    return (
      <div className="nhsuk-form-group">
        <label className="nhsuk-label nhsuk-label--s" htmlFor={id} {...wordsOf(instrument)}>
          {question.text}
        </label>
        <textarea
          className="nhsuk-textarea"
          id={id}
          name={name}
          rows={5}
          maxLength={4000}
          dir="auto"
          defaultValue={typeof answer === 'string' ? answer : ''}
        />
      </div>
    )
  }
  return (
    <Group>
      <Question
        id={id}
        isHeading={false}
        error={null}
        legend={<span {...wordsOf(instrument)}>{question.text}</span>}
      >
        <div className="nhsuk-radios hr-options">
          {question.options.map(({ value, label }, index) => (
            <Radio
              key={value}
              id={`${id}-${index + 1}`}
              name={name}
              value={String(value)}
              label={label}
              words={wordsOf(instrument)}
              isChosen={answer === value}
            />
          ))}
        </div>
      </Question>
    </Group>
  )
}

function Group(props: {
  error?: boolean
  askIf?: WordedItem['askIf']
  isHidden?: boolean
  children: ReactNode
}) {
  const { error, askIf, isHidden, children } = props
  return (
    <div
      className={`nhsuk-form-group hr-item ${error ? 'nhsuk-form-group--error' : ''}`}
      data-ask-item={askIf ? itemField(askIf.item) : undefined}
      data-ask-from={askIf?.atLeast}
      hidden={isHidden}
    >
      {children}
    </div>
  )
}

function Question(props: {
  id: string
  legend: ReactNode
  isHeading: boolean
  error: string | null
  children: ReactNode
}) {
  const { id, legend, isHeading, error, children } = props
  return (
    <fieldset
      className="nhsuk-fieldset"
      id={id}
      aria-describedby={error ? `${id}-fault` : undefined}
    >
      <legend className={`nhsuk-fieldset__legend nhsuk-fieldset__legend--${isHeading ? 'm' : 's'}`}>
        {legend}
      </legend>
      {error && (
        <span className="nhsuk-error-message" id={`${id}-fault`}>
          <span className="nhsuk-u-visually-hidden">Error:</span> {error}
        </span>
      )}
      {children}
    </fieldset>
  )
}

interface RadioProps {
  id: string
  name: string
  value: string
  label: string
  words: { lang?: string; dir?: string }
  isChosen: boolean
  look?: 'quiet' | 'number' | null
}

function Radio({ id, name, value, label, words, isChosen, look }: RadioProps) {
  return (
    <div className={`nhsuk-radios__item ${look ? `hr-options__${look}` : ''}`}>
      <input
        className="nhsuk-radios__input"
        id={id}
        name={name}
        type="radio"
        value={value}
        defaultChecked={isChosen}
      />
      <label className="nhsuk-label nhsuk-radios__label" htmlFor={id} {...words}>
        {label}
      </label>
    </div>
  )
}
