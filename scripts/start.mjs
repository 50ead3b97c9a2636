import { spawn } from 'node:child_process'
import path from 'node:path'
import { build, environment, install, node, root, serverFlags, serverMemory } from './prepare.mjs'

install()
build()

const server = spawn(node, [...serverFlags, path.join(root, 'dist', 'main.js')], {
  cwd: root,
  stdio: 'inherit',
  env: { ...serverMemory, ...environment(), NODE_ENV: 'production' },
})
// The terminal sends Ctrl-C to both; anything else reaches only us, and is passed on.
process.on('SIGINT', () => {})
for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => server.kill(signal))
server.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGKILL' ? 137 : 1)))
