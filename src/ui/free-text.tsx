import { Textarea } from 'nhsuk-react-components'
import type { ComponentProps } from 'react'

/** NHS England's text area, in which Arabic or Hebrew runs from the right while it is typed. */
export function FreeText(props: ComponentProps<typeof Textarea>) {
  return <Textarea dir="auto" {...props} />
}
