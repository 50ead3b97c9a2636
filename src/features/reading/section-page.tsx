import { PostForm } from '#ui/post-form.tsx'
import { arrange } from './arrange.ts'
import { type BlockParts, BlockView } from './block-view.tsx'
import { type Reading, readingOf, type SectionData, sectionPath } from './section-data.ts'

/**
 * One page of a module: one column to read and write in, and a way on that is always in one
 * place.
 */
export function SectionPage({ parts }: { parts: BlockParts }) {
  const { data } = parts
  const { module, section, sections } = data
  const reading = readingOf(module, sections, data.visits)
  const at = sections.findIndex(({ id }) => id === section.id)
  const shown = arrange(section.blocks, data.companions)
  return (
    <div className="hr-reader">
      <SectionNav data={data} reading={reading} />
      <article className="hr-reader__page">
        <p className="hr-eyebrow">
          <a href={`/programme/${module.id}`}>{module.title}</a>
        </p>
        <h1 className="nhsuk-heading-l">{section.title}</h1>
        <p className="hr-reader__meta">
          Page {at + 1} of {sections.length}, about {section.minutes} minutes.
          {reading.minutesLeft > section.minutes &&
            ` About ${reading.minutesLeft} minutes left in this module.`}
        </p>
        <div className="hr-listen" data-island="listen" hidden>
          <button type="button" className="hr-link-button" data-listen>
            Listen to this page
          </button>
        </div>
        <div className="hr-prose" data-listen-to>
          {shown.map((each, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a block is known by its place
            <BlockView key={index} shown={each} parts={parts} />
          ))}
        </div>
        <SectionFoot data={data} at={at} />
      </article>
    </div>
  )
}

/** The pages of the module, with what is done, in words as well as signs. */
function SectionNav({ data, reading }: { data: SectionData; reading: Reading }) {
  return (
    <nav className="hr-reader__nav" aria-label="Pages of this module">
      <details open>
        <summary>Pages</summary>
        <ol>
          {data.sections.map((section) => {
            const isDone = reading.done.has(section.id)
            const isHere = section.id === data.section.id
            return (
              <li key={section.id} className={isDone ? 'hr-done' : undefined}>
                <a
                  href={sectionPath(data.module, section)}
                  aria-current={isHere ? 'page' : undefined}
                >
                  {section.title}
                </a>
                {isDone && <span className="nhsuk-u-visually-hidden"> (done)</span>}
              </li>
            )
          })}
        </ol>
      </details>
    </nav>
  )
}

function SectionFoot({ data, at }: { data: SectionData; at: number }) {
  const { module, section, sections } = data
  const before = sections[at - 1]
  const next = sections[at + 1]
  const asksToWrite = section.blocks.some(({ type }) => type === 'worksheet' || type === 'diary')
  return (
    <footer className="hr-reader__foot">
      {asksToWrite && (
        <noscript>
          <p>Press Save beside what you wrote before you go on.</p>
        </noscript>
      )}
      <PostForm action={`${sectionPath(module, section)}/next`}>
        <button className="nhsuk-button" type="submit">
          {next ? `Next: ${next.title}` : 'Finish this module'}
        </button>
      </PostForm>
      <p className="hr-links">
        <a href={before ? sectionPath(module, before) : `/programme/${module.id}`}>
          Back{before && `: ${before.title}`}
        </a>
        <a href="/">Stop here for now. Your place is kept</a>
      </p>
    </footer>
  )
}
