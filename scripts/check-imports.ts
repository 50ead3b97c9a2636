import { forbiddenImports } from './import-rules.ts'
import { readSources } from './source-files.ts'
import { forbiddenWrites } from './write-rules.ts'

const sources = readSources()
const faults = [...forbiddenImports(sources), ...forbiddenWrites(sources)]
for (const fault of faults) console.error(fault)
process.exitCode = faults.length === 0 ? 0 : 1
