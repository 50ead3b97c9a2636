import type { MessageSkeleton } from '#content/types.ts'

/** Prompts stand in the text as lines of their own, such as "[Effort I saw]". */
export function promptLine(label: string): string {
  return `[${label}]`
}

/** The prompts of a skeleton to write under, after what is already there. */
export function withPrompts(body: string, skeleton: MessageSkeleton): string {
  const prompts = skeleton.slots.map(({ label }) => `${promptLine(label)}\n\n`).join('\n')
  return body.trim() === '' ? prompts : `${body.trimEnd()}\n\n${prompts}`
}

/** What would be sent: the therapist's own words without any prompt. */
export function withoutPrompts(body: string, skeletons: readonly MessageSkeleton[]): string {
  const prompts = promptLines(skeletons)
  return body
    .split('\n')
    .filter((line) => !prompts.has(line.trim()))
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim()
}

/** Required prompts that stand in the text with nothing written under them. */
export function emptyPrompts(body: string, skeletons: readonly MessageSkeleton[]): string[] {
  const prompts = promptLines(skeletons)
  const required = new Set(
    skeletons.flatMap(({ slots }) =>
      slots.filter((slot) => slot.required).map(({ label }) => promptLine(label)),
    ),
  )
  const lines = body.split('\n').map((line) => line.trim())
  return lines.flatMap((line, index) => {
    if (!required.has(line)) return []
    const next = lines.findIndex((other, place) => place > index && prompts.has(other))
    const under = lines.slice(index + 1, next < 0 ? undefined : next)
    return under.some((words) => words !== '') ? [] : [line.slice(1, -1)]
  })
}

function promptLines(skeletons: readonly MessageSkeleton[]): ReadonlySet<string> {
  return new Set(skeletons.flatMap(({ slots }) => slots.map(({ label }) => promptLine(label))))
}

export function wordCount(text: string): number {
  return text.trim() === '' ? 0 : text.trim().split(/\s+/).length
}
