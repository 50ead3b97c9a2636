import { spawn } from 'node:child_process'
import path from 'node:path'

const root = path.dirname(import.meta.dirname)
const tool = (file: string, ...args: string[]) => [path.join('node_modules', file), ...args]

const steps = {
  'format and lint': tool('@biomejs/biome/bin/biome', 'check', '--error-on-warnings'),
  types: tool('typescript/bin/tsc', '--noEmit'),
  imports: ['scripts/check-imports.ts'],
  sizes: ['scripts/check-sizes.ts'],
  'dead code': tool('knip/bin/knip.js', '--no-progress'),
  content: tool('tsx/dist/cli.mjs', 'scripts/check-content.ts'),
}

const results = await Promise.all(
  Object.entries(steps).map(async ([name, args]) => {
    const started = performance.now()
    const { code, said } = await run(args)
    const seconds = ((performance.now() - started) / 1000).toFixed(1)
    console.log(`${code === 0 ? 'ok    ' : 'FAILED'} ${name.padEnd(16)} ${seconds.padStart(5)} s`)
    if (code !== 0) console.log(`${said.trim()}\n`)
    return code
  }),
)
const failed = results.filter((code) => code !== 0).length
console.log(failed === 0 ? 'All checks passed' : `${failed} of ${results.length} checks failed`)
process.exitCode = failed === 0 ? 0 : 1

function run(args: string[]): Promise<{ code: number; said: string }> {
  return new Promise((resolve) => {
    let said = ''
    const child = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] })
    child.stdout.on('data', (chunk) => (said += String(chunk)))
    child.stderr.on('data', (chunk) => (said += String(chunk)))
    child.on('close', (code) => resolve({ code: code ?? 1, said }))
  })
}
