import type { WriteContext } from '#platform/context.ts'
import { newId } from '#platform/ids.ts'
import { createContext, type Runtime, systemActor } from '#platform/runtime.ts'
import { parseServiceSettings } from '#platform/service-settings.ts'
import type { ServiceEntry } from '#platform/services.ts'
import { transact } from '#platform/transact.ts'

export interface NewService {
  readonly slug: string
  readonly name: string
  /** With several services in one installation, the host name by which this one is found. */
  readonly host: string | null
  readonly timeZone: string
}

/** Of a service's name, in characters: it stands in the head of every page. */
export const longestServiceName = 120

/** Makes a service: an empty one, with the default settings and nobody in it. */
export async function createService(runtime: Runtime, service: NewService): Promise<ServiceEntry> {
  const { slug, name, host, timeZone } = service
  const entry: ServiceEntry = {
    host,
    clockOffsetSeconds: 0,
    contentAt: () => runtime.content,
    service: {
      id: newId(),
      slug,
      name,
      timeZone,
      isDemonstration: false,
      logo: null,
      settings: parseServiceSettings({}),
    },
  }
  const ctx = createContext(runtime, entry, systemActor)
  await transact(ctx, async (ctx) => {
    await insertService(ctx, entry)
    ctx.audit('service.created', entry.service.id)
  })
  runtime.services.forget()
  return entry
}

async function insertService(ctx: WriteContext, { host, service }: ServiceEntry): Promise<void> {
  await ctx.tx
    .insertInto('service')
    .values({
      id: service.id,
      slug: service.slug,
      name: service.name,
      host,
      time_zone: service.timeZone,
      created_at: ctx.now,
    })
    .execute()
}
