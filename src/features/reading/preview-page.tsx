import { allFields } from '#content/field-rules.ts'
import { shortWayOf } from '#content/short-way.ts'
import type {
  Block,
  Content,
  Module,
  Programme,
  Section,
  TherapistNotes,
  Worksheet,
} from '#content/types.ts'
import { Prose } from '#ui/prose.tsx'
import {
  downloads,
  ExampleView,
  KeyPoint,
  SignpostList,
  TaskView,
  Vignette,
} from './block-view.tsx'
import { PictureView } from './own-words-view.tsx'
import { QuizItems } from './quiz-view.tsx'
import { ShortWayView } from './short-way.tsx'
import { CardSortItems, ChecklistItems, PathItems } from './sort-view.tsx'

interface PreviewProps {
  readonly content: Content
  readonly programme: Programme
  readonly module: Module
  readonly section: Section
  readonly notes: TherapistNotes | null
}

/**
 * A page of a module as staff see it: nobody's words in it, and the therapist's notes beside it.
 */
export function PreviewPage(props: PreviewProps) {
  const { programme, module, section } = props
  return (
    <>
      <p>
        <a className="nhsuk-back-link" href={`/programmes/${programme.id}`}>
          {programme.staffTitle}
        </a>
      </p>
      {programme.signoff.status === 'not_yet_signed_off' && (
        <p className="hr-notice">Not yet clinically signed off. Version {programme.version}.</p>
      )}
      <div className="hr-preview">
        <article className="hr-preview__page">
          <p className="hr-eyebrow">{module.title}</p>
          <h1 className="nhsuk-heading-l">{section.title}</h1>
          <p className="hr-quiet">
            About {section.minutes} minutes.
            {section.path && ` Only for those who chose “${section.path}”.`}
          </p>
          <div className="hr-prose">
            {section.blocks.map((block, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a block is known by its place
              <PreviewBlock key={index} block={block} {...props} />
            ))}
          </div>
        </article>
        <aside className="hr-preview__beside">
          <PageList {...props} />
          {props.notes && <Notes notes={props.notes} />}
        </aside>
      </div>
    </>
  )
}

function PageList({ programme, module, section }: PreviewProps) {
  return (
    <nav aria-label="Pages of this module">
      <ol>
        {module.sections.map(({ id, title }) => (
          <li key={id}>
            <a
              href={`/programmes/${programme.id}/${module.id}/${id}`}
              aria-current={id === section.id ? 'page' : undefined}
            >
              {title}
            </a>
          </li>
        ))}
      </ol>
    </nav>
  )
}

function Notes({ notes }: { notes: TherapistNotes }) {
  const parts = [
    ['Look for', notes.lookFor],
    ['Write', notes.write],
    ['Sticking points', notes.stickingPoints],
    ['Call if', notes.callIf],
    ['Release next', notes.releaseNext],
  ] as const
  return (
    <section className="hr-notes" aria-labelledby="notes">
      <h2 className="nhsuk-heading-s" id="notes">
        For the therapist
      </h2>
      {notes.offerWhen && (
        <p>
          <strong>Offer when:</strong> {notes.offerWhen}
        </p>
      )}
      {parts.map(([title, body]) => (
        <div key={title}>
          <h3 className="nhsuk-heading-xs">{title}</h3>
          <Prose body={body} />
        </div>
      ))}
    </section>
  )
}

function PreviewBlock({ block, content, programme, module }: PreviewProps & { block: Block }) {
  const data = { programme }
  switch (block.type) {
    case 'prose':
    case 'takeaway':
      return <Prose body={block.body} />
    case 'key':
      return <KeyPoint block={block} />
    case 'short': {
      const way = shortWayOf(module)
      const href = `/programmes/${programme.id}/${module.id}/${block.to}`
      return way && <ShortWayView way={way} href={href} isOpen={false} />
    }
    case 'vignette':
      return <Vignette block={block} companion={programme.companions.get(block.who)} />
    case 'example':
      return <ExampleView block={block} parts={{ content, data }} />
    case 'task':
      return <TaskView block={block} />
    case 'signpost':
      return <SignpostList block={block} content={content} />
    case 'quiz':
      return (
        <div className="hr-asked">
          <QuizItems block={block} answer={null} isPreview />
        </div>
      )
    case 'cardSort':
      return (
        <div className="hr-asked">
          <CardSortItems block={block} answer={null} isPreview />
        </div>
      )
    case 'checklist':
      return (
        <div className="hr-asked">
          <ChecklistItems block={block} entries={[]} isPreview />
        </div>
      )
    case 'path':
      return (
        <div className="hr-asked">
          <PathItems block={block} answer={null} isPreview />
        </div>
      )
    case 'worksheet':
    case 'scheduler':
    case 'diary':
      return <Asks worksheet={content.worksheets.get(block.ref)} />
    case 'recap':
      return <Placeholder words={`The person’s own entries. When there are none: ${block.empty}`} />
    case 'chart':
      return (
        <Placeholder words={`A chart: ${block.title}. When there is nothing: ${block.empty}`} />
      )
    case 'diagram':
      return (
        <Placeholder
          words={`A picture of the person’s own words: ${
            programme.diagrams.get(block.ref)?.title ?? ''
          }`}
        />
      )
    case 'picture':
      return <PictureView picture={programme.pictures.get(block.ref)} />
    case 'download':
      return (
        <Placeholder
          words={`A link to a page of the person’s own: ${downloads[block.template].words}`}
        />
      )
  }
}

function Placeholder({ words }: { words: string }) {
  return <p className="hr-recap hr-recap--empty">{words}</p>
}

/** What a worksheet asks, without boxes: nothing is written in a preview. */
function Asks({ worksheet }: { worksheet: Worksheet | undefined }) {
  if (!worksheet) return null
  return (
    <section className="hr-worksheet">
      <h2 className="nhsuk-heading-s">{worksheet.title}</h2>
      {worksheet.intro && <p>{worksheet.intro}</p>}
      <ul className="nhsuk-list nhsuk-list--bullet">
        {allFields(worksheet).map((field) => (
          <li key={field.id}>
            {field.label}
            {field.help && <span className="hr-quiet">. {field.help}</span>}
          </li>
        ))}
      </ul>
    </section>
  )
}
