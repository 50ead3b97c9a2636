/** A shape for each line, so that colour is never the only difference. */
export function PointShape(props: { x: number; y: number; index: number }) {
  const { x, y } = props
  switch (props.index % 4) {
    case 0:
      return <circle cx={x} cy={y} r={4.5} />
    case 1:
      return <rect x={x - 4} y={y - 4} width={8} height={8} />
    case 2:
      return <path d={`M${x} ${y - 6}L${x + 5.5} ${y + 4}H${x - 5.5}Z`} />
    default:
      return <path d={`M${x} ${y - 6}L${x + 6} ${y}L${x} ${y + 6}L${x - 6} ${y}Z`} />
  }
}
