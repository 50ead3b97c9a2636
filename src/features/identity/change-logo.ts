import { actingPersonId } from '#platform/acting-person.ts'
import type { Context } from '#platform/context.ts'
import { newId } from '#platform/ids.ts'
import { transact } from '#platform/transact.ts'
import type { ImageHeader } from './image-header.ts'
import { insertLogo, showLogo } from './repository.ts'

/** Puts the service's own logo on every page, from the next one on. */
export async function setLogo(
  ctx: Context,
  logo: { bytes: Uint8Array; header: ImageHeader; alt: string; replacesName: boolean },
): Promise<void> {
  const { type, width, height } = logo.header
  const id = newId()
  await transact(ctx, async (ctx) => {
    await insertLogo(ctx, { id, mediaType: type, bytes: logo.bytes, byId: actingPersonId(ctx) })
    const { alt, replacesName } = logo
    await showLogo(ctx, { id, alt, width, height, replacesName })
    ctx.audit('logo.changed', id)
  })
  ctx.forgetService()
}

/** Back to the neutral mark and the name. */
export async function removeLogo(ctx: Context): Promise<void> {
  const { logo } = ctx.service
  if (logo === null) return
  await transact(ctx, async (ctx) => {
    await showLogo(ctx, null)
    ctx.audit('logo.removed', logo.id)
  })
  ctx.forgetService()
}
