import type { Block, ExampleBlock, VignetteBlock } from '#content/types.ts'

/** A block as a page shows it: the stories of several companions are put together. */
export type Shown =
  | { readonly type: 'block'; readonly block: Block }
  | {
      readonly type: 'stories'
      readonly first: readonly (VignetteBlock | ExampleBlock)[]
      readonly others: readonly (VignetteBlock | ExampleBlock)[]
    }

/**
 * Stories that stand one after the other show the person's own companions first, and the rest on
 * request. A story on its own is part of the text around it, and is always shown.
 */
export function arrange(blocks: readonly Block[], companions: readonly string[]): readonly Shown[] {
  const shown: Shown[] = []
  for (const run of runsOf(blocks)) {
    const stories = run.filter((block) => block.type === 'vignette' || block.type === 'example')
    const [only] = run
    if (run.length === 1 && only) shown.push({ type: 'block', block: only })
    else shown.push({ type: 'stories', ...divide(stories, companions) })
  }
  return shown
}

type Story = VignetteBlock | ExampleBlock

function divide(
  stories: readonly Story[],
  companions: readonly string[],
): { first: readonly Story[]; others: readonly Story[] } {
  const own = stories.filter((story) => companions.includes(whoOf(story)))
  // Nobody of this run was chosen, or nobody at all: none of them comes before the others.
  if (own.length === 0) return { first: stories, others: [] }
  return { first: own, others: stories.filter((story) => !own.includes(story)) }
}

export function whoOf(story: Story): string {
  return story.type === 'vignette' ? story.who : story.example.who
}

/**
 * Neighbours of one kind; a weak and a stronger version of one form belong together as they are.
 */
function runsOf(blocks: readonly Block[]): readonly (readonly Block[])[] {
  const runs: Block[][] = []
  for (const block of blocks) {
    const run = runs.at(-1)
    const before = run?.at(-1)
    if (run && before && isStory(block) && isStory(before) && before.type === block.type)
      run.push(block)
    else runs.push([block])
  }
  return runs
}

function isStory(block: Block): boolean {
  return block.type === 'vignette' || (block.type === 'example' && block.example.kind === 'example')
}
