import { oversized } from './size-rules.ts'
import { readSources } from './source-files.ts'

const faults = oversized(readSources())
for (const fault of faults) console.error(fault)
process.exitCode = faults.length === 0 ? 0 : 1
