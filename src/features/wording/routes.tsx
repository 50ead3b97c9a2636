import { localDate } from '#clinical/calendar.ts'
import { showPage } from '#features/frame/index.ts'
import type { Context } from '#platform/context.ts'
import { redirect } from '#platform/http/reply.ts'
import { get, type PageRequest, post, type Route } from '#platform/http/route.ts'
import { notFound } from '#platform/refusals.ts'
import { importWording } from './import-wording.ts'
import { importedWording, licenceChecks } from './repository.ts'
import { switchLicenceOff, switchLicenceOn } from './switch-licence.ts'
import { withdrawWording } from './withdraw-wording.ts'
import {
  emptyForms,
  type ImportFields,
  readCheck,
  readImport,
  readReason,
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
  if (!reading.ok) return show(ctx, request, reading.forms)
  const { text, isFile, pasted, confirmedBy, confirmedOn } = reading.value
  const outcome = await importWording(ctx, { ...reading.value, fileName: 'pack' })
  if (outcome.kind === 'to_confirm') {
    // A chosen file would have to be chosen again: its text stands in the box instead.
    const ticks = ticksOf(reading.value)
    const typed = { pack: text, confirmedBy, confirmedOn, ...ticks }
    const faults = Object.fromEntries(outcome.needs.map((need) => notConfirmed[need]))
    return show(ctx, request, { typed, faults, packFaults: [], toConfirm: outcome.instrument })
  }
  if (outcome.kind !== 'refused') return done(outcome.instrumentId, outcome.kind)
  const count = outcome.faults.length
  return show(ctx, request, {
    typed: { pack: pasted, confirmedBy, confirmedOn },
    faults: {
      [isFile ? 'file' : 'pack']:
        `Nothing was imported: ${count} ${count === 1 ? 'thing does' : 'things do'} not fit.`,
    },
    packFaults: outcome.faults,
    isFileGone: isFile,
  })
}

/** By the field of its tick. */
const notConfirmed = {
  scoring: ['knowsOfScoring', 'Read how sure its scoring is, and tick that you know.'],
  owner: ['ownerAgreed', 'Read what its owner asks for, and tick that your service has it.'],
} as const

function ticksOf({ knowsOfScoring, ownerAgreed }: ImportFields): Record<string, string> {
  return {
    ...(knowsOfScoring ? { knowsOfScoring: 'yes' } : {}),
    ...(ownerAgreed ? { ownerAgreed: 'yes' } : {}),
  }
}

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
