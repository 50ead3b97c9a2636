import { Radios } from 'nhsuk-react-components'
import type { ExtraQuestion, Instrument, InstrumentItem } from '#clinical/instrument.ts'
import type { PostedResponse } from './response-form.ts'
import { extraField, itemField } from './response-form.ts'

export type Chosen = Pick<PostedResponse, 'answers' | 'extra'>

export const noAnswer = 'Choose an answer'

export function itemId(instrument: Instrument, number: number): string {
  return `${instrument.id}-${number}`
}

interface FieldProps {
  instrument: Instrument
  chosen: Chosen
}

/** One item with the questionnaire's own words; nothing is chosen until somebody chooses. */
export function ItemField(
  props: FieldProps & { item: InstrumentItem; isMissing: boolean; isHeading?: boolean },
) {
  const { instrument, item, chosen, isMissing, isHeading } = props
  return (
    <Radios
      id={itemId(instrument, item.number)}
      idPrefix={itemId(instrument, item.number)}
      name={itemField(item.number)}
      legend={item.text}
      legendProps={{ size: isHeading ? 'm' : 's' }}
      error={isMissing ? noAnswer : undefined}
    >
      {instrument.options.map((option) => (
        <Radios.Item
          key={option.value}
          value={String(option.value)}
          defaultChecked={chosen.answers[item.number] === option.value}
        >
          {option.label}
        </Radios.Item>
      ))}
    </Radios>
  )
}

export function ExtraField(props: FieldProps & { question: ExtraQuestion }) {
  const { instrument, question, chosen } = props
  return (
    <Radios
      id={`${instrument.id}-${question.id}`}
      idPrefix={`${instrument.id}-${question.id}`}
      name={extraField(question.id)}
      legend={question.text}
      legendProps={{ size: 's' }}
    >
      {question.options.map((option) => (
        <Radios.Item
          key={option.value}
          value={String(option.value)}
          defaultChecked={chosen.extra[question.id] === option.value}
        >
          {option.label}
        </Radios.Item>
      ))}
    </Radios>
  )
}
