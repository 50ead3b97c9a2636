import { readFileSync } from 'node:fs'
import { forbiddenImports } from './import-rules.ts'
import { readSources } from './source-files.ts'
import { forbiddenWrites } from './write-rules.ts'

const sources = readSources()
const { dependencies } = JSON.parse(readFileSync('package.json', 'utf8'))
const installed = new Set(Object.keys(dependencies))
const faults = [...forbiddenImports(sources, installed), ...forbiddenWrites(sources)]
for (const fault of faults) console.error(fault)
process.exitCode = faults.length === 0 ? 0 : 1
