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
process.on('SIGINT', () => {})
process.on('SIGTERM', () => command.kill('SIGTERM'))
command.on('exit', (code) => process.exit(code ?? 1))
