import type { WordedItem } from '#clinical/instrument.ts'
import { declinedField, itemField } from './response-form.ts'

interface TypedAnswerProps {
  item: WordedItem
  /** As it was typed or kept; empty for none. */
  value: string
  isDeclined: boolean
  /** Of the questionnaire's own words. */
  words: { lang: string; dir: string }
  /** Of the first field: links of the error summary lead to it. */
  id: string
  /** Of what is wrong with it, where something is. */
  faultId: string | null
}

/** An answer on a long scale: the number is typed, or taken from the ruler where a script runs. */
export function TypedAnswer(props: TypedAnswerProps) {
  const { item, value, isDeclined, words, id, faultId } = props
  const { low, high } = endsOf(item)
  return (
    <div className="hr-typed" data-island="scale-ruler">
      <Anchors item={item} words={words} />
      <Ruler low={low} high={high} />
      <label className="nhsuk-label" htmlFor={id}>
        Your number, from {low} to {high}
      </label>
      <input
        className={`nhsuk-input nhsuk-input--width-4 ${faultId ? 'nhsuk-input--error' : ''}`}
        id={id}
        name={itemField(item.number)}
        inputMode="numeric"
        autoComplete="off"
        defaultValue={value}
        aria-describedby={faultId ?? undefined}
      />
      <div className="nhsuk-checkboxes hr-typed__declined">
        <div className="nhsuk-checkboxes__item">
          <input
            className="nhsuk-checkboxes__input"
            id={`${id}-declined`}
            name={declinedField(item.number)}
            type="checkbox"
            value="yes"
            defaultChecked={isDeclined}
          />
          <label className="nhsuk-label nhsuk-checkboxes__label" htmlFor={`${id}-declined`}>
            Prefer not to say
          </label>
        </div>
      </div>
    </div>
  )
}

/** "Write a whole number from 0 to 100": what is wrong with what was typed, or missing. */
export function typedFault(item: WordedItem): string {
  const { low, high } = endsOf(item)
  return `Write a whole number from ${low} to ${high}, or tick “Prefer not to say”`
}

function endsOf({ options }: WordedItem): { low: number; high: number } {
  const values = options.map(({ value }) => value)
  return { low: Math.min(...values), high: Math.max(...values) }
}

/** The words that the questionnaire prints at some of the numbers. */
function Anchors({ item, words }: Pick<TypedAnswerProps, 'item' | 'words'>) {
  const named = item.options.filter(({ value, label }) => label !== String(value))
  if (named.length === 0 || named.length === item.options.length) return null
  return (
    <ul className="hr-typed__anchors">
      {named.map(({ value, label }) => (
        <li key={value}>
          <strong>{value}</strong> <span {...words}>{label}</span>
        </li>
      ))}
    </ul>
  )
}

const ruler = { width: 320, left: 14, right: 306, labels: 5, ticks: 20 }

/** What the number means at a glance. Nothing is chosen on it until somebody chooses. */
function Ruler({ low, high }: { low: number; high: number }) {
  const x = (share: number) => ruler.left + share * (ruler.right - ruler.left)
  const ticks = Array.from({ length: ruler.ticks + 1 }, (_, index) => index / ruler.ticks)
  const labels = Array.from({ length: ruler.labels + 1 }, (_, index) => index / ruler.labels)
  return (
    <svg
      className="hr-typed__ruler"
      viewBox={`0 0 ${ruler.width} 44`}
      aria-hidden="true"
      data-ruler
      data-low={low}
      data-high={high}
      data-left={ruler.left / ruler.width}
      data-right={ruler.right / ruler.width}
      direction="ltr"
    >
      <path
        d={[
          `M${ruler.left} 16H${ruler.right}`,
          ...ticks.map((share) => `M${x(share)} 10V16`),
          ...labels.map((share) => `M${x(share)} 4V16`),
        ].join('')}
      />
      {labels.map((share) => (
        <text key={share} x={x(share)} y={36} textAnchor="middle">
          {Math.round(low + share * (high - low))}
        </text>
      ))}
      <circle className="hr-typed__mark" data-mark cx={x(0)} cy={16} r="6" />
    </svg>
  )
}
