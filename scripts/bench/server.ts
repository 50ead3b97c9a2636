import { type ChildProcess, spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { repositoryRoot } from '#platform/repository-root.ts'
import { serverFlags, serverMemory } from '../prepare.mjs'

export interface RunningServer {
  origin: string
  startedInMilliseconds: number
  /** Resident memory of the server, and of the watchdog that it started. */
  memoryMegabytes(): { server: number; watchdog: number }
  stop(): Promise<void>
}

/** The secret of every server that is measured. */
export const benchSecret = 'a-key-for-measuring-only-0123456789abcdef'

/** Starts the built server as an operator would, on a database of its own. */
export async function startServer(
  databaseUrl: string,
  dataDir: string,
  port: number,
): Promise<RunningServer> {
  const origin = `http://127.0.0.1:${port}`
  // Or the pages of another would be measured, and nobody would notice.
  if (await isListening(origin)) throw new Error(`something else is listening on port ${port}`)
  const started = performance.now()
  const node = path.join(repositoryRoot(), 'node_modules', 'node', 'bin', 'node')
  const child = spawn(node, [...serverFlags, path.join(repositoryRoot(), 'dist', 'main.js')], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: {
      ...serverMemory,
      PATH: process.env.PATH,
      NODE_ENV: 'production',
      DATABASE_URL: databaseUrl,
      DATA_DIR: dataDir,
      PORT: String(port),
      LOG_LEVEL: 'error',
      DEMONSTRATION: 'off',
      SECRET_KEY: benchSecret,
    },
  })
  await answers(origin, child)
  return {
    origin,
    startedInMilliseconds: performance.now() - started,
    memoryMegabytes: () => ({
      server: residentMegabytes(child.pid ?? 0),
      watchdog: childrenOf(child.pid ?? 0).reduce((sum, pid) => sum + residentMegabytes(pid), 0),
    }),
    stop: () =>
      new Promise((resolve) => {
        if (child.exitCode !== null) return resolve()
        child.on('exit', () => resolve())
        child.kill('SIGTERM')
      }),
  }
}

function isListening(origin: string): Promise<boolean> {
  return fetch(origin).then(
    () => true,
    () => false,
  )
}

async function answers(origin: string, child: ChildProcess): Promise<void> {
  for (let tries = 0; tries < 600; tries++) {
    if (child.exitCode !== null) throw new Error('the server stopped before it was ready')
    try {
      if ((await fetch(`${origin}/healthz`)).ok) return
    } catch {
      // Not listening yet.
    }
    await new Promise((resolve) => setTimeout(resolve, 25))
  }
  throw new Error('the server was not ready within 15 s')
}

function childrenOf(pid: number): number[] {
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8')
  return children.trim().split(' ').filter(Boolean).map(Number)
}

function residentMegabytes(pid: number): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8')
  return Math.round(Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024)
}
