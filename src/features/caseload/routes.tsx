import { showPage } from '#features/frame/index.ts'
import { get, type Route } from '#platform/http/route.ts'
import { CaseloadPage } from './caseload-page.tsx'
import { dayOf, groupOrder, readPeople } from './people.ts'

export const caseloadRoutes: readonly Route[] = [
  get('/people', 'caseload.read', async (ctx, request) => {
    const people = await readPeople(ctx, 'mine')
    const why = groupOrder.find((group) => group === request.query.get('why')) ?? null
    const search = (request.query.get('q') ?? '').slice(0, 100)
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
  }),
]
