import type { ChoiceField, Content, Field, Programme, Worksheet } from '#content/types.ts'
import { lowerFirst } from '#ui/first-letter.ts'

/** A number that is rated again and again, with the ends of its scale. */
export interface RatedSeries {
  readonly name: string
  readonly label: string
  readonly min: number
  readonly max: number
}

export interface DiarySource {
  readonly worksheet: Worksheet
  readonly kinds: ChoiceField
  readonly series: RatedSeries
}

/** The goals of every programme are written in this worksheet. */
export const goalSource = {
  worksheetId: 'common.goal',
  field: 'goal',
  rating: 'now_rating',
  series: 'goal_rating',
}

/** The series that the programme's weekly worksheet makes. */
export function weeklyRatings(content: Content, programme: Programme): RatedSeries[] {
  const worksheet = content.worksheets.get(programme.weeklyRatings ?? '')
  return worksheet ? ratedSeries(worksheet) : []
}

/**
 * Every number that the programme asks for again and again: the weekly ratings first, then beliefs,
 * safety behaviours, diaries and whatever else its worksheets make a series of.
 */
export function processSources(content: Content, programme: Programme): readonly RatedSeries[] {
  const known = sourcesOf.get(programme)
  if (known?.content === content) return known.sources
  const sources = readSources(content, programme)
  sourcesOf.set(programme, { content, sources })
  return sources
}

// Content does not change while the program runs, and every review asks this twice.
const sourcesOf = new WeakMap<Programme, { content: Content; sources: readonly RatedSeries[] }>()

function readSources(content: Content, programme: Programme): RatedSeries[] {
  const own = [...content.worksheets.values()].filter(
    ({ id }) => id.startsWith(`${programme.id}.`) || id.startsWith('common.'),
  )
  const all = [...weeklyRatings(content, programme), ...own.flatMap(namedSeries)]
  const byName = new Map(all.toReversed().map((series) => [series.name, series]))
  return [...new Set(all.map(({ name }) => name))].flatMap((name) => {
    const series = byName.get(name)
    return series && name !== goalSource.series ? [series] : []
  })
}

/** In a diary "My mood then" says too little once it stands alone. */
function namedSeries(worksheet: Worksheet): RatedSeries[] {
  return ratedSeries(worksheet).map((series) => ({
    ...series,
    label: `${worksheet.title}: ${lowerFirst(series.label)}`,
  }))
}

/** The scale on which goals are rated. */
export function goalScale(content: Content): RatedSeries | null {
  const worksheet = content.worksheets.get(goalSource.worksheetId)
  return (
    (worksheet ? ratedSeries(worksheet) : []).find(({ name }) => name === goalSource.series) ?? null
  )
}

/** The programme's diary in which a mood stands beside the sort of thing that was done. */
export function diarySource(content: Content, programme: Programme): DiarySource | null {
  for (const id of diaryIds(programme)) {
    const worksheet = content.worksheets.get(id)
    const kinds = fieldsOf(worksheet).find((field) => field.id === 'kind')
    const series = worksheet ? ratedSeries(worksheet)[0] : undefined
    if (worksheet && series && kinds?.type === 'choice') return { worksheet, kinds, series }
  }
  return null
}

/** The worksheets that the modules of a programme offer as diaries. */
function diaryIds(programme: Programme): Set<string> {
  const blocks = [...programme.modules.values()].flatMap(({ sections }) =>
    sections.flatMap((section) => section.blocks),
  )
  return new Set(blocks.flatMap((block) => (block.type === 'diary' ? [block.ref] : [])))
}

/** Inside a table of the worksheet, "How much I did it" is read with what the table is of. */
function ratedSeries(worksheet: Worksheet): RatedSeries[] {
  const fields: readonly Field[] = worksheet.stages.flatMap((stage) => stage.fields)
  return fields.flatMap((field) =>
    field.type === 'group'
      ? field.fields.flatMap((inner) => rated(inner, `${field.label}: ${lowerFirst(inner.label)}`))
      : rated(field, field.label),
  )
}

function rated(field: Field, label: string): RatedSeries[] {
  const scale = scaleOf(field)
  return scale && field.series ? [{ name: field.series, label, ...scale }] : []
}

function scaleOf(field: Field): { min: number; max: number } | null {
  if (field.type === 'percent') return { min: 0, max: 100 }
  if (field.type === 'scale') return { min: field.min, max: field.max }
  const isBounded = field.type === 'int' || field.type === 'number'
  if (!isBounded || field.min === null || field.max === null) return null
  return { min: field.min, max: field.max }
}

function fieldsOf(worksheet: Worksheet | undefined): readonly Field[] {
  const fields: readonly Field[] = worksheet?.stages.flatMap((stage) => stage.fields) ?? []
  return fields.flatMap((field): readonly Field[] =>
    field.type === 'group' ? [field, ...field.fields] : [field],
  )
}
