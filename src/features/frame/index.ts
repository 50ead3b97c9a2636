export { setBuiltAssets } from './built-assets.ts'
export { type Page, serviceName, showPage } from './show-page.tsx'
export { refusalPage } from './refusal-page.tsx'
