import type { ModuleProgress } from '#clinical/release.ts'
import type { Module } from '#content/types.ts'
import { listEntries } from '#features/entries/index.ts'
import { showPage } from '#features/frame/index.ts'
import {
  chosenIn,
  companionsBlock,
  findOpenModule,
  type OpenModule,
  partAnswers,
  readingOf,
  saveAnswer,
  sectionPath,
  visibleSections,
} from '#features/reading/index.ts'
import {
  answerOffer,
  listPractice,
  moduleStates,
  pageVisits,
  programmeOf,
  requireMyCourse,
  therapistFirstName,
  type VisibleCourse,
} from '#features/treatment/index.ts'
import type { Context } from '#platform/context.ts'
import { redirect } from '#platform/http/reply.ts'
import { get, type PageRequest, post, type Route } from '#platform/http/route.ts'
import { newId } from '#platform/ids.ts'
import { conflict } from '#platform/refusals.ts'
import { nearDay } from '#ui/time.tsx'
import { finishModule } from './finish-module.ts'
import { ModuleEndPage } from './module-end-page.tsx'
import { ModulePage } from './module-page.tsx'
import { type MapLine, ProgrammePage } from './programme-page.tsx'

const longestTell = 10_000

/** The map of modules, the first page of each and its last. */
export const programmeMapRoutes: readonly Route[] = [
  get('/programme', 'treatment.own', showProgramme),
  get('/programme/:moduleId', 'treatment.own', showModule),
  post('/programme/:moduleId/offer', 'treatment.own', async (ctx, request) => {
    const course = await requireMyCourse(ctx)
    const moduleId = request.params.moduleId ?? ''
    const accept = request.form.text('answer') === 'accept'
    const before = (await moduleStates(ctx, course)).states.get(moduleId)?.state
    // A second press of the same answer changes nothing, and is no fault of the person's.
    if (before === 'offered') await answerOffer(ctx, course, { moduleId, accept })
    return redirect('/programme')
  }),
  post('/programme/:moduleId/companions', 'treatment.own', async (ctx, request) => {
    const course = await requireMyCourse(ctx)
    const { module } = await findOpenModule(ctx, course, request.params.moduleId)
    const known = programmeOf(ctx, course).companions
    const chosen = [...new Set(request.form.all('with'))].filter((id) => known.has(id)).slice(0, 2)
    const first = programmeOf(ctx, course).core[0] ?? module.id
    await saveAnswer(ctx, course, { moduleId: first, blockId: companionsBlock, answer: { chosen } })
    const [section] = module.sections
    return redirect(section ? sectionPath(module, section) : `/programme/${module.id}`)
  }),
  get('/programme/:moduleId/finish', 'treatment.own', async (ctx, request) => {
    const course = await requireMyCourse(ctx)
    const open = await findOpenModule(ctx, course, request.params.moduleId)
    return showEnd(ctx, request, { course, open, error: null })
  }),
  post('/programme/:moduleId/finish', 'treatment.own', postEnd),
]

async function showProgramme(ctx: Context, request: PageRequest): Promise<Response> {
  const course = await requireMyCourse(ctx)
  const programme = programmeOf(ctx, course)
  const { states, track } = await moduleStates(ctx, course)
  const visits = await pageVisits(ctx, course)
  const lineOf = (moduleId: string): MapLine[] => {
    const module = programme.modules.get(moduleId)
    const progress = states.get(moduleId)
    if (!module || !progress) return []
    const reading = progress.isOpen ? readingOf(module, module.sections, visits) : null
    return [{ module, progress, reading }]
  }
  return showPage(ctx, request, {
    title: 'Programme',
    body: (
      <ProgrammePage
        programme={programme}
        therapistName={therapistFirstName(course)}
        main={track.flatMap(lineOf)}
        optional={[...programme.core, ...programme.optional]
          .filter((id) => !track.includes(id))
          .flatMap(lineOf)}
        followups={programme.followups.flatMap(({ module }) => lineOf(module))}
      />
    ),
  })
}

async function showModule(ctx: Context, request: PageRequest): Promise<Response> {
  const course = await requireMyCourse(ctx)
  const { module, progress } = await findOpenModule(ctx, course, request.params.moduleId)
  const programme = programmeOf(ctx, course)
  const answers = await partAnswers(ctx, course, module.id)
  const sections = visibleSections(module, answers)
  const isFirst = module.id === programme.core[0]
  return showPage(ctx, request, {
    title: 'Programme',
    body: (
      <ModulePage
        module={module}
        sections={sections}
        isFinished={isFinished(progress)}
        reading={readingOf(module, sections, await pageVisits(ctx, course))}
        companions={isFirst ? [...programme.companions.values()] : []}
        chosen={chosenIn(answers, companionsBlock)}
        hasChosen={answers.has(companionsBlock)}
      />
    ),
  })
}

interface EndToShow {
  readonly course: VisibleCourse
  readonly open: OpenModule
  readonly error: string | null
}

async function showEnd(ctx: Context, request: PageRequest, end: EndToShow): Promise<Response> {
  const {
    course,
    open: { module, progress },
    error,
  } = end
  const tasks = (await listPractice(ctx, course)).filter(({ moduleId }) => moduleId === module.id)
  const due = course.nextReviewAt
  return showPage(ctx, request, {
    title: 'Programme',
    status: error ? 422 : 200,
    body: (
      <ModuleEndPage
        module={module}
        made={await madeIn(ctx, course, module)}
        tasks={tasks}
        therapistName={therapistFirstName(course)}
        sendKey={newId()}
        error={error}
        finishedAt={isFinished(progress) ? new Date(progress.submittedAt ?? ctx.now) : null}
        readBy={due && due > ctx.now ? byDay(ctx, due) : null}
        tell={request.form.text('tell')}
        usefulness={request.form.text('usefulness')}
      />
    ),
  })
}

function byDay(ctx: Context, due: Date): string {
  const day = nearDay(due, ctx.now, ctx.service.timeZone)
  return day === 'today' || day === 'tomorrow' ? day : `by ${day}`
}

async function madeIn(ctx: Context, course: VisibleCourse, module: Module) {
  const entries = await listEntries(ctx, course, { limit: 300 })
  return entries
    .filter(({ moduleId }) => moduleId === module.id)
    .flatMap((entry) => {
      const worksheet = ctx.content.worksheets.get(entry.worksheetId)
      return worksheet && worksheet.privacy === 'standard' ? [{ entry, worksheet }] : []
    })
}

async function postEnd(ctx: Context, request: PageRequest): Promise<Response> {
  const course = await requireMyCourse(ctx)
  const open = await findOpenModule(ctx, course, request.params.moduleId)
  const sendKey = request.form.requiredSendKey()
  const tell = request.form.trimmed('tell')
  if (tell.length > longestTell) {
    const error = `Use ${longestTell.toLocaleString('en-GB')} characters or fewer. Nothing is lost.`
    return showEnd(ctx, request, { course, open, error })
  }
  const usefulness = /^(\d|10)$/.test(request.form.text('usefulness'))
    ? Number(request.form.text('usefulness'))
    : null
  if (open.progress.state === 'skipped') throw conflict()
  await finishModule(ctx, course, { moduleId: open.module.id, usefulness, tell, sendKey })
  return redirect(`/programme/${open.module.id}/finish`)
}

function isFinished(progress: ModuleProgress): boolean {
  return progress.state === 'submitted' || progress.state === 'reviewed'
}
