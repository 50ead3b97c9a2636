import type { Instrument } from '#clinical/instrument.ts'
import { type Person, readPeople } from '#features/caseload/index.ts'
import { showPage } from '#features/frame/index.ts'
import { formByKey, formKey } from '#features/instruments/index.ts'
import { weeklyForms } from '#features/on-track/index.ts'
import { programmeOf } from '#features/treatment/index.ts'
import type { Context } from '#platform/context.ts'
import { redirect } from '#platform/http/reply.ts'
import { get, type PageRequest, type Route } from '#platform/http/route.ts'
import { scoreWall } from './score-wall.ts'
import { ScoreWallPage } from './score-wall-page.tsx'
import { wallMarks } from './wall-marks.ts'

export const scoreWallRoutes: readonly Route[] = [
  get('/supervision/scores', 'supervision.read', showWall),
]

async function showWall(ctx: Context, request: PageRequest): Promise<Response> {
  const people = await readPeople(ctx, 'supervised')
  const therapists = [
    ...new Map(
      people.map(({ therapistId: id, therapistName: name }) => [id, { id, name }]),
    ).values(),
  ].sort((a, b) => a.name.localeCompare(b.name, 'en'))
  const asked = request.query.get('whose')
  const therapist = therapists.find(({ id }) => id === asked) ?? therapists[0]
  // Nobody is supervised yet: the list says so in its own words.
  if (!therapist) return redirect('/supervision')
  const theirs = people.filter(({ therapistId }) => therapistId === therapist.id)
  const instruments = instrumentsOf(ctx, theirs)
  const key = request.query.get('form')
  const instrument = formByKey(ctx, therapist.id, { key, among: instruments }) ?? instruments[0]
  if (!instrument) return redirect('/supervision')
  return showPage(ctx, request, {
    title: 'Scores',
    width: 'wide',
    body: (
      <ScoreWallPage
        therapists={therapists}
        therapist={therapist}
        instruments={instruments}
        instrument={instrument}
        wall={scoreWall(ctx, theirs, instrument, await wallMarks(ctx, theirs))}
        addressOf={(whoseId, formId) =>
          `/supervision/scores?whose=${whoseId}&form=${formKey(ctx, whoseId, formId)}`
        }
      />
    ),
  })
}

/** What these people are asked each week, what most are asked first. */
function instrumentsOf(ctx: Context, people: readonly Person[]): Instrument[] {
  const weekly = people.flatMap(({ row }) => {
    const programme = programmeOf(ctx, { programmeId: row.programme_id })
    return weeklyForms(programme, row.asked_beside)
  })
  const counts = [...Map.groupBy(weekly, (id) => id)].sort(([, a], [, b]) => b.length - a.length)
  return counts.flatMap(([id]) => ctx.content.instruments.get(id) ?? [])
}
