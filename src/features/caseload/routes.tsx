import { showPage } from '#features/frame/index.ts'
import type { Context } from '#platform/context.ts'
import { redirect } from '#platform/http/reply.ts'
import { get, type PageRequest, post, type Route } from '#platform/http/route.ts'
import { CaseloadPage } from './caseload-page.tsx'
import { dayOf, groupOrder, readPeople } from './people.ts'

export const caseloadRoutes: readonly Route[] = [
  get('/people', 'caseload.read', (ctx, request) => showPeople(ctx, request)),
  // Posted, because a name in an address stays in histories and in the logs of proxies.
  post('/people/search', 'caseload.read', (ctx, request) =>
    showPeople(ctx, request, request.form.text('name').trim().slice(0, 100)),
  ),
  // After signing in again, and for whoever goes back to a search that is over.
  get('/people/search', 'caseload.read', async () => redirect('/people')),
]

async function showPeople(ctx: Context, request: PageRequest, search = ''): Promise<Response> {
  const people = await readPeople(ctx, 'mine')
  const why = groupOrder.find((group) => group === request.query.get('why')) ?? null
  return showPage(ctx, request, {
    title: 'My people',
    width: 'wide',
    body: (
      <CaseloadPage
        ctx={ctx}
        people={people}
        day={dayOf(ctx, people)}
        search={search}
        why={why}
        said={request.query.has('sent') ? 'Sent. The list below is up to date.' : null}
      />
    ),
  })
}
