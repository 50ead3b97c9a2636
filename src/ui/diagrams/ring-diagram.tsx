import { useId } from 'react'
import { wrapText } from './wrap-text.ts'

export interface DiagramSlotText {
  readonly id: string
  readonly label: string
  /** Null while nothing is written: the prompt stands there. */
  readonly text: string | null
  readonly prompt: string
}

interface RingDiagramProps {
  readonly title: string
  readonly slots: readonly DiagramSlotText[]
  readonly centre: { readonly label: string; readonly text: string | null } | null
  /** Read between the slots of the list: "leads to". */
  readonly links: string
}

const size = { width: 760, height: 640, boxWidth: 216, boxHeight: 120 }
const radius = { x: 262, y: 248 }
const centreOf = { x: size.width / 2, y: size.height / 2 }

/** A person's own words in a ring, and the same as a list: in black on white, without colour. */
export function RingDiagram(props: RingDiagramProps) {
  const titleId = useId()
  const places = props.slots.map((slot, index) => ({ slot, ...placeOf(index, props.slots.length) }))
  return (
    <figure className="hr-ring">
      <svg
        className="hr-ring__picture"
        viewBox={`0 0 ${size.width} ${size.height}`}
        role="img"
        aria-labelledby={titleId}
      >
        <title id={titleId}>{`${props.title}. The same words are in the list below.`}</title>
        {places.map(({ slot, angle }, index) => (
          <Arrow key={slot.id} from={angle} to={places[(index + 1) % places.length]?.angle ?? 0} />
        ))}
        {props.centre && (
          <SlotBox
            x={centreOf.x}
            y={centreOf.y}
            label={props.centre.label}
            text={props.centre.text}
            prompt=""
            isCentre
          />
        )}
        {places.map(({ slot, x, y }) => (
          <SlotBox key={slot.id} x={x} y={y} {...slot} />
        ))}
      </svg>
      <RingList {...props} />
    </figure>
  )
}

/** The ring in words: what a screen reader and a phone get. */
function RingList({ title, slots, centre, links }: RingDiagramProps) {
  const last = slots.length - 1
  return (
    <figcaption className="hr-ring__list">
      <p className="hr-ring__title">{title}</p>
      <ol>
        {slots.map((slot, index) => (
          <li key={slot.id}>
            <strong>{slot.label}:</strong>{' '}
            {slot.text === null ? (
              <span className="hr-quiet">{slot.prompt}</span>
            ) : (
              <span dir="auto">{slot.text}</span>
            )}
            <span className="hr-ring__link">
              {' '}
              {links} {index === last ? 'the beginning again' : 'the next'}
            </span>
          </li>
        ))}
      </ol>
      {centre && (
        <p>
          <strong>{centre.label}:</strong>{' '}
          {centre.text ?? <span className="hr-quiet">Not filled in yet</span>}
        </p>
      )}
    </figcaption>
  )
}

function placeOf(index: number, count: number): { x: number; y: number; angle: number } {
  const angle = (index / count) * 2 * Math.PI - Math.PI / 2
  return { angle, ...pointAt(angle) }
}

function pointAt(angle: number): { x: number; y: number } {
  return {
    x: Math.round(centreOf.x + radius.x * Math.cos(angle)),
    y: Math.round(centreOf.y + radius.y * Math.sin(angle)),
  }
}

/** An arrowhead half way along the ring from one slot to the next. */
function Arrow(props: { from: number; to: number }) {
  const end = props.to <= props.from ? props.to + 2 * Math.PI : props.to
  const [start, tip] = [pointAt(props.from), pointAt(end)]
  const middle = (props.from + end) / 2 + 0.06
  const point = pointAt(middle)
  const degrees = Math.round(
    (Math.atan2(radius.y * Math.cos(middle), -radius.x * Math.sin(middle)) * 180) / Math.PI,
  )
  return (
    <>
      <path
        d={`M${start.x} ${start.y} A${radius.x} ${radius.y} 0 0 1 ${tip.x} ${tip.y}`}
        fill="none"
        stroke="currentColor"
        strokeWidth="2"
      />
      <path
        d="M-9 -8 L9 0 L-9 8 Z"
        fill="currentColor"
        transform={`translate(${point.x} ${point.y}) rotate(${degrees})`}
      />
    </>
  )
}

function SlotBox(props: {
  x: number
  y: number
  label: string
  text: string | null
  prompt: string
  isCentre?: boolean
}) {
  const { boxWidth, boxHeight } = size
  const label = wrapText(props.label, 21, 2)
  const lines = wrapText(props.text ?? props.prompt, 24, 5 - label.length)
  const top = props.y - boxHeight / 2
  const baseline = (line: number) => top + 25 + line * 19
  return (
    <g>
      <rect
        x={props.x - boxWidth / 2}
        y={top}
        width={boxWidth}
        height={boxHeight}
        rx="10"
        fill="#fff"
        stroke={props.isCentre ? 'none' : 'currentColor'}
        strokeWidth="1.5"
        strokeDasharray={props.text === null ? '6 5' : undefined}
      />
      {label.map((line, index) => (
        <text
          key={line}
          x={props.x}
          y={baseline(index)}
          textAnchor="middle"
          fontSize="15"
          fontWeight="600"
        >
          {line}
        </text>
      ))}
      {lines.map((line, index) => (
        <text
          key={line}
          x={props.x}
          y={baseline(label.length + index)}
          textAnchor="middle"
          fontSize="15"
          fontStyle={props.text === null ? 'italic' : undefined}
        >
          {line}
        </text>
      ))}
    </g>
  )
}
