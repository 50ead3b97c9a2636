import type { AssetManifest } from '#platform/http/assets.ts'

let manifest: AssetManifest = { css: 'handrail.css', js: 'islands.js' }

/** The names of the built files, told once at start. */
export function setBuiltAssets(built: AssetManifest): void {
  manifest = built
}

export function builtAssets(): AssetManifest {
  return manifest
}
