import { z } from 'zod'

/** What pages need to know of a service's logo; its bytes are read when they are asked for. */
export const serviceLogoSchema = z.strictObject({
  id: z.uuid(),
  alt: z.string().max(120),
  width: z.int().min(1),
  height: z.int().min(1),
  /** The name stands in the picture, and is not written beside it. */
  replacesName: z.boolean(),
})

export type ServiceLogo = z.infer<typeof serviceLogoSchema>
