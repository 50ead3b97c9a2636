import {
  ExtraPage,
  InstrumentPage,
  type InstrumentPageProps,
  readResponse,
} from '#features/instrument-forms/index.ts'
import {
  askedItems,
  type DraftContent,
  draftFor,
  extraQuestions,
  type FillIn,
  isLastForm,
  type NextStep,
  nextItem,
} from '#features/measures/index.ts'
import type { Context } from '#platform/context.ts'
import type { PageRequest } from '#platform/http/route.ts'
import { newId } from '#platform/ids.ts'
import type { HeldLink } from './open-link.ts'
import { showLinkPage } from './show-link-page.tsx'

interface Asked {
  held: HeldLink
  filling: FillIn
  step: NextStep
  /** The page comes back for what has no answer. */
  again?: { missing: readonly number[]; only: number | null }
}

export function linkRoot({ token }: { token: string }): string {
  return `/answer/${token}`
}

/**
 * One form, or the questions after it. What was answered on an earlier visit is kept and not shown:
 * whoever opens the link could read it.
 */
export function questionPage(ctx: Context, request: PageRequest, asked: Asked): Response {
  const props = pageProps(ctx, request, asked)
  const { step, filling } = asked
  if (step.part === 'more') {
    const extra = extraQuestions(step.instrument, draftFor(filling, step.instrument))
    const instrument = { ...step.instrument, extra }
    return showLinkPage(ctx, request, { body: <ExtraPage {...props} instrument={instrument} /> })
  }
  return showLinkPage(ctx, request, {
    status: asked.again ? 422 : 200,
    body: <InstrumentPage {...props} />,
  })
}

function pageProps(ctx: Context, request: PageRequest, asked: Asked): InstrumentPageProps {
  const { held, filling, step, again } = asked
  const { instrument } = step
  const draft = draftFor(filling, instrument)
  const posted = readResponse(instrument, request.form)
  const only = again ? again.only : itemAsked(ctx, request, { instrument, draft })
  return {
    instrument,
    chosen: posted,
    known: { ...draft.answers, ...posted.answers },
    missing: again?.missing ?? [],
    only,
    hidden:
      only === null ? answeredBefore(draft, { ...posted, missing: again?.missing ?? [] }) : [],
    position: {
      form: filling.instruments.findIndex(({ id }) => id === instrument.id) + 1,
      of: filling.instruments.length,
    },
    isLast: isLastForm(filling, instrument) && (instrument.extra.length === 0 || draft.isDone),
    startedAt: filling.drafts.get(instrument.id)?.startedAt ?? ctx.now,
    sendKey: newId(),
    protocol: ctx.content.protocols.safety,
    readBy: 'your therapist',
    keptFor: null,
    addresses: addressesOf(held),
  }
}

/** Items answered on an earlier visit; not those of this page, nor those it still asks for. */
function answeredBefore(
  draft: DraftContent,
  now: { answers: object; declined: readonly number[]; missing: readonly number[] },
): number[] {
  const onThisPage = new Set([
    ...Object.keys(now.answers).map(Number),
    ...now.declined,
    ...now.missing,
  ])
  const before = [...Object.keys(draft.answers).map(Number), ...draft.skipped]
  return before.filter((item) => !onThisPage.has(item))
}

function itemAsked(
  ctx: Context,
  request: PageRequest,
  { instrument, draft }: { instrument: NextStep['instrument']; draft: DraftContent },
): number | null {
  if (!ctx.service.settings.oneQuestionAScreen) return null
  const asked = askedItems(instrument, draft)
  const wanted = asked.find(({ number }) => String(number) === request.query.get('item'))
  return wanted?.number ?? nextItem(instrument, draft) ?? asked[0]?.number ?? 1
}

function addressesOf(held: HeldLink): InstrumentPageProps['addresses'] {
  const root = linkRoot(held)
  return {
    items: `${root}/questions`,
    more: `${root}/more`,
    draft: `${root}/draft`,
    item: (number) => `${root}/questions?item=${number}`,
  }
}
