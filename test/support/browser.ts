import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { type Browser, chromium } from 'playwright-core'

const usualPlaces = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
]

// It looks up no host but ours: nobody else hears of a test run, and a closed network slows none.
const quiet = [
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

export async function launchBrowser(): Promise<Browser> {
  // Chromium's own sandbox refuses to run as root. The only pages it opens here are ours.
  const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : []
  return chromium.launch({ executablePath: findBrowser(), args: [...quiet, ...asRoot] })
}

/** Where a Chromium is; installs Debian's when there is none and we may. */
export function findBrowser(): string {
  const named = process.env.CHROMIUM_PATH
  if (named && !existsSync(named)) throw new Error(`CHROMIUM_PATH names no file: ${named}`)
  const found = named ?? usualPlaces.find((place) => existsSync(place))
  return found ?? installBrowser()
}

function installBrowser(): string {
  if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    process.stdout.write('The browser tests need Chromium: installing the Debian package\n')
    aptGet('update')
    aptGet('install', '-y', '--no-install-recommends', 'chromium')
    const installed = usualPlaces.find((place) => existsSync(place))
    if (installed) return installed
  }
  throw new Error(
    'The browser tests need Chromium, and none was found. Install it (Debian, Ubuntu: ' +
      '"sudo apt-get install chromium"), or name one in CHROMIUM_PATH.',
  )
}

function aptGet(...args: string[]): void {
  const environment = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  const done = spawnSync('apt-get', ['-qq', ...args], { stdio: 'inherit', env: environment })
  if (done.status !== 0) throw new Error(`apt-get ${args.join(' ')} failed (${done.status})`)
}
