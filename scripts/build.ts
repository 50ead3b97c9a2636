import { createHash } from 'node:crypto'
import {
  copyFileSync,
  globSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import path from 'node:path'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import { compile } from 'sass'
import { build } from 'vite'

const root = path.dirname(import.meta.dirname)
const output = path.join(root, 'dist')
const publicFolder = path.join(output, 'public')

// Also when tests ask for it: a bundle of theirs wants React's development build, and npm start,
// which finds it up to date, then answers every page with a fault.
process.env.NODE_ENV = 'production'

/**
 * Packages of which the processes use a part, and whose whole text would stay in their memory: only
 * that part is taken into the bundle. The others stay in node_modules.
 */
const bundled = ['kysely', 'zod', 'yaml', /^d3-/, 'internmap']

const started = performance.now()
const isOnlyAssets = process.argv.includes('--assets')
rmSync(isOnlyAssets ? publicFolder : output, { recursive: true, force: true })
mkdirSync(publicFolder, { recursive: true })
if (!isOnlyAssets) await buildServer()
const manifest = { css: buildStyles(), js: await buildIslands() }
await buildServiceWorker()
compressAll()
writeFileSync(path.join(publicFolder, 'manifest.json'), `${JSON.stringify(manifest)}\n`)
console.error(`Built in ${((performance.now() - started) / 1000).toFixed(1)} s`)

/** The processes: most packages stay outside the bundle, in node_modules. */
async function buildServer(): Promise<void> {
  const processes = {
    main: 'src/main.ts',
    watchdog: 'src/watchdog.ts',
    handrail: 'cli/handrail.ts',
  }
  const present = Object.entries(processes).filter(([, file]) => globSync(file, { cwd: root })[0])
  await build({
    root,
    configFile: false,
    logLevel: 'warn',
    ssr: { noExternal: bundled },
    build: {
      ssr: true,
      target: 'node24',
      outDir: output,
      emptyOutDir: false,
      sourcemap: true,
      rolldownOptions: {
        input: Object.fromEntries(present),
        output: {
          entryFileNames: '[name].js',
          chunkFileNames: 'parts/[name].[hash].js',
          // The text of a program stays in its memory. Names stay: an error says where it was.
          minify: { compress: true, mangle: false },
        },
      },
    },
  })
}

function buildStyles(): string {
  const { css } = compile(path.join(root, 'src/ui/styles/handrail.scss'), {
    style: 'compressed',
    loadPaths: [path.join(root, 'node_modules')],
    quietDeps: true,
  })
  refuseForeignAddresses(css)
  const name = `handrail.${createHash('sha256').update(css).digest('hex').slice(0, 10)}.css`
  writeFileSync(path.join(publicFolder, name), css)
  copyImages(css)
  return name
}

/** The icons that the style sheet names, beside it: handrail.scss sets $nhsuk-images-path to "". */
function copyImages(css: string): void {
  const images = path.join(root, 'node_modules/nhsuk-frontend/dist/nhsuk/assets/images')
  const named = [...css.matchAll(/url\(\s*["']?(?!data:)([^"')]+)/gi)].map(([, name = '']) => name)
  for (const name of new Set(named))
    copyFileSync(path.join(images, name), path.join(publicFolder, name))
}

/** A style sheet that loads from another host would tell that host who reads about depression. */
function refuseForeignAddresses(css: string): void {
  const foreign = css.match(/(url\(\s*["']?(https?:)?\/\/|@import)[^;)]*/i)
  if (foreign) throw new Error(`The style sheet loads something from elsewhere: ${foreign[0]}`)
}

/** One small module for all pages; each island attaches only to the markup it knows. */
async function buildIslands(): Promise<string> {
  const islands = globSync('src/{ui,features/*}/islands/*.ts', { cwd: root })
    .filter((file) => !file.endsWith('.test.ts'))
    .sort()
  const entry = 'virtual:islands'
  await build({
    root,
    configFile: false,
    logLevel: 'warn',
    publicDir: false,
    plugins: [
      {
        name: 'islands',
        resolveId: (id) => (id === entry ? id : null),
        load: (id) => (id === entry ? islands.map((file) => `import '/${file}'`).join('\n') : null),
      },
    ],
    build: {
      outDir: publicFolder,
      emptyOutDir: false,
      modulePreload: false,
      rolldownOptions: {
        input: { islands: entry },
        output: { entryFileNames: '[name].[hash].js', chunkFileNames: 'part.[hash].js' },
      },
    },
  })
  const name = readdirSync(publicFolder).find((file) => /^islands\..+\.js$/.test(file))
  if (!name) throw new Error('The islands were built, but no islands.<hash>.js was written')
  return name
}

/** Its address says for which pages it may speak, so it has a fixed name at the root. */
async function buildServiceWorker(): Promise<void> {
  await build({
    root,
    configFile: false,
    logLevel: 'warn',
    publicDir: false,
    build: {
      outDir: publicFolder,
      emptyOutDir: false,
      modulePreload: false,
      rolldownOptions: {
        input: path.join(root, 'src/ui/service-worker/service-worker.ts'),
        output: { entryFileNames: 'service-worker.js', format: 'iife' },
      },
    },
  })
}

function compressAll(): void {
  for (const name of readdirSync(publicFolder)) {
    const file = path.join(publicFolder, name)
    const plain = readFileSync(file)
    const size = { [constants.BROTLI_PARAM_SIZE_HINT]: plain.length }
    writeFileSync(`${file}.br`, brotliCompressSync(plain, { params: size }))
    writeFileSync(`${file}.gz`, gzipSync(plain, { level: 9 }))
  }
}
