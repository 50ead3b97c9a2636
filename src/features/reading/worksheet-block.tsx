import type { DiaryBlock, Module, Section, Worksheet, WorksheetBlock } from '#content/types.ts'
import { DiaryQuickEntry, LatestEntries } from '#features/diary-and-cards/index.ts'
import {
  type Entry,
  EntryForm,
  EntrySummary,
  EntryView,
  openStage,
  prefilledFrom,
  refChoices,
  stageToShow,
} from '#features/worksheets/index.ts'
import { Time } from '#ui/time.tsx'
import { anchorOf, sectionPath } from './section-data.ts'

/** What a form on a reader's page needs to know of the page. */
export interface Writing {
  readonly module: Module
  readonly section: Section
  readonly therapistName: string
  readonly owner: string
  readonly isSharedDevice: boolean
  readonly newKey: () => string
  /** The entry that the person opened on this page. */
  readonly openRow: string | null
  /** The block in which they asked for a new one. */
  readonly newIn: string | null
  /** The entry that the new one begins from. */
  readonly newFrom: string | null
}

/** What the fields that point to other entries are shown from. */
export interface Refs {
  readonly worksheets: ReadonlyMap<string, Worksheet>
  readonly all: readonly Entry[]
}

interface WorksheetViewProps {
  readonly block: WorksheetBlock
  readonly worksheet: Worksheet
  readonly entries: readonly Entry[]
  readonly writing: Writing
  readonly refs: Refs
}

const rowsShown = 6

/** A worksheet in its place on a page: to fill in, to go on with, or to read again. */
export function WorksheetView(props: WorksheetViewProps) {
  const { block, worksheet } = props
  const intro = block.intro ?? worksheet.intro
  return (
    <section
      className="hr-worksheet"
      id={anchorOf(block)}
      aria-labelledby={`${anchorOf(block)}-title`}
    >
      <h2 className="nhsuk-heading-s hr-worksheet__title" id={`${anchorOf(block)}-title`}>
        {block.title ?? worksheet.title}
      </h2>
      {intro && <p>{intro}</p>}
      <WorksheetBody {...props} />
    </section>
  )
}

function WorksheetBody(props: WorksheetViewProps) {
  const { block, worksheet, entries } = props
  const [latest = null] = entries
  if (block.mode === 'view') {
    return latest ? (
      <EntryView entry={latest} worksheet={worksheet} headingLevel={3} />
    ) : (
      <p className="hr-quiet">There is nothing here yet.</p>
    )
  }
  if (worksheet.kind === 'form') return <FormFor {...props} entry={latest} stage={null} />
  if (worksheet.kind === 'diary') {
    return <QuickDiary {...props} block={{ type: 'diary', id: block.id, ref: block.ref }} />
  }
  return <Rows {...props} />
}

function Rows(props: WorksheetViewProps) {
  const { block, worksheet, entries, writing } = props
  const open = entries.find(({ id }) => id === writing.openRow) ?? null
  const carriesOn =
    block.mode === 'edit' || (block.stage !== null && !isFirst(worksheet, block.stage))
  // With one entry to go on with there is nothing to choose.
  const only = carriesOn && entries.length === 1 && writing.newIn !== block.id ? entries[0] : null
  const chosen = open ?? only ?? null
  const wantsNew =
    writing.newIn === block.id || (!carriesOn && entries.length < Math.max(1, block.minRows))
  const startsNew = chosen === null && (wantsNew || entries.length === 0)
  return (
    <>
      {entries.length === 0 && carriesOn && (
        <p>There is nothing here yet to go on with. You can start one now.</p>
      )}
      {entries.length > 0 && <RowList {...props} chosen={chosen} carriesOn={carriesOn} />}
      {block.minRows > 1 && entries.length < block.minRows && (
        <p className="hr-quiet">
          You have {entries.length} of {block.minRows} so far. Fewer is fine too.
        </p>
      )}
      {chosen && <FormFor {...props} entry={chosen} stage={stageFor(props, chosen)} />}
      {startsNew && <FormFor {...props} entry={null} stage={stageToShow(worksheet, null, null)} />}
      {!startsNew && (
        <p className="hr-links">
          <a href={placeOf(props, `new=${block.id}`)}>
            {carriesOn ? 'Start a new one' : `Add another ${worksheet.rowName}`}
          </a>
        </p>
      )}
    </>
  )
}

function RowList(props: WorksheetViewProps & { chosen: Entry | null; carriesOn: boolean }) {
  const { worksheet, entries, chosen, carriesOn } = props
  return (
    <>
      {carriesOn && !chosen && <p>Carry on with one of yours:</p>}
      <ul className="hr-rows">
        {entries.slice(0, rowsShown).map((entry) => (
          <li key={entry.id} aria-current={entry.id === chosen?.id ? 'true' : undefined}>
            <a href={placeOf(props, `row=${entry.id}`)}>
              <EntrySummary entry={entry} worksheet={worksheet} />
            </a>
            <span className="hr-rows__when">
              Saved <Time at={entry.updatedAt} />
            </span>
          </li>
        ))}
      </ul>
      {entries.length > rowsShown && (
        <p>
          <a href={`/entries?worksheet=${worksheet.id}`}>All {entries.length}</a>
        </p>
      )}
    </>
  )
}

/** The stage that the page asks for; else the one that waits. Rows are shown whole. */
function stageFor({ block, worksheet }: WorksheetViewProps, entry: Entry): string | null {
  if (worksheet.kind !== 'staged') return null
  if (block.stage !== null) return block.stage
  return openStage(worksheet, entry.values)?.id ?? null
}

function isFirst(worksheet: Worksheet, stage: string): boolean {
  return worksheet.stages[0]?.id === stage
}

function placeOf({ writing, block }: WorksheetViewProps, query: string): string {
  return `${sectionPath(writing.module, writing.section)}?${query}#${anchorOf(block)}`
}

interface FormForProps {
  readonly block: { readonly id: string }
  readonly worksheet: Worksheet
  readonly writing: Writing
  readonly refs: Refs
  readonly entry: Entry | null
  readonly stage: string | null
}

export function FormFor(props: FormForProps) {
  const { block, worksheet, writing, entry, stage, refs } = props
  const from = entry ? undefined : refs.all.find(({ id }) => id === writing.newFrom)
  return (
    <EntryForm
      id={`${anchorOf(block)}-form`}
      worksheet={worksheet}
      entry={entry}
      stage={stage}
      moduleId={writing.module.id}
      blockId={block.id}
      saveKey={writing.newKey()}
      back={`${sectionPath(writing.module, writing.section)}#${anchorOf(block)}`}
      therapistName={writing.therapistName}
      owner={writing.owner}
      isSharedDevice={writing.isSharedDevice}
      prefilled={from ? prefilledFrom(refs.worksheets, worksheet, from) : {}}
      choices={refChoices(refs.worksheets, worksheet, refs.all)}
    />
  )
}

/** A diary in its place: one moment now, and the last ones. */
export function QuickDiary(props: {
  block: DiaryBlock
  worksheet: Worksheet
  entries: readonly Entry[]
  writing: Writing
}) {
  const { block, worksheet, writing } = props
  return (
    <div id={anchorOf(block)}>
      <DiaryQuickEntry
        id={`${anchorOf(block)}-form`}
        worksheet={worksheet}
        blockId={block.id}
        moduleId={writing.module.id}
        saveKey={writing.newKey()}
        owner={writing.owner}
        back={`${sectionPath(writing.module, writing.section)}#${anchorOf(block)}`}
        therapistName={writing.therapistName}
        isSharedDevice={writing.isSharedDevice}
      />
      {worksheet.remind && (
        <p>
          <a href={`/diary?worksheet=${worksheet.id}#reminder`}>Be reminded of this by e-mail</a>
        </p>
      )}
      <LatestEntries entries={props.entries} worksheet={worksheet} />
    </div>
  )
}
