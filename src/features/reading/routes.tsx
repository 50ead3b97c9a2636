import type { Block, Module, Section } from '#content/types.ts'
import { showPage } from '#features/frame/index.ts'
import {
  requireMyCourse,
  therapistFirstName,
  type VisibleCourse,
} from '#features/treatment/index.ts'
import type { Context } from '#platform/context.ts'
import { redirect } from '#platform/http/reply.ts'
import { get, type PageRequest, post, type Route } from '#platform/http/route.ts'
import { isId, newId } from '#platform/ids.ts'
import { badRequest, notFound } from '#platform/refusals.ts'
import { readAnswer } from './answer-form.ts'
import { finishSection } from './finish-section.ts'
import { keepCard, tickChecklist } from './keep-things.ts'
import { findOpenModule, markHere, sectionOf } from './open-module.ts'
import { partAnswers, saveAnswer } from './part-answers.ts'
import { PreviewPage } from './preview-page.tsx'
import { anchorOf, sectionData, sectionPath, visibleSections } from './section-data.ts'
import { SectionPage } from './section-page.tsx'

/** The pages of a module, and what is answered on them. */
export const readingRoutes: readonly Route[] = [
  get('/programme/:moduleId/:sectionId', 'treatment.own', showSection),
  post('/programme/:moduleId/:sectionId/next', 'treatment.own', async (ctx, request) => {
    const { course, module, section } = await placeOf(ctx, request)
    const sections = visibleSections(module, await partAnswers(ctx, course, module.id))
    await finishSection(ctx, course, module, section)
    const next = sections[sections.findIndex(({ id }) => id === section.id) + 1]
    return redirect(next ? sectionPath(module, next) : `/programme/${module.id}/finish`)
  }),
  post('/programme/:moduleId/:sectionId/answer', 'treatment.own', async (ctx, request) => {
    const { course, module, section } = await placeOf(ctx, request)
    const block = blockIn(section, request)
    if (block.type === 'checklist') {
      await tickChecklist(ctx, course, module, { block, ticked: request.form.all('tick') })
    } else if (block.type === 'quiz' || block.type === 'cardSort' || block.type === 'path') {
      const answer = readAnswer(block, request.form)
      // Nothing chosen is nothing answered: what was chosen before stays.
      if (Object.keys(answer).length > 0) {
        await saveAnswer(ctx, course, { moduleId: module.id, blockId: block.id, answer })
      }
    } else throw badRequest()
    return redirect(`${sectionPath(module, section)}#${anchorOf(block)}`)
  }),
  post('/programme/:moduleId/:sectionId/keep', 'treatment.own', async (ctx, request) => {
    const { course, module, section } = await placeOf(ctx, request)
    const block = blockIn(section, request)
    if (block.type !== 'takeaway') throw badRequest()
    await keepCard(ctx, course, module, block)
    return redirect(`${sectionPath(module, section)}#${anchorOf(block)}`)
  }),
  get('/programmes/:programmeId/:moduleId/:sectionId', 'programme.read', showPreview),
]

async function showSection(ctx: Context, request: PageRequest): Promise<Response> {
  const course = await requireMyCourse(ctx)
  const open = await findOpenModule(ctx, course, request.params.moduleId)
  const section = sectionOf(open.module, request.params.sectionId)
  const data = await sectionData(ctx, course, open.module, section)
  // A page of the other path is not one of this person's pages.
  if (!data.sections.includes(section)) return redirect(`/programme/${open.module.id}`)
  await markHere(ctx, course, open, data)
  const writing = {
    module: open.module,
    section,
    therapistName: therapistFirstName(course),
    owner: course.id,
    isSharedDevice: request.session?.sharedDevice ?? false,
    newKey: newId,
    openRow: idOrNull(request.query.get('row')),
    newIn: request.query.get('new'),
    newFrom: idOrNull(request.query.get('from')),
  }
  return showPage(ctx, request, {
    title: 'Programme',
    body: (
      <SectionPage
        parts={{
          content: ctx.content,
          data,
          writing,
          opensShort: request.query.get('short') === 'yes',
        }}
      />
    ),
  })
}

async function showPreview(ctx: Context, request: PageRequest): Promise<Response> {
  const programme = ctx.content.programmes.get(request.params.programmeId ?? '')
  const module = programme?.modules.get(request.params.moduleId ?? '')
  if (!programme || !module) throw notFound()
  return showPage(ctx, request, {
    title: 'Programme',
    width: 'wide',
    body: (
      <PreviewPage
        content={ctx.content}
        programme={programme}
        module={module}
        section={sectionOf(module, request.params.sectionId)}
        notes={programme.therapistNotes.get(module.id) ?? null}
      />
    ),
  })
}

async function placeOf(
  ctx: Context,
  request: PageRequest,
): Promise<{ course: VisibleCourse; module: Module; section: Section }> {
  const course = await requireMyCourse(ctx)
  const { module } = await findOpenModule(ctx, course, request.params.moduleId)
  return { course, module, section: sectionOf(module, request.params.sectionId) }
}

type NamedBlock = Extract<Block, { id: string }>

function blockIn(section: Section, request: PageRequest): NamedBlock {
  const id = request.form.text('block_id')
  const block = section.blocks.find((each): each is NamedBlock => 'id' in each && each.id === id)
  if (!block) throw notFound()
  return block
}

function idOrNull(text: string | null): string | null {
  return isId(text) ? text : null
}
