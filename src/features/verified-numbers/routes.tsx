import { localDate } from '#clinical/calendar.ts'
import { type Instrument, type NumberName, numberNames } from '#clinical/instrument.ts'
import { showPage } from '#features/frame/index.ts'
import type { Context } from '#platform/context.ts'
import { redirect } from '#platform/http/reply.ts'
import { get, type PageRequest, post, type Route } from '#platform/http/route.ts'
import { newId } from '#platform/ids.ts'
import { notFound } from '#platform/refusals.ts'
import { findVerification, listVerifications } from './repository.ts'
import { readVerification, typedFor, verificationField } from './verification-form.ts'
import { type ReturnedVerification, VerificationPage } from './verification-page.tsx'
import { signatureOf, verifyNumber, withdrawVerification } from './verify-number.ts'

const page = '/instruments/:instrumentId/verification'
const nothing: ReturnedVerification = { typed: {}, faults: {} }

export const verifiedNumbersRoutes: readonly Route[] = [
  get(page, 'instrument.verify', (ctx, request) =>
    show(ctx, request, { instrument: find(ctx, request), returned: nothing }),
  ),
  post(page, 'instrument.verify', postVerification),
  post(`${page}/:verificationId/withdrawal`, 'instrument.verify', postWithdrawal),
]

async function postVerification(ctx: Context, request: PageRequest): Promise<Response> {
  const instrument = find(ctx, request)
  const { form } = request
  const what = numberNamed(form.text('what'))
  const typed = typedFor(what, (name) => form.trimmed(name))
  const reading = readVerification(instrument, what, { typed, today: todayOf(ctx) })
  if (!reading.ok) {
    const named = (values: object) =>
      Object.fromEntries(
        Object.entries(values).map(([name, text]) => [`${name}-${what}`, String(text)]),
      )
    const returned = { typed: named(typed), faults: named(reading.faults) }
    return show(ctx, request, { instrument, returned })
  }
  await verifyNumber(ctx, { ...reading.value, sendKey: form.actKey() ?? newId() })
  return redirect(`/instruments/${instrument.id}/verification?done=verified#${what}`)
}

async function postWithdrawal(ctx: Context, request: PageRequest): Promise<Response> {
  const instrument = find(ctx, request)
  const found = await findVerification(ctx, request.params.verificationId ?? '')
  if (found?.instrumentId !== instrument.id) throw notFound()
  const name = verificationField('reason', found.id)
  const reason = request.form.trimmed(name)
  if (reason.length < 3 || reason.length > 500) {
    const fault = 'Write why, in a few words. Colleagues read it in the list below.'
    const returned = { typed: { [name]: reason }, faults: { [name]: fault } }
    return show(ctx, request, { instrument, returned })
  }
  await withdrawVerification(ctx, { id: found.id, reason })
  return redirect(`/instruments/${instrument.id}/verification?done=withdrawn`)
}

const doneWords: Readonly<Record<string, string>> = {
  verified: 'Your verification is recorded.',
  withdrawn: 'The verification is withdrawn. It counts for no day any more.',
}

async function show(
  ctx: Context,
  request: PageRequest,
  { instrument, returned }: { instrument: Instrument; returned: ReturnedVerification },
): Promise<Response> {
  return showPage(ctx, request, {
    title: 'Verify a questionnaire',
    status: Object.keys(returned.faults).length > 0 ? 422 : 200,
    body: (
      <VerificationPage
        instrument={instrument}
        verifications={await listVerifications(ctx, instrument.id)}
        signedBy={signatureOf(ctx)}
        today={todayOf(ctx)}
        returned={returned}
        done={doneWords[request.query.get('done') ?? ''] ?? null}
      />
    ),
  })
}

function numberNamed(text: string): NumberName {
  const found = numberNames.find((name) => name === text)
  if (!found) throw notFound()
  return found
}

function find(ctx: Context, request: PageRequest): Instrument {
  const instrument = ctx.content.instruments.get(request.params.instrumentId ?? '')
  if (!instrument) throw notFound()
  return instrument
}

function todayOf(ctx: Context): string {
  return localDate(ctx.now.getTime(), ctx.service.timeZone)
}
