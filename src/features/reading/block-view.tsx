import { allFields } from '#content/field-rules.ts'
import { shortWayOf } from '#content/short-way.ts'
import type {
  Block,
  Companion,
  Content,
  ExampleBlock,
  KeyBlock,
  SignpostBlock,
  TakeawayBlock,
  TaskBlock,
  VignetteBlock,
} from '#content/types.ts'
import { FieldWords } from '#features/worksheets/index.ts'
import { PostForm } from '#ui/post-form.tsx'
import { Prose } from '#ui/prose.tsx'
import type { Shown } from './arrange.ts'
import { cardId } from './keep-things.ts'
import { ChartView, DiagramView, PictureView, RecapView } from './own-words-view.tsx'
import { QuizItems } from './quiz-view.tsx'
import { SchedulerView } from './scheduler-block.tsx'
import { anchorOf, cardSheet, type SectionData, sectionPath } from './section-data.ts'
import { ShortWayView } from './short-way.tsx'
import { signposts } from './signposts.ts'
import { CardSortItems, ChecklistItems, PathItems } from './sort-view.tsx'
import { QuickDiary, WorksheetView, type Writing } from './worksheet-block.tsx'

export interface BlockParts {
  readonly content: Content
  readonly data: SectionData
  readonly writing: Writing
  /** Whether the short way through the module is wanted, and so stands open. */
  readonly opensShort: boolean
}

/** One block of a page, with the person's own words and answers in it. */
export function BlockView(props: { shown: Shown; parts: BlockParts }) {
  const { shown, parts } = props
  if (shown.type === 'block') return <OneBlock block={shown.block} parts={parts} />
  const { companions } = parts.data.programme
  return (
    <>
      {shown.first.map((story) => (
        <Story key={storyKey(story)} story={story} parts={parts} />
      ))}
      {shown.others.length > 0 && (
        <details className="hr-quiet-details hr-others">
          <summary>
            Somebody else’s week
            <span className="hr-quiet">
              :{' '}
              {shown.others
                .map((story) => companions.get(whoIs(story))?.name)
                .filter(Boolean)
                .join(', ')}
            </span>
          </summary>
          {shown.others.map((story) => (
            <Story key={storyKey(story)} story={story} parts={parts} />
          ))}
        </details>
      )}
    </>
  )
}

type StoryBlock = VignetteBlock | ExampleBlock

function whoIs(story: StoryBlock): string {
  return story.type === 'vignette' ? story.who : story.example.who
}

function storyKey(story: StoryBlock): string {
  return `${whoIs(story)} ${JSON.stringify(story).length}`
}

function Story({ story, parts }: { story: StoryBlock; parts: BlockParts }) {
  return story.type === 'vignette' ? (
    <Vignette block={story} companion={parts.data.programme.companions.get(story.who)} />
  ) : (
    <ExampleView block={story} parts={parts} />
  )
}

function OneBlock({ block, parts }: { block: Block; parts: BlockParts }) {
  const { content, data, writing } = parts
  const entriesOf = (id: string) => data.entries.filter(({ worksheetId }) => worksheetId === id)
  const worksheetOf = (id: string) => content.worksheets.get(id)
  switch (block.type) {
    case 'prose':
      return <Prose body={block.body} />
    case 'key':
      return <KeyPoint block={block} />
    case 'short': {
      const way = shortWayOf(data.module)
      if (way === null) return null
      const href = sectionPath(data.module, way.to)
      return <ShortWayView way={way} href={href} isOpen={parts.opensShort} />
    }
    case 'vignette':
    case 'example':
      return <Story story={block} parts={parts} />
    case 'picture':
      return <PictureView picture={data.programme.pictures.get(block.ref)} />
    case 'signpost':
      return <SignpostList block={block} content={content} />
    case 'task':
      return <TaskView block={block} />
    case 'takeaway':
      return <Takeaway block={block} parts={parts} />
    case 'download':
      return <Download template={block.template} />
    case 'chart':
      return <ChartView block={block} points={data.points} worksheets={content.worksheets} />
    case 'worksheet':
    case 'scheduler':
    case 'diary':
    case 'recap':
    case 'diagram': {
      const diagram = block.type === 'diagram' ? data.programme.diagrams.get(block.ref) : undefined
      const ref =
        block.type === 'recap' ? block.from : (diagram?.from ?? ('ref' in block ? block.ref : ''))
      const worksheet = worksheetOf(ref)
      if (!worksheet) return null
      const entries = entriesOf(ref)
      if (diagram)
        return <DiagramView diagram={diagram} worksheet={worksheet} entry={entries[0] ?? null} />
      const refs = { worksheets: content.worksheets, all: data.entries }
      const written = { worksheet, entries, writing, refs }
      if (block.type === 'worksheet') return <WorksheetView block={block} {...written} />
      if (block.type === 'scheduler') return <SchedulerView block={block} {...written} />
      if (block.type === 'diary') {
        return (
          <QuickDiary block={block} worksheet={worksheet} entries={entries} writing={writing} />
        )
      }
      return block.type === 'recap' ? (
        <RecapView block={block} worksheet={worksheet} entries={entries} />
      ) : null
    }
    default:
      return <Asked block={block} parts={parts} entriesOf={entriesOf} />
  }
}

type AskedBlock = Extract<Block, { type: 'quiz' | 'cardSort' | 'checklist' | 'path' }>

const askedWords: Record<AskedBlock['type'], { title: string; button: string }> = {
  quiz: { title: 'Check your understanding', button: 'Check' },
  cardSort: { title: 'Sort the cards', button: 'Check' },
  checklist: { title: 'Tick what might suit you', button: 'Put these on my list' },
  path: { title: 'Choose', button: 'Choose this' },
}

/** Something to answer: posted to its own address, and shown again in its place. */
function Asked(props: {
  block: AskedBlock
  parts: BlockParts
  entriesOf: (id: string) => BlockParts['data']['entries']
}) {
  const { block, parts } = props
  const { module, section } = parts.writing
  const answer = parts.data.answers.get(block.id) ?? null
  const id = anchorOf(block)
  const title =
    block.type === 'cardSort'
      ? block.sort.title
      : block.type === 'checklist'
        ? block.checklist.title
        : askedWords[block.type].title
  return (
    <section className="hr-asked" id={id} aria-labelledby={`${id}-title`}>
      <h2 className="nhsuk-heading-s" id={`${id}-title`}>
        {title}
      </h2>
      <PostForm action={`${sectionPath(module, section)}/answer`}>
        <input type="hidden" name="block_id" value={block.id} />
        {block.type === 'quiz' && <QuizItems block={block} answer={answer} />}
        {block.type === 'cardSort' && <CardSortItems block={block} answer={answer} />}
        {block.type === 'path' && <PathItems block={block} answer={answer} />}
        {block.type === 'checklist' && (
          <ChecklistItems block={block} entries={props.entriesOf(block.checklist.target)} />
        )}
        <button className="nhsuk-button nhsuk-button--secondary" type="submit">
          {answer && block.type !== 'path' && block.type !== 'checklist'
            ? 'Check again'
            : askedWords[block.type].button}
        </button>
      </PostForm>
    </section>
  )
}

const keyTitles: Record<KeyBlock['variant'], string> = {
  idea: 'Worth keeping',
  tip: 'A tip',
  caution: 'Take care',
  safety: 'Your safety',
}

export function KeyPoint({ block }: { block: KeyBlock }) {
  return (
    <aside className={`hr-key hr-key--${block.variant}`}>
      <p className="hr-key__title">{keyTitles[block.variant]}</p>
      <Prose body={block.body} />
    </aside>
  )
}

export function Vignette(props: { block: VignetteBlock; companion: Companion | undefined }) {
  return (
    <figure className="hr-vignette">
      <figcaption className="hr-vignette__who">{props.companion?.name ?? 'Somebody'}</figcaption>
      <Prose body={props.block.body} />
    </figure>
  )
}

export function ExampleView({
  block,
  parts,
}: {
  block: ExampleBlock
  parts: { readonly content: Content; readonly data: Pick<SectionData, 'programme'> }
}) {
  const { example } = block
  const worksheet = parts.content.worksheets.get(example.worksheet)
  if (!worksheet) return null
  const name = parts.data.programme.companions.get(example.who)?.name ?? 'somebody'
  const words = {
    example: `See how ${name} filled this in`,
    weak: `${name}’s first try`,
    stronger: `${name}’s second try, which helps more`,
  }[example.kind]
  return (
    <details className="nhsuk-details hr-example">
      <summary className="nhsuk-details__summary">
        <span className="nhsuk-details__summary-text">{words}</span>
      </summary>
      <div className="nhsuk-details__text">
        <p>{example.note}</p>
        {example.entries.map((values) => (
          <dl className="hr-values" key={JSON.stringify(values)}>
            {allFields(worksheet)
              .filter(({ id }) => Object.hasOwn(values, id))
              .map((field) => (
                <div key={field.id}>
                  <dt>{field.label}</dt>
                  <dd>
                    <FieldWords field={field} values={values} />
                  </dd>
                </div>
              ))}
          </dl>
        ))}
      </div>
    </details>
  )
}

export function TaskView({ block }: { block: TaskBlock }) {
  const times = block.times === 1 ? 'Once' : `${block.times} times`
  const days = block.dueDays === 7 ? 'a week' : `${block.dueDays} days`
  return (
    <section className="hr-task">
      <p className="hr-eyebrow">Practice until next time</p>
      <h2 className="nhsuk-heading-s">{block.title}</h2>
      <Prose body={block.body} />
      <p>
        <strong>The two-minute version:</strong> {block.tiny}
      </p>
      <p className="hr-quiet">
        {times}, within {days}. When you go on from this page it is put on Today.
      </p>
    </section>
  )
}

function Takeaway({ block, parts }: { block: TakeawayBlock; parts: BlockParts }) {
  const { writing, data } = parts
  const id = cardId({ id: writing.owner }, block)
  const isKept = data.entries.some((entry) => entry.id === id && entry.worksheetId === cardSheet)
  return (
    <aside className="hr-takeaway" id={anchorOf(block)} aria-label="A sentence to keep">
      <Prose body={block.body} />
      {isKept ? (
        <p className="hr-quiet">
          Kept. <a href="/cards">My cards</a>
        </p>
      ) : (
        <PostForm action={`${sectionPath(writing.module, writing.section)}/keep`}>
          <input type="hidden" name="block_id" value={block.id} />
          <button className="hr-link-button" type="submit">
            Keep this card
          </button>
        </PostForm>
      )}
    </aside>
  )
}

export function SignpostList({ block, content }: { block: SignpostBlock; content: Content }) {
  return (
    <aside className="hr-signpost" aria-label="People to ring">
      <ul>
        {signposts(block.category, content.protocols).map((post) => (
          <li key={post.name}>
            <strong>{post.name}</strong>{' '}
            {post.href ? <a href={post.href}>{post.number ?? post.name}</a> : post.number}
            <br />
            {post.how} <span className="hr-quiet">{post.hours}.</span>
          </li>
        ))}
      </ul>
    </aside>
  )
}

export const downloads = {
  blueprint: { at: '/blueprint', words: 'Print my plan for staying well' },
  cards: { at: '/cards', words: 'Print my cards' },
  module: { at: '/entries', words: 'Print what I wrote' },
} as const

export function Download({ template }: { template: keyof typeof downloads }) {
  const { at, words } = downloads[template]
  return (
    <p className="hr-links">
      <a href={`${at}/print`}>{words}</a>
      <a href={`${at}/download`}>Save it as a file</a>
    </p>
  )
}
