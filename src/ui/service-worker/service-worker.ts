// What can be read without a connection: the numbers to ring, and a page that says what is the
// matter. Both are fetched as nobody, so that nothing of anybody lies on the device. All else goes
// to the service as if this were not here.
const cacheName = 'help-without-connection'
const dayMilliseconds = 86_400_000

/** The style sheet stands in our own address: with another one this is another worker. */
const styleSheet = `/assets/${new URL(location.href).searchParams.get('css') ?? ''}`
const pages = ['/help', '/offline']
/** Leaving must never end on a page of ours. */
const neverOurs = ['/leave', '/left']

interface LifeEvent extends Event {
  waitUntil(work: Promise<unknown>): void
}

interface FetchEvent extends LifeEvent {
  readonly request: Request
  respondWith(response: Promise<Response>): void
}

function isLife(event: Event): event is LifeEvent {
  return 'waitUntil' in event
}

function isFetch(event: Event): event is FetchEvent {
  return 'respondWith' in event && 'request' in event
}

addEventListener('install', (event) => {
  if (isLife(event)) event.waitUntil(keepAll())
})

addEventListener('activate', (event) => {
  if (isLife(event)) event.waitUntil(dropOthers())
})

addEventListener('fetch', (event) => {
  if (!isFetch(event)) return
  const { request } = event
  const { pathname } = new URL(request.url)
  if (request.mode === 'navigate' && !neverOurs.includes(pathname)) {
    event.respondWith(
      fetch(request).then(
        (response) => {
          event.waitUntil(keepFresh())
          return response
        },
        () => kept(pathname === '/help' ? '/help' : '/offline'),
      ),
    )
  } else if (pathname === styleSheet) {
    event.respondWith(fetch(request).catch(() => kept(styleSheet)))
  }
})

async function keepAll(): Promise<void> {
  const cache = await caches.open(cacheName)
  for (const address of [...pages, styleSheet]) {
    const isPage = pages.includes(address)
    const asked = isPage ? `${address}?offline` : address
    const response = await fetch(asked, { credentials: 'omit', cache: 'reload' })
    if (!response.ok) throw new Error('the pages for a lost connection could not be fetched')
    await cache.put(address, response)
  }
}

/** The service may change its number: once a day what is kept is fetched again. */
async function keepFresh(): Promise<void> {
  const page = await (await caches.open(cacheName)).match('/help', { ignoreVary: true })
  const fetchedAt = Date.parse(page?.headers.get('date') ?? '')
  if (Date.now() - fetchedAt < dayMilliseconds) return
  await keepAll().catch(() => undefined)
}

async function dropOthers(): Promise<void> {
  const cache = await caches.open(cacheName)
  for (const request of await cache.keys()) {
    const { pathname } = new URL(request.url)
    if (pathname !== styleSheet && !pages.includes(pathname)) await cache.delete(request)
  }
}

async function kept(address: string): Promise<Response> {
  const cache = await caches.open(cacheName)
  return (await cache.match(address, { ignoreVary: true })) ?? Response.error()
}
