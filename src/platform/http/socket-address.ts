import type { IncomingMessage } from 'node:http'

export const socketAddressHeader = 'x-handrail-socket'

/**
 * Puts the socket's address where the throttle reads it, in place of whatever the client has sent
 * under that name: left
 * beside it, every request could claim an address of its own, and guessing would have no limit by
 * address.
 */
export function setSocketAddress(incoming: IncomingMessage): void {
  const address = incoming.socket.remoteAddress ?? 'unknown'
  const kept = pairs(incoming.rawHeaders).filter(
    ([name]) => name.toLowerCase() !== socketAddressHeader,
  )
  incoming.rawHeaders.splice(0, Infinity, ...kept.flat(), socketAddressHeader, address)
  incoming.headers[socketAddressHeader] = address
}

function pairs(raw: readonly string[]): [string, string][] {
  return raw.flatMap((name, index): [string, string][] =>
    index % 2 === 0 ? [[name, raw[index + 1] ?? '']] : [],
  )
}
