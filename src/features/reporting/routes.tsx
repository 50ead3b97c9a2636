import { showPage } from '#features/frame/index.ts'
import type { Context } from '#platform/context.ts'
import { download, redirect } from '#platform/http/reply.ts'
import { get, type PageRequest, type Route } from '#platform/http/route.ts'
import { auditView } from '#platform/transact.ts'
import { type AskedOutcomes, askOutcomes, fieldNames } from './ask-outcomes.ts'
import { readOutcomeReport } from './outcome-report.ts'
import { outcomesCsv } from './outcomes-csv.ts'
import { OutcomesPage } from './outcomes-page.tsx'

export const reportingRoutes: readonly Route[] = [
  get('/outcomes', 'outcomes.read', showOutcomes),
  get('/outcomes/figures', 'outcomes.read', downloadFigures),
]

async function showOutcomes(ctx: Context, request: PageRequest): Promise<Response> {
  const asked = await askOutcomes(ctx, request.query)
  const report = asked.filter ? await readOutcomeReport(ctx, asked.filter, asked.numbers) : null
  return showPage(ctx, request, {
    title: 'Outcomes',
    width: 'wide',
    status: report ? 200 : 422,
    body: (
      <OutcomesPage
        ctx={ctx}
        asked={asked}
        report={report}
        csvAddress={addressOf('/outcomes/figures', asked)}
      />
    ),
  })
}

/** What leaves as a file is audited: who took which figures, never what was in them. */
async function downloadFigures(ctx: Context, request: PageRequest): Promise<Response> {
  const asked = await askOutcomes(ctx, request.query)
  if (!asked.filter) return redirect(addressOf('/outcomes', asked))
  const report = await readOutcomeReport(ctx, asked.filter, asked.numbers)
  await auditView(ctx, 'outcomes.downloaded', null, null)
  const name = `outcomes-${asked.filter.from}-to-${asked.filter.to}.csv`
  return download(outcomesCsv(ctx, report), 'text/csv; charset=utf-8', name)
}

function addressOf(path: string, { typed }: AskedOutcomes): string {
  const query = new URLSearchParams()
  for (const name of fieldNames) if (typed[name] !== '') query.set(name, typed[name])
  return `${path}?${query}`
}
