import { showPage } from '#features/frame/index.ts'
import {
  crisisLines,
  findSafetyItem,
  isOpenNow,
  lastSaid,
  patientSays,
  patientWords,
  personToRing,
  type SafetyItem,
} from '#features/risk/index.ts'
import type { VisibleCourse } from '#features/treatment/index.ts'
import type { Context } from '#platform/context.ts'
import type { Form } from '#platform/http/form.ts'
import type { PageRequest } from '#platform/http/route.ts'
import { auditView } from '#platform/transact.ts'
import { lastDigits } from './my-number.tsx'
import { patientAnswer, signalKey } from './signal-form.ts'
import { SignalPage, type WayOn } from './signal-page.tsx'
import { beforeWords, ringBy } from './when-words.ts'

export interface SignalPlace {
  readonly itemId: string | undefined
  /** Where an answer on the page is posted to. */
  readonly action: string
  readonly wayOn: WayOn
  /** For somebody who has not signed in: nothing around it but help and the way out. */
  readonly frame?: Context
}

/** Shows the person one signal of their own: words, one question, numbers, what happens next. */
export async function showSignalPage(
  ctx: Context,
  request: PageRequest,
  course: VisibleCourse,
  place: SignalPlace,
): Promise<Response> {
  const item = await findSafetyItem(ctx, course, place.itemId)
  const { action, wayOn, frame = ctx } = place
  const body = (
    <SignalPage
      protocol={ctx.content.protocols.safety}
      lines={crisisLines(ctx)}
      ownWords={patientWords(ctx.content.protocols.safety, item)}
      action={action}
      isFromForm={item.detail.instrument !== undefined}
      said={lastSaid(item)}
      ringBy={promisedCall(ctx, item)}
      isOpen={isOpenNow(ctx)}
      number={frame === ctx ? await numberFor(ctx, course, item) : null}
      // Who holds a link and has not signed in is told nothing of anybody.
      hasPlan={frame === ctx && item.plan !== null}
      wayOn={wayOn}
    />
  )
  await auditView(ctx, 'safety-item.viewed', item.id, course.patientId)
  return showPage(frame, request, {
    title: ctx.content.protocols.safety.helpPage.title,
    isBare: frame !== ctx,
    body,
  })
}

/** While somebody is still to ring: on which number, for the person to see that it is right. */
async function numberFor(ctx: Context, course: VisibleCourse, item: SafetyItem) {
  if (item.closedAt) return null
  const { phone } = await personToRing(ctx, course)
  return { ending: lastDigits(phone), back: `/safety/${item.id}` }
}

/** A call for help is not answered by a time, and a time that has passed is no promise. */
function promisedCall(ctx: Context, item: SafetyItem): string | null {
  const said = lastSaid(item)
  const by = ringBy(ctx, item)
  const isPromised =
    !item.closedAt && !item.contactedAt && by > ctx.now && (!said || said === 'safe_for_now')
  return isPromised ? beforeWords(ctx, by) : null
}

/** Keeps what the person answered on that page. */
export async function keepSignalAnswer(
  ctx: Context,
  course: VisibleCourse,
  itemId: string | undefined,
  form: Form,
): Promise<void> {
  const item = await findSafetyItem(ctx, course, itemId)
  await patientSays(ctx, course, {
    itemId: item.id,
    answer: patientAnswer(form),
    sendKey: signalKey(form),
  })
}
