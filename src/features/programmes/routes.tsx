import { showPage } from '#features/frame/index.ts'
import { get, type Route } from '#platform/http/route.ts'
import { notFound } from '#platform/refusals.ts'
import { programmeMeasures } from './programme-measures.tsx'
import { ProgrammePage } from './programme-page.tsx'
import { ProgrammesPage } from './programmes-page.tsx'

export const programmesRoutes: readonly Route[] = [
  get('/programmes', 'programme.read', async (ctx, request) =>
    showPage(ctx, request, {
      title: 'Programmes',
      body: <ProgrammesPage programmes={[...ctx.content.programmes.values()]} />,
    }),
  ),

  get('/programmes/:programmeId', 'programme.read', async (ctx, request) => {
    const programme = ctx.content.programmes.get(request.params.programmeId ?? '')
    if (!programme) throw notFound()
    return showPage(ctx, request, {
      title: 'Programme',
      body: <ProgrammePage programme={programme} measures={programmeMeasures(ctx, programme)} />,
    })
  }),
]
