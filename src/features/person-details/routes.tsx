import { emptyForm, type FormState, refusedForm } from '#features/form-fields/index.ts'
import { showPage } from '#features/frame/index.ts'
import { lastDigits } from '#features/help/index.ts'
import type { Context } from '#platform/context.ts'
import { redirect } from '#platform/http/reply.ts'
import { get, type PageRequest, post, type Route } from '#platform/http/route.ts'
import { NumberPage } from './number-page.tsx'
import { changeOwnNumber, ownNumber, readNumber } from './own-number.ts'

/** The number that a person's team rings them on, as they give it themselves. */
export const personDetailsRoutes: readonly Route[] = [
  get('/number', 'treatment.own', async (ctx, request) =>
    showNumber(ctx, request, { state: emptyForm, back: request.query.get('back'), status: 200 }),
  ),
  post('/number', 'treatment.own', saveNumber),
]

async function showNumber(
  ctx: Context,
  request: PageRequest,
  shown: { state: FormState; back: string | null; status: number },
): Promise<Response> {
  return showPage(ctx, request, {
    title: 'My number',
    status: shown.status,
    body: (
      <NumberPage
        state={shown.state}
        ending={lastDigits(await ownNumber(ctx))}
        back={wayBack(shown.back)}
      />
    ),
  })
}

async function saveNumber(ctx: Context, request: PageRequest): Promise<Response> {
  const reading = readNumber(request.form)
  const back = request.form.text('back')
  if (!reading.ok) {
    const state = refusedForm(request.form, reading.errors)
    return showNumber(ctx, request, { state, back, status: 422 })
  }
  await changeOwnNumber(ctx, reading.value)
  return redirect(wayBack(back))
}

/** Back to where the number stood: an address from outside must not choose where a link leads. */
function wayBack(asked: string | null): string {
  return asked !== null && /^\/(help|account|safety\/[0-9a-f-]{36})$/.test(asked) ? asked : '/help'
}
