import { fileURLToPath } from 'node:url'
import { checkContent } from '#content/check-content.ts'

// Checks the content folder, or the one named: npx tsx scripts/check-content.ts [folder]
const root = process.argv[2] ?? fileURLToPath(new URL('../content', import.meta.url))
const { faults, warnings, perModule } = await checkContent(root)

for (const fault of warnings) {
  console.log(`warning ${fault.file}:${fault.line} ${fault.field}: ${fault.sentence}`)
}
for (const fault of faults) {
  console.log(`${fault.file}:${fault.line} ${fault.field}: ${fault.sentence}`)
}
console.log(`\n${'module'.padEnd(10)}${'words'.padStart(7)}${'minutes'.padStart(9)}   grade`)
for (const { id, words, minutes, grade } of perModule) {
  const columns = [id.padEnd(10), String(words).padStart(7), String(minutes).padStart(9)]
  console.log(`${columns.join('')}${grade.toFixed(1).padStart(8)}`)
}
console.log(`\n${faults.length} faults, ${warnings.length} warnings`)
process.exitCode = faults.length > 0 ? 1 : 0
