/** A request that is refused: thrown anywhere, made into a page in one place. */
export class Refusal extends Error {
  constructor(
    readonly status: 400 | 401 | 403 | 404 | 409 | 413 | 429 | 503,
    readonly reason: string,
    readonly detail: Readonly<Record<string, unknown>> = {},
  ) {
    super(reason)
  }
}

/** Also for what belongs to somebody else: another person's record looks like nothing. */
export const notFound = () => new Refusal(404, 'not_found')
/** A page of treatment, asked for by somebody whose treatment is not arranged yet. */
export const notOpenYet = () => new Refusal(404, 'not_open_yet')
export const forbidden = () => new Refusal(403, 'forbidden')
export const signInNeeded = () => new Refusal(401, 'sign_in_needed')
export const freshSignInNeeded = () => new Refusal(401, 'fresh_sign_in_needed')
export const conflict = (detail: Readonly<Record<string, unknown>> = {}) =>
  new Refusal(409, 'conflict', detail)
export const badRequest = (reason = 'bad_request') => new Refusal(400, reason)
export const tooMany = (detail: Readonly<Record<string, unknown>> = {}) =>
  new Refusal(429, 'too_many', detail)
/** The connection was lost while committing: nobody knows whether it was saved. */
export const outcomeUnknown = () => new Refusal(503, 'outcome_unknown')
/** Something of this service's own cannot be read; only this service stands still. */
export const serviceBroken = () => new Refusal(503, 'service_broken')
