import type { QuizBlock, QuizItem, QuizOption } from '#content/types.ts'
import type { Answer } from './part-answers.ts'
import { shuffled } from './stable-id.ts'

/** The questions of a check, each with what the chosen answers bring. Unlimited tries, no score. */
export function QuizItems(props: { block: QuizBlock; answer: Answer | null; isPreview?: boolean }) {
  const { block, answer } = props
  return block.items.map((item, index) => (
    <QuizQuestion
      key={item.stem}
      item={item}
      name={String(index)}
      answer={answer}
      seed={block.id}
      isPreview={props.isPreview ?? false}
    />
  ))
}

interface QuestionProps {
  readonly item: QuizItem
  readonly name: string
  readonly answer: Answer | null
  readonly seed: string
  readonly isPreview: boolean
}

function QuizQuestion(props: QuestionProps) {
  const { item } = props
  switch (item.type) {
    case 'match':
      return <MatchQuestion {...props} item={item} />
    case 'order':
      return <OrderQuestion {...props} item={item} />
    default:
      return <ChoiceQuestion {...props} item={item} />
  }
}

type ChoiceItem = Extract<QuizItem, { type: 'single' | 'multi' | 'trueFalse' }>

function ChoiceQuestion(props: QuestionProps & { item: ChoiceItem }) {
  const { item, name, seed, answer, isPreview } = props
  const kind = item.type === 'multi' ? 'checkbox' : 'radio'
  const block = kind === 'radio' ? 'nhsuk-radios' : 'nhsuk-checkboxes'
  const chosen = answer?.[name] ?? []
  const isMissing =
    item.type === 'multi' &&
    chosen.length > 0 &&
    item.options.some(({ correct }, index) => correct && !chosen.includes(String(index)))
  return (
    <fieldset className="nhsuk-fieldset hr-question">
      <legend className="hr-question__stem">{item.stem}</legend>
      {item.type === 'multi' && <p className="nhsuk-hint">Choose all that fit.</p>}
      <div className={`${block} ${block}--small`}>
        {item.options.map((option, index) => {
          const id = `${seed.replaceAll('.', '-')}-${name}-${index}`
          const isChosen = chosen.includes(String(index))
          return (
            <div className={`${block}__item`} key={option.text}>
              <input
                className={`${block}__input`}
                type={kind}
                id={id}
                name={`q.${name}`}
                value={index}
                defaultChecked={isChosen}
                disabled={isPreview}
                aria-describedby={isChosen ? `${id}-feedback` : undefined}
              />
              <label className={`nhsuk-label ${block}__label`} htmlFor={id}>
                {option.text}
              </label>
              {(isChosen || isPreview) && <Feedback id={`${id}-feedback`} option={option} />}
            </div>
          )
        })}
      </div>
      {isMissing && <p className="hr-feedback">There is one more that fits. Have another look.</p>}
    </fieldset>
  )
}

/** Words first: the sign beside them only repeats what they say. */
function Feedback(props: { id: string; option: QuizOption }) {
  const { correct, feedback } = props.option
  return (
    <p className={`hr-feedback ${correct ? 'hr-feedback--fits' : ''}`} id={props.id}>
      <span className="hr-feedback__sign" aria-hidden="true">
        {correct ? '✓' : '↺'}
      </span>
      <span className="nhsuk-u-visually-hidden">{correct ? 'This fits. ' : 'Not quite. '}</span>
      {feedback}
    </p>
  )
}

function MatchQuestion(props: QuestionProps & { item: Extract<QuizItem, { type: 'match' }> }) {
  const { item, name, seed, answer } = props
  const rights = shuffled(
    item.pairs.map(({ right }, index) => ({ right, index })),
    seed,
    ({ right }) => right,
  )
  return (
    <fieldset className="nhsuk-fieldset hr-question">
      <legend className="hr-question__stem">{item.stem}</legend>
      {item.pairs.map(({ left, feedback }, index) => {
        const chosen = answer?.[`${name}.${index}`]?.[0] ?? ''
        const id = `${seed.replaceAll('.', '-')}-${name}-${index}`
        return (
          <div className="hr-match" key={left}>
            <label className="nhsuk-label" htmlFor={id}>
              {left}
            </label>
            <select
              className="nhsuk-select"
              id={id}
              name={`q.${name}.${index}`}
              defaultValue={chosen}
              disabled={props.isPreview}
            >
              <option value="">Choose</option>
              {rights.map((option) => (
                <option key={option.right} value={option.index}>
                  {option.right}
                </option>
              ))}
            </select>
            {(chosen !== '' || props.isPreview) && (
              <Feedback
                id={`${id}-feedback`}
                option={matchFeedback(chosen === String(index) || props.isPreview, feedback)}
              />
            )}
          </div>
        )
      })}
    </fieldset>
  )
}

function matchFeedback(correct: boolean, feedback: string): QuizOption {
  return correct
    ? { text: '', correct, feedback }
    : { text: '', correct, feedback: 'That one may fit better with another. Have another look.' }
}

function OrderQuestion(props: QuestionProps & { item: Extract<QuizItem, { type: 'order' }> }) {
  const { item, name, seed, answer, isPreview } = props
  const items = shuffled(
    item.items.map((text, index) => ({ text, index })),
    seed,
    ({ text }) => text,
  )
  const placed = item.items.map((_, index) => answer?.[`${name}.${index}`]?.[0] ?? '')
  const isAnswered = placed.some((place) => place !== '')
  const isRight = placed.every((place, index) => place === String(index))
  return (
    <fieldset className="nhsuk-fieldset hr-question">
      <legend className="hr-question__stem">{item.stem}</legend>
      {items.map(({ text, index }) => {
        const id = `${seed.replaceAll('.', '-')}-${name}-${index}`
        return (
          <div className="hr-match hr-match--order" key={text}>
            <label className="nhsuk-label" htmlFor={id}>
              {text}
            </label>
            <select
              className="nhsuk-select"
              id={id}
              name={`q.${name}.${index}`}
              defaultValue={isPreview ? String(index) : placed[index]}
              disabled={isPreview}
            >
              <option value="">Place</option>
              {item.items.map((each, place) => (
                <option key={each} value={place}>
                  {place + 1}
                </option>
              ))}
            </select>
          </div>
        )
      })}
      {(isAnswered || isPreview) && (
        <Feedback
          id={`${seed}-${name}-feedback`}
          option={{
            text: '',
            correct: isRight || isPreview,
            feedback:
              isRight || isPreview
                ? item.feedback
                : 'Some are in another place. Look at the first and the last, and try again.',
          }}
        />
      )}
    </fieldset>
  )
}
