import type { Values } from './worksheet-types.ts'

export interface Module {
  readonly id: string
  readonly title: string
  readonly kind: 'core' | 'optional' | 'followup'
  readonly minutes: number
  readonly summary: string
  readonly aims: readonly string[]
  readonly sections: readonly Section[]
}

export interface Section {
  readonly id: string
  readonly title: string
  readonly minutes: number
  /** Shown only to those who chose this option of the module's path; null for everyone. */
  readonly path: string | null
  readonly blocks: readonly Block[]
}

export type Block =
  | ProseBlock
  | KeyBlock
  | ShortBlock
  | VignetteBlock
  | WorksheetBlock
  | SchedulerBlock
  | DiaryBlock
  | ExampleBlock
  | RecapBlock
  | ChartBlock
  | QuizBlock
  | CardSortBlock
  | ChecklistBlock
  | PathBlock
  | DiagramBlock
  | PictureBlock
  | TaskBlock
  | TakeawayBlock
  | SignpostBlock
  | DownloadBlock

export interface ProseBlock {
  readonly type: 'prose'
  readonly body: Prose
}

export interface KeyBlock {
  readonly type: 'key'
  readonly variant: 'idea' | 'tip' | 'caution' | 'safety'
  readonly body: Prose
}

/** What matters of a module in ten minutes, leading to the page with the one thing to do. */
export interface ShortBlock {
  readonly type: 'short'
  readonly id: string
  /** A section's id. */
  readonly to: string
  readonly body: Prose
}

export interface VignetteBlock {
  readonly type: 'vignette'
  /** A companion's id. */
  readonly who: string
  readonly body: Prose
}

export interface WorksheetBlock {
  readonly type: 'worksheet'
  readonly id: string
  /** A worksheet's id. */
  readonly ref: string
  readonly mode: 'new' | 'edit' | 'view'
  readonly stage: string | null
  readonly minRows: number
  readonly title: string | null
  readonly intro: string | null
}

/** Puts things from a list of the person's own into days of their week. */
export interface SchedulerBlock {
  readonly type: 'scheduler'
  readonly id: string
  /** A staged worksheet of plans; its ref field names the list. */
  readonly ref: string
  readonly minRows: number
  readonly title: string | null
  readonly intro: string | null
}

export interface DiaryBlock {
  readonly type: 'diary'
  readonly id: string
  readonly ref: string
}

export interface ExampleBlock {
  readonly type: 'example'
  readonly example: Example
}

export type RecapView = 'last' | 'last7' | 'all' | 'first' | 'best_5' | 'lowest_5'

export interface RecapBlock {
  readonly type: 'recap'
  readonly id: string
  readonly from: string
  readonly view: RecapView
  /** Of `best_5` and `lowest_5`: the field whose numbers are held against each other. */
  readonly by: string | null
  /** Field paths in the order shown: the worksheet's summary when the author named none. */
  readonly show: readonly string[]
  readonly empty: string
}

export interface ChartBlock {
  readonly type: 'chart'
  readonly id: string
  readonly series: string
  /** Null: a line over time. */
  readonly by: 'day' | 'slot' | 'kind' | null
  readonly title: string
  readonly empty: string
}

export interface QuizBlock {
  readonly type: 'quiz'
  readonly id: string
  readonly items: readonly QuizItem[]
}

export interface CardSortBlock {
  readonly type: 'cardSort'
  readonly id: string
  readonly sort: CardSort
}

export interface ChecklistBlock {
  readonly type: 'checklist'
  readonly id: string
  readonly checklist: Checklist
}

export interface PathBlock {
  readonly type: 'path'
  readonly id: string
  readonly path: PathChoice
}

export interface DiagramBlock {
  readonly type: 'diagram'
  readonly id: string
  /** A diagram's id, in programme.diagrams. */
  readonly ref: string
}

export interface PictureBlock {
  readonly type: 'picture'
  /** A picture's id, in programme.pictures. */
  readonly ref: string
}

export interface TaskBlock {
  readonly type: 'task'
  readonly id: string
  readonly title: string
  readonly ref: string | null
  readonly times: number
  readonly dueDays: number
  /** The two-minute version. */
  readonly tiny: string
  readonly body: Prose
}

export interface TakeawayBlock {
  readonly type: 'takeaway'
  readonly id: string
  readonly body: Prose
}

export interface SignpostBlock {
  readonly type: 'signpost'
  readonly category: 'crisis' | 'money' | 'work' | 'abuse' | 'alcohol' | 'bereavement'
}

export interface DownloadBlock {
  readonly type: 'download'
  readonly id: string
  readonly template: 'blueprint' | 'module' | 'cards'
}

/** Text as a small tree without HTML or links, so that a page can show it without trusting it. */
export type Prose = readonly ProseNode[]

export type ProseNode =
  | { readonly type: 'paragraph'; readonly children: readonly InlineNode[] }
  | { readonly type: 'heading'; readonly depth: 3 | 4; readonly children: readonly InlineNode[] }
  | { readonly type: 'list'; readonly ordered: boolean; readonly children: readonly ListItem[] }
  | { readonly type: 'blockquote'; readonly children: readonly ProseNode[] }
  | { readonly type: 'table'; readonly head: TableRow; readonly rows: readonly TableRow[] }
  | { readonly type: 'thematicBreak' }

export interface ListItem {
  readonly type: 'listItem'
  readonly children: readonly ProseNode[]
}

/** Cells, each a run of inline nodes. */
export type TableRow = readonly (readonly InlineNode[])[]

export type InlineNode =
  | { readonly type: 'text'; readonly value: string }
  | { readonly type: 'strong'; readonly children: readonly InlineNode[] }
  | { readonly type: 'emphasis'; readonly children: readonly InlineNode[] }
  | { readonly type: 'break' }

export type QuizItem = SingleQuiz | MultiQuiz | TrueFalseQuiz | MatchQuiz | OrderQuiz

export interface QuizOption {
  readonly text: string
  readonly correct: boolean
  readonly feedback: string
}

export interface SingleQuiz {
  readonly type: 'single'
  readonly stem: string
  readonly options: readonly QuizOption[]
}

export interface MultiQuiz {
  readonly type: 'multi'
  readonly stem: string
  readonly options: readonly QuizOption[]
}

export interface TrueFalseQuiz {
  readonly type: 'trueFalse'
  readonly stem: string
  readonly options: readonly QuizOption[]
}

export interface MatchQuiz {
  readonly type: 'match'
  readonly stem: string
  readonly pairs: readonly {
    readonly left: string
    readonly right: string
    readonly feedback: string
  }[]
}

export interface OrderQuiz {
  readonly type: 'order'
  readonly stem: string
  /** In the right order; the page shuffles them. */
  readonly items: readonly string[]
  readonly feedback: string
}

export interface CardSort {
  readonly title: string
  readonly groups: readonly { readonly id: string; readonly label: string }[]
  readonly cards: readonly SortCard[]
}

export interface SortCard {
  readonly id: string
  readonly text: string
  /** The id of the group it belongs to. */
  readonly group: string
  readonly feedback: string
}

export interface Checklist {
  readonly title: string
  /** The worksheet that receives one row for each ticked option. */
  readonly target: string
  readonly field: string
  readonly groups: readonly ChecklistGroup[]
}

export interface ChecklistGroup {
  readonly label: string
  readonly set: Values
  readonly options: readonly { readonly id: string; readonly text: string }[]
}

export interface PathChoice {
  readonly question: string
  readonly options: readonly PathOption[]
  readonly allowBoth: boolean
}

export interface PathOption {
  readonly id: string
  readonly label: string
  readonly help: string | null
}

/** A worksheet as a companion filled it in. */
export interface Example {
  readonly worksheet: string
  readonly who: string
  readonly kind: 'example' | 'weak' | 'stronger'
  readonly note: string
  /** One set of values for a form or a staged worksheet; a list for rows and diaries. */
  readonly entries: readonly Values[]
}
