/** A shape for each line, so that colour is never the only difference. */
export function PointShape(props: { x: number; y: number; index: number; radius: number }) {
  const [x, y] = [round(props.x), round(props.y)]
  const r = round(props.radius)
  switch (props.index % 4) {
    case 0:
      return <circle cx={x} cy={y} r={r} />
    case 1:
      return <rect x={round(x - r)} y={round(y - r)} width={2 * r} height={2 * r} />
    case 2:
      return <path d={`M${x} ${y - r * 1.3}L${x + r * 1.2} ${y + r}H${x - r * 1.2}Z`} />
    default:
      return (
        <path
          d={`M${x} ${y - r * 1.4}L${x + r * 1.4} ${y}L${x} ${y + r * 1.4}L${x - r * 1.4} ${y}Z`}
        />
      )
  }
}

const round = (value: number) => Math.round(value * 10) / 10
