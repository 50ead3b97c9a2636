import http from 'node:http'

export interface Shot {
  method?: 'GET' | 'POST'
  path: string
  cookie: string
  body?: string
}

export interface Timing {
  /** What else the machine does only adds: by this, sizes and histories are compared. */
  p10: number
  p50: number
  p95: number
  p99: number
  perSecond: number
  count: number
  failures: number
}

type Percentiles = Pick<Timing, 'p10' | 'p50' | 'p95' | 'p99'>

interface Options {
  connections: number
  /** Whole requests to make, over all connections. */
  requests: number
  /** What happens before each request, outside its time. */
  before?: () => Promise<void>
}

/**
 * Makes requests over kept connections, each as soon as its last was answered, and times every
 * one.
 */
export async function load(
  origin: string,
  shot: (number: number) => Shot,
  { connections, requests, before }: Options,
): Promise<Timing> {
  const agent = new http.Agent({ keepAlive: true, maxSockets: connections })
  const times: number[] = []
  let failures = 0
  let next = 0
  const started = performance.now()
  await Promise.all(
    Array.from({ length: connections }, async () => {
      while (next < requests) {
        const number = next++
        await before?.()
        const asked = performance.now()
        const status = await request(origin, shot(number), agent)
        times.push(performance.now() - asked)
        if (status >= 400) failures += 1
      }
    }),
  )
  const seconds = (performance.now() - started) / 1000
  agent.destroy()
  return { ...percentiles(times), perSecond: times.length / seconds, count: times.length, failures }
}

export function percentiles(times: readonly number[]): Percentiles {
  const sorted = [...times].sort((a, b) => a - b)
  const at = (share: number) =>
    sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0
  return { p10: at(0.1), p50: at(0.5), p95: at(0.95), p99: at(0.99) }
}

function request(origin: string, shot: Shot, agent: http.Agent): Promise<number> {
  return new Promise((resolve, reject) => {
    const outgoing = http.request(
      origin + shot.path,
      {
        agent,
        method: shot.method ?? 'GET',
        headers: {
          cookie: shot.cookie,
          'accept-encoding': 'gzip',
          ...(shot.body === undefined
            ? {}
            : {
                'content-type': 'application/x-www-form-urlencoded',
                'content-length': String(Buffer.byteLength(shot.body)),
                'sec-fetch-site': 'same-origin',
              }),
        },
      },
      (incoming) => {
        incoming.resume()
        incoming.on('end', () => resolve(incoming.statusCode ?? 0))
        incoming.on('error', reject)
      },
    )
    outgoing.on('error', reject)
    outgoing.end(shot.body)
  })
}

/** One page as it travels: its size as sent with compression. */
export function compressedSize(origin: string, path: string, cookie: string): Promise<number> {
  return new Promise((resolve, reject) => {
    http
      .get(origin + path, { headers: { cookie, 'accept-encoding': 'br, gzip' } }, (incoming) => {
        let bytes = 0
        incoming.on('data', (chunk: Buffer) => {
          bytes += chunk.length
        })
        incoming.on('end', () => resolve(bytes))
      })
      .on('error', reject)
  })
}
