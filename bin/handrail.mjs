#!/usr/bin/env node
// The operator's command, from a fresh clone on: installs and builds when needed, then runs on our
// own Node. What it says of that goes to standard error; standard output is the command's alone.
import { spawn } from 'node:child_process'
import path from 'node:path'
import { build, environment, install, node, root } from '../scripts/prepare.mjs'

install()
build()
const program = path.join(root, 'dist', 'handrail.js')
const command = spawn(node, ['--enable-source-maps', program, ...process.argv.slice(2)], {
  stdio: 'inherit',
  env: { NODE_ENV: 'production', ...environment() },
})
// The terminal sends Ctrl-C to both; anything else reaches only us, and is passed on.
process.on('SIGINT', () => {})
for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => command.kill(signal))
command.on('exit', (code) => process.exit(code ?? 1))
