import { showPage } from '#features/frame/index.ts'
import type { Context } from '#platform/context.ts'
import { redirect } from '#platform/http/reply.ts'
import { get, type PageRequest, post, type Route } from '#platform/http/route.ts'
import { notFound } from '#platform/refusals.ts'
import { CaseloadPage } from './caseload-page.tsx'
import { listsFor, withoutNews } from './lists.ts'
import { dayOf, groupOrder, readPeople } from './people.ts'

export const caseloadRoutes: readonly Route[] = [
  get('/people', 'caseload.read', (ctx, request) =>
    showPeople(ctx, request, { of: request.query.get('of'), search: '' }),
  ),
  // Posted, because a name in an address stays in histories and in the logs of proxies.
  post('/people/search', 'caseload.read', (ctx, request) =>
    showPeople(ctx, request, {
      of: request.form.text('of'),
      search: request.form.text('name').trim().slice(0, 100),
    }),
  ),
  // After signing in again, and for whoever goes back to a search that is over.
  get('/people/search', 'caseload.read', async () => redirect('/people')),
]

async function showPeople(
  ctx: Context,
  request: PageRequest,
  asked: { of: string | null; search: string },
): Promise<Response> {
  if (ctx.actor.kind !== 'staff') throw notFound()
  const lists = listsFor(ctx.actor.roles)
  const list = lists.find(({ of }) => of === asked.of) ?? lists[0]
  if (!list) throw notFound()
  const all = await readPeople(ctx, list.whose)
  const people = list.whose === 'mine' ? all : withoutNews(all)
  const why = groupOrder.find((group) => group === request.query.get('why')) ?? null
  return showPage(ctx, request, {
    title: 'My people',
    width: 'wide',
    body: (
      <CaseloadPage
        ctx={ctx}
        lists={lists}
        list={list}
        people={people}
        day={list.whose === 'mine' ? dayOf(ctx, people) : null}
        search={asked.search}
        why={why}
        said={request.query.has('sent') ? 'Sent. The list below is up to date.' : null}
      />
    ),
  })
}
