import type { Context } from '#platform/context.ts'
import type { Permission } from '#platform/permissions.ts'
import type { Form } from './form.ts'
import type { Session } from './session.ts'

export interface PageRequest {
  readonly method: string
  readonly path: string
  readonly params: Readonly<Record<string, string>>
  readonly query: URLSearchParams
  readonly form: Form
  readonly session: Session | null
  readonly headers: Headers
  readonly address: string
  /** An island asks, not a person: answer with JSON instead of a page. */
  readonly wantsJson: boolean
}

export type Handler = (ctx: Context, request: PageRequest) => Promise<Response>

/**
 * `record` says whose record the route shows or changes; the authorisation test is made from it.
 */
export interface Route {
  readonly method: 'GET' | 'POST'
  readonly path: string
  readonly permission: Permission
  readonly handler: Handler
  /** A page asks by itself, with nobody there perhaps: the session is not carried on by it. */
  readonly isUnattended?: true
}

export function get(path: string, permission: Permission, handler: Handler): Route {
  return { method: 'GET', path, permission, handler }
}

export function getUnattended(path: string, permission: Permission, handler: Handler): Route {
  return { method: 'GET', path, permission, handler, isUnattended: true }
}

export function post(path: string, permission: Permission, handler: Handler): Route {
  return { method: 'POST', path, permission, handler }
}
