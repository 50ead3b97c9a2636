import { showPage } from '#features/frame/index.ts'
import { lookAtRecord } from '#features/person-record/index.ts'
import type { Context } from '#platform/context.ts'
import type { PageRequest } from '#platform/http/route.ts'
import { whileSaving } from '#platform/transact.ts'
import { ReviewPage, type ReviewPageProps } from './review-page.tsx'

/** Shows the record; that it was opened is written down with it. */
export async function showReview(
  ctx: Context,
  request: PageRequest,
  page: Omit<ReviewPageProps, 'ctx'> & { status?: number },
): Promise<Response> {
  const { status = 200, ...shown } = page
  return whileSaving(lookAtRecord(ctx, shown.record.course), () =>
    showPage(ctx, request, {
      title: 'Record',
      width: 'wide',
      status,
      body: <ReviewPage ctx={ctx} {...shown} />,
    }),
  )
}

/** Whether somebody asked for the charts of the whole course. */
export function drawsWhole({ query }: PageRequest): boolean {
  return query.get('draw') === 'whole'
}
