import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'

const types: Record<string, string> = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
  '.txt': 'text/plain; charset=utf-8',
}

const forGood = 'public, max-age=31536000, immutable'

interface Asset {
  type: string
  plain: Buffer
  encoded: ReadonlyMap<string, Buffer>
}

export interface AssetManifest {
  css: string
  js: string
}

/** The built style sheet and islands: named by their content, so a browser keeps them for good. */
export class Assets {
  private constructor(
    readonly manifest: AssetManifest,
    private readonly files: ReadonlyMap<string, Asset>,
  ) {}

  static load(folder: string): Assets {
    const manifestFile = path.join(folder, 'manifest.json')
    if (!existsSync(manifestFile))
      throw new Error('The style sheet is not built yet: run "npm run build".')
    const manifest: AssetManifest = JSON.parse(readFileSync(manifestFile, 'utf8'))
    const files = new Map<string, Asset>()
    for (const name of readdirSync(folder)) {
      const type = types[path.extname(name)]
      if (!type) continue
      files.set(name, {
        type,
        plain: readFileSync(path.join(folder, name)),
        encoded: encodings(folder, name),
      })
    }
    return new Assets(manifest, files)
  }

  /** No files: pages name them, and tests of pages do not load them. */
  static forTests(): Assets {
    return new Assets({ css: 'handrail.css', js: 'islands.js' }, new Map())
  }

  respond(name: string, request: Request): Response {
    const asset = this.files.get(name)
    if (!asset) return new Response('Not found', { status: 404 })
    const accepted = request.headers.get('accept-encoding') ?? ''
    const encoding = ['br', 'gzip'].find(
      (name) => accepted.includes(name) && asset.encoded.has(name),
    )
    const body = (encoding && asset.encoded.get(encoding)) || asset.plain
    return new Response(new Uint8Array(body), {
      headers: {
        'content-type': asset.type,
        'cache-control': name === 'service-worker.js' ? 'no-cache' : forGood,
        vary: 'accept-encoding',
        ...(encoding ? { 'content-encoding': encoding } : {}),
      },
    })
  }
}

function encodings(folder: string, name: string): Map<string, Buffer> {
  const found = new Map<string, Buffer>()
  for (const [encoding, ending] of [
    ['br', '.br'],
    ['gzip', '.gz'],
  ] as const) {
    const file = path.join(folder, name + ending)
    if (existsSync(file)) found.set(encoding, readFileSync(file))
  }
  return found
}
