// Plain JavaScript without dependencies: it runs before anything is installed, on any Node.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)))
const modules = path.join(root, 'node_modules')
const suffix = process.platform === 'win32' ? '.exe' : ''

/**
 * How the server is run. Left to itself, Node lets rubbish pile up to fill a large machine: these
 * limits keep it below 250 MB, with room for ten times what it holds when busy. A tenth of its time
 * goes on clearing up what is young: with twice the room for it, less, but 264 MB were measured.
 */
export const serverFlags = ['--max-old-space-size=512', '--max-semi-space-size=8']

/**
 * How its memory is taken from a Linux system (glibc). Threads that take it each from a store of
 * their own seldom give it back; and what the compiler takes, in parts of 8 to 32 kB, would leave
 * that store full of holes: taken one by one from the system, 40 MB of 120 go back.
 */
export const serverMemory = {
  MALLOC_ARENA_MAX: '1',
  MALLOC_MMAP_THRESHOLD_: '20480',
  MALLOC_TRIM_THRESHOLD_: '65536',
}

/** The Node that Handrail runs on: it comes with the packages, whatever the machine has. */
export const node = path.join(modules, 'node', 'bin', `node${suffix}`)
const bundle = path.join(root, 'dist')

export function install() {
  requireNode()
  const wanted = hashOf(['package.json', 'package-lock.json'])
  const stamp = path.join(modules, '.handrail-install')
  if (existsSync(node) && readStamp(stamp) === wanted) return
  say('Installing packages (once; about a minute)')
  run(...npm(), ['ci', '--no-audit', '--no-fund', '--loglevel=error'])
  if (!existsSync(node)) {
    fail(
      'The package "node" was installed without its program: npm was told to run no install ' +
        'scripts. Allow them for the packages under "allowScripts" in package.json.',
    )
  }
  writeFileSync(stamp, wanted)
}

export function build() {
  const wanted = hashOf([
    ...['package-lock.json', 'tsconfig.json', 'scripts/build.ts'],
    ...filesUnder('src'),
    ...filesUnder('cli'),
  ])
  const stamp = path.join(bundle, '.stamp')
  if (readStamp(stamp) === wanted) return
  say('Building')
  run(node, [path.join('scripts', 'build.ts')])
  writeFileSync(stamp, wanted)
}

/** Runs a program in the foreground, or ends this process as that one ended. */
export function run(program, ...parts) {
  const done = spawnSync(program, parts.flat(), { cwd: root, stdio: 'inherit', env: environment() })
  if (done.error) fail(`${program} could not be started: ${done.error.message}`)
  if (done.status !== 0) process.exit(done.status ?? 1)
}

/** The environment in which our own Node and the packages' commands come first. */
export function environment() {
  const places = [path.dirname(node), path.join(modules, '.bin')]
  return { ...process.env, PATH: [...places, process.env.PATH].join(path.delimiter) }
}

export function say(line) {
  process.stderr.write(`handrail: ${line}\n`)
}

function fail(message) {
  say(message)
  process.exit(1)
}

function requireNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  if (major > 20 || (major === 20 && minor >= 19)) return
  fail(`This is Node ${process.versions.node}; Handrail needs 20.19 or later to install itself.`)
}

// npm ci replaces node_modules, so it must not run on the Node that lies in there.
function npm() {
  const own = process.env.npm_execpath
  if (!own?.endsWith('.js')) return [process.platform === 'win32' ? 'npm.cmd' : 'npm', []]
  const outside = process.env.npm_node_execpath ?? process.execPath
  return [outside.startsWith(modules) ? 'node' : outside, [own]]
}

function filesUnder(folder) {
  const from = path.join(root, folder)
  if (!existsSync(from)) return []
  return readdirSync(from, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !/\.test\.tsx?$/.test(entry.name))
    .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)))
    .sort()
}

function hashOf(files) {
  const hash = createHash('sha256').update(`${process.platform} ${process.arch}`)
  for (const file of files) hash.update(`\0${file}\0`).update(readFileSync(path.join(root, file)))
  return hash.digest('hex')
}

function readStamp(file) {
  return existsSync(file) ? readFileSync(file, 'utf8') : null
}
