import { useId } from 'react'

export interface CirclesStep {
  readonly id: string
  readonly title: string
  /** Inward: the circle has shrunk to its middle. Outward: it has widened from there. */
  readonly arrows: 'inward' | 'outward'
  readonly insideLabel: string
  readonly inside: readonly string[]
  readonly aroundLabel: string
  readonly around: readonly string[]
  readonly words: string
}

interface CirclesPictureProps {
  readonly title: string
  readonly steps: readonly CirclesStep[]
}

const size = 340
const middle = size / 2
const inner = 74
const outer = { inward: 156, outward: 150 } as const

/** A circle that shrinks and widens, step by step, with the same in words beside each. */
export function CirclesPicture({ title, steps }: CirclesPictureProps) {
  const titleId = useId()
  return (
    <section className="hr-circles" aria-labelledby={titleId}>
      <p className="hr-circles__title" id={titleId}>
        {title}
      </p>
      <ol className="hr-circles__steps">
        {steps.map((step) => (
          <li key={step.id}>
            <Drawing {...step} />
            <StepWords {...step} />
          </li>
        ))}
      </ol>
    </section>
  )
}

function StepWords(step: CirclesStep) {
  return (
    <div className="hr-circles__words">
      <p>
        <strong>{step.title}.</strong> {step.words}
      </p>
      <p className="hr-quiet">
        {step.insideLabel}: {step.inside.join(', ')}. {step.aroundLabel}: {step.around.join(', ')}.
      </p>
    </div>
  )
}

/** Black on white: an unbroken line is where the circle is now, a broken one where it was. */
function Drawing(step: CirclesStep) {
  const titleId = useId()
  const isWide = step.arrows === 'outward'
  const half = Math.ceil(step.around.length / 2)
  const places = step.around.map((word, index) => ({
    word,
    y: index < half ? middle - 90 - (half - 1 - index) * 22 : middle + 100 + (index - half) * 22,
  }))
  return (
    <svg
      className="hr-circles__picture"
      viewBox={`0 0 ${size} ${size}`}
      role="img"
      aria-labelledby={titleId}
    >
      <title id={titleId}>{`${step.title}. The words beside it say the same.`}</title>
      <Circle radius={outer[step.arrows]} isNow={isWide} />
      <Circle radius={inner} isNow={!isWide} />
      {[-1, 1].map((side) => (
        <Arrow key={side} side={side} step={step} />
      ))}
      {step.inside.map((word, index) => (
        <Word key={word} y={middle + 6 + (index - (step.inside.length - 1) / 2) * 24}>
          {word}
        </Word>
      ))}
      {places.map(({ word, y }) => (
        <Word key={word} y={y}>
          {word}
        </Word>
      ))}
    </svg>
  )
}

function Circle({ radius, isNow }: { radius: number; isNow: boolean }) {
  return (
    <circle
      cx={middle}
      cy={middle}
      r={radius}
      fill="none"
      stroke="currentColor"
      strokeWidth={isNow ? 3 : 1.5}
      strokeDasharray={isNow ? undefined : '6 6'}
    />
  )
}

/** From the edge to the middle or back, at the left (-1) and at the right (1). */
function Arrow({ side, step }: { side: number; step: CirclesStep }) {
  const [near, far] = [middle + side * (inner + 10), middle + side * (outer[step.arrows] - 10)]
  const [from, to] = step.arrows === 'inward' ? [far, near] : [near, far]
  const way = Math.sign(to - from)
  return (
    <>
      <path d={`M${from} ${middle} H${to - way * 10}`} stroke="currentColor" strokeWidth="2" />
      <path
        d={`M${to - way * 14} ${middle - 8} L${to} ${middle} L${to - way * 14} ${middle + 8} Z`}
        fill="currentColor"
      />
    </>
  )
}

function Word({ y, children }: { y: number; children: string }) {
  return (
    <text x={middle} y={y} textAnchor="middle" fontSize="16" fill="currentColor">
      {children}
    </text>
  )
}
