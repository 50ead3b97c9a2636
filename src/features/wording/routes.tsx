import { localDate } from '#clinical/calendar.ts'
import type { Instrument } from '#clinical/instrument.ts'
import type { ContentFault } from '#content/faults.ts'
import { showPage } from '#features/frame/index.ts'
import type { Context } from '#platform/context.ts'
import { redirect } from '#platform/http/reply.ts'
import { get, type PageRequest, post, type Route } from '#platform/http/route.ts'
import { notFound } from '#platform/refusals.ts'
import { importWording, lackOfPack } from './import-wording.ts'
import { importedWording, licenceChecks } from './repository.ts'
import { switchLicenceOff, switchLicenceOn } from './switch-licence.ts'
import { withdrawWording } from './withdraw-wording.ts'
import type { Confirmation } from './wording.ts'
import {
  emptyForms,
  readCheck,
  readImport,
  readReason,
  ticksOf,
  type WordingForms,
} from './wording-form.ts'
import { WordingPage } from './wording-page.tsx'

const page = '/instruments/wording'

export const wordingRoutes: readonly Route[] = [
  get(page, 'wording.manage', (ctx, request) => show(ctx, request, emptyForms(todayOf(ctx)))),
  post(page, 'wording.manage', postImport),
  post('/instruments/:instrumentId/withdrawal', 'wording.manage', postWithdrawal),
  post('/instruments/:instrumentId/licence', 'wording.manage', postLicence),
  post('/instruments/:instrumentId/licence-withdrawal', 'wording.manage', postSwitchOff),
]

async function postImport(ctx: Context, request: PageRequest): Promise<Response> {
  const reading = readImport(request.form, todayOf(ctx))
  if (!reading.ok) return show(ctx, request, withLackOfPack(ctx, reading))
  const { text, isFile, pasted, confirmedBy, confirmedOn } = reading.value
  const outcome = await importWording(ctx, { ...reading.value, fileName })
  if (outcome.kind === 'to_confirm') {
    // A chosen file would have to be chosen again: its text stands in the box instead.
    const typed = { pack: text, confirmedBy, confirmedOn, ...ticksOf(reading.value) }
    return show(ctx, request, { typed, packFaults: [], ...unconfirmed(outcome) })
  }
  if (outcome.kind !== 'refused') return done(outcome.instrumentId, outcome.kind)
  return show(ctx, request, {
    typed: { pack: pasted, confirmedBy, confirmedOn, ...ticksOf(reading.value) },
    ...refused(outcome, isFile),
    isFileGone: isFile,
  })
}

/** Named in what is refused. */
const fileName = 'pack'

/** A missing name and a pack that does not fit are said at once, not one after the other. */
function withLackOfPack(
  ctx: Context,
  { forms, text }: { forms: WordingForms; text: string },
): WordingForms {
  if (text === '' || forms.faults.pack) return forms
  const { knowsOfScoring, ownerAgreed } = forms.typed
  const ticks = { knowsOfScoring: knowsOfScoring === 'yes', ownerAgreed: ownerAgreed === 'yes' }
  const lack = lackOfPack(ctx, { text, fileName, ...ticks })
  if (!lack) return forms
  const more =
    lack.kind === 'refused' ? refused(lack, forms.isFileGone === true) : unconfirmed(lack)
  return { ...forms, ...more, faults: { ...forms.faults, ...more.faults } }
}

function refused({ faults }: { faults: readonly ContentFault[] }, isFile: boolean) {
  const things = faults.length === 1 ? 'thing does' : 'things do'
  const words = `Nothing was imported: ${faults.length} ${things} not fit.`
  return { faults: { [isFile ? 'file' : 'pack']: words }, packFaults: faults }
}

function unconfirmed({
  instrument,
  needs,
}: {
  instrument: Instrument
  needs: readonly Confirmation[]
}) {
  const faults = Object.fromEntries(needs.map((need) => notConfirmed[need]))
  return { faults, toConfirm: instrument }
}

/** By the field of its tick. */
const notConfirmed = {
  scoring: ['knowsOfScoring', 'Read how sure its scoring is, and tick that you know.'],
  owner: ['ownerAgreed', 'Read what its owner asks for, and tick that your service has it.'],
} as const

async function postWithdrawal(ctx: Context, request: PageRequest): Promise<Response> {
  const id = instrumentId(ctx, request)
  const reading = readReason(request.form, id, todayOf(ctx))
  if (!reading.ok) return show(ctx, request, reading.forms)
  await withdrawWording(ctx, id, reading.value)
  return done(id, 'withdrawn')
}

async function postLicence(ctx: Context, request: PageRequest): Promise<Response> {
  const id = heldId(ctx, request)
  const reading = readCheck(request.form, id, todayOf(ctx))
  if (!reading.ok) return show(ctx, request, reading.forms)
  await switchLicenceOn(ctx, { instrumentId: id, ...reading.value })
  return done(id, 'switched_on')
}

async function postSwitchOff(ctx: Context, request: PageRequest): Promise<Response> {
  const id = heldId(ctx, request)
  const reading = readReason(request.form, id, todayOf(ctx))
  if (!reading.ok) return show(ctx, request, reading.forms)
  await switchLicenceOff(ctx, id, reading.value)
  return done(id, 'switched_off')
}

function instrumentId(ctx: Context, request: PageRequest): string {
  const id = request.params.instrumentId ?? ''
  if (!ctx.content.instruments.has(id)) throw notFound()
  return id
}

function heldId(ctx: Context, request: PageRequest): string {
  const id = request.params.instrumentId ?? ''
  if (!ctx.content.heldInstruments.has(id)) throw notFound()
  return id
}

function done(id: string, what: string): Response {
  return redirect(`${page}?done=${what}&questionnaire=${encodeURIComponent(id)}`)
}

const doneWords: Readonly<Record<string, (name: string) => string>> = {
  imported: (name) => `The wording of ${name} is imported. It can be asked from now on.`,
  already_in_use: (name) => `This wording of ${name} was in use already. Nothing changed.`,
  withdrawn: (name) => `The wording of ${name} is withdrawn. It is not asked any more.`,
  switched_on: (name) => `${name} is switched on. It can be asked from now on.`,
  switched_off: (name) => `${name} is switched off. It is not asked any more.`,
}

async function show(ctx: Context, request: PageRequest, forms: WordingForms): Promise<Response> {
  const { instruments, heldInstruments } = ctx.content
  const held = []
  for (const [id, instrument] of heldInstruments) {
    held.push({ id, instrument, checks: await licenceChecks(ctx, id), today: todayOf(ctx) })
  }
  const named = instruments.get(request.query.get('questionnaire') ?? '')
  const words = doneWords[request.query.get('done') ?? '']
  return showPage(ctx, request, {
    title: 'Wording and licences',
    status: Object.keys(forms.faults).length > 0 ? 422 : 200,
    body: (
      <WordingPage
        packs={await importedWording(ctx)}
        instruments={instruments}
        held={held}
        forms={forms}
        done={named && words ? words(named.shortName) : null}
      />
    ),
  })
}

function todayOf(ctx: Context): string {
  return localDate(ctx.now.getTime(), ctx.service.timeZone)
}
