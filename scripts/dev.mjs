import { spawn, spawnSync } from 'node:child_process'
import { watch } from 'node:fs'
import path from 'node:path'
import { environment, install, node, root, say } from './prepare.mjs'

install()
buildAssets()

const tsx = path.join(root, 'node_modules', 'tsx', 'dist', 'cli.mjs')
const reloadOn = ['content/**/*', 'dist/public/manifest.json'].map((glob) => `--include=${glob}`)
const server = spawn(node, [tsx, 'watch', '--clear-screen=false', ...reloadOn, 'src/main.ts'], {
  cwd: root,
  stdio: 'inherit',
  env: { ...environment(), NODE_ENV: 'development' },
})
process.on('SIGINT', () => {})
process.on('SIGTERM', () => server.kill('SIGTERM'))
server.on('exit', (code) => process.exit(code ?? 1))

let rebuild
watch(path.join(root, 'src'), { recursive: true }, (_event, file) => {
  if (!file?.endsWith('.scss') && !file?.includes('islands')) return
  clearTimeout(rebuild)
  rebuild = setTimeout(buildAssets, 100)
})

function buildAssets() {
  const done = spawnSync(node, ['scripts/build.ts', '--assets'], { cwd: root, stdio: 'inherit' })
  if (done.status !== 0) say('The styles or islands have a fault; the last good ones stay.')
}
