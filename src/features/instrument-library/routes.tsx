import { questionnaireOf } from '#features/fhir-questionnaires/index.ts'
import { showPage } from '#features/frame/index.ts'
import { usableInstrument } from '#features/instruments/index.ts'
import { listVerifications } from '#features/verified-numbers/index.ts'
import type { Context } from '#platform/context.ts'
import { json } from '#platform/http/reply.ts'
import { get, type PageRequest, type Route } from '#platform/http/route.ts'
import { mayUse } from '#platform/permissions.ts'
import { notFound } from '#platform/refusals.ts'
import { InstrumentPage } from './instrument-page.tsx'
import { LibraryPage } from './library-page.tsx'

export const instrumentLibraryRoutes: readonly Route[] = [
  get('/instruments', 'instrument.read', async (ctx, request) => {
    const entries = [...ctx.content.instruments.values()]
      .sort((a, b) => a.shortName.localeCompare(b.shortName, 'en-GB', { numeric: true }))
      .map((instrument) => ({ instrument, usable: usableInstrument(ctx, instrument.id) }))
    return showPage(ctx, request, {
      title: 'Questionnaires',
      body: <LibraryPage entries={entries} mayImport={mayImport(ctx)} mayVerify={mayVerify(ctx)} />,
    })
  }),

  get('/instruments/:instrumentId', 'instrument.read', async (ctx, request) => {
    const instrument = find(ctx, request)
    return showPage(ctx, request, {
      title: 'Questionnaire',
      body: (
        <InstrumentPage
          instrument={instrument}
          usable={usableInstrument(ctx, instrument.id)}
          mayImport={mayImport(ctx)}
          mayVerify={mayVerify(ctx)}
          verifications={await listVerifications(ctx, instrument.id)}
        />
      ),
    })
  }),

  get('/fhir/Questionnaire/:instrumentId', 'instrument.read', async (ctx, request) => {
    const response = json(questionnaireOf(find(ctx, request)))
    response.headers.set('content-type', 'application/fhir+json; charset=utf-8')
    return response
  }),
]

function find(ctx: Context, request: PageRequest) {
  const instrument = ctx.content.instruments.get(request.params.instrumentId ?? '')
  if (!instrument) throw notFound()
  return instrument
}

function mayVerify({ actor }: Context): boolean {
  return actor.kind === 'staff' && mayUse('instrument.verify', actor.roles)
}

function mayImport({ actor }: Context): boolean {
  return actor.kind === 'staff' && mayUse('wording.manage', actor.roles)
}
