import type { CrisisContact } from '#content/types.ts'
import type { Context } from '#platform/context.ts'

export interface Line {
  readonly name: string
  readonly number: string
  readonly how: string
  readonly hours: string
  readonly href: string
}

/** Every line that can be rung, with the service's own in its place when it has given one. */
export function crisisLines(ctx: Context): Line[] {
  const { crisisLineName, crisisLinePhone } = ctx.service.settings
  return ctx.content.protocols.safety.crisisContacts.flatMap((contact) =>
    contact.id === 'local'
      ? toLine({
          ...contact,
          name: crisisLineName ?? contact.name,
          number: crisisLinePhone ?? null,
        })
      : toLine(contact),
  )
}

function toLine({ name, number, how, hours, href }: CrisisContact): Line[] {
  if (number === null) return []
  return [{ name, number, how, hours, href: href ?? telephoneLink(number) }]
}

export function telephoneLink(number: string): string {
  return `tel:${number.replaceAll(/[^\d+]/g, '')}`
}

export function CrisisLines(props: { lines: readonly Line[] }) {
  return (
    <ul className="hr-lines">
      {props.lines.map((line) => (
        <li key={line.name}>
          <a className="hr-lines__number" href={line.href}>
            <span>{line.name}</span> <strong>{line.number}</strong>
          </a>
          <p>{line.how}</p>
          <p className="hr-quiet">{line.hours}</p>
        </li>
      ))}
    </ul>
  )
}
