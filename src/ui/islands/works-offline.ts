// On a person's own device the help page opens without a connection. On a shared one nothing is
// kept, and what an earlier visit kept is taken away.
const { device } = document.body.dataset

async function keep(): Promise<void> {
  const link = document.querySelector<HTMLLinkElement>('link[rel="stylesheet"]')
  const css = link?.href.split('/').at(-1) ?? ''
  await navigator.serviceWorker.register(`/service-worker.js?css=${css}`)
}

async function takeAway(): Promise<void> {
  for (const worker of await navigator.serviceWorker.getRegistrations()) await worker.unregister()
  for (const name of await caches.keys()) await caches.delete(name)
}

// A browser may refuse, in a private window for one: the page goes on all the same.
if (device && 'serviceWorker' in navigator) {
  void (device === 'own' ? keep() : takeAway()).catch(() => undefined)
}

export {}
