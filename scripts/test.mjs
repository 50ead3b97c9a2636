import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { build, environment, install, node, root, say } from './prepare.mjs'

install()
build()
// The checks first: they say in seconds what the tests would say in minutes.
const check = runOnOurNode(['scripts/check.ts'])
const tests = runTests()
if (check !== 0) say('The checks found faults (above).')
process.stdout.write(`${tests.passed} passed, ${tests.failed} failed`)
process.stdout.write(tests.skipped > 0 ? `, ${tests.skipped} skipped\n` : '\n')
process.exit(check === 0 && tests.status === 0 && tests.passed > 0 && tests.failed === 0 ? 0 : 1)

function runTests() {
  const folder = mkdtempSync(path.join(tmpdir(), 'handrail-report-'))
  const report = path.join(folder, 'report.json')
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
  const chosen = process.argv.slice(2)
  const status = runOnOurNode(['node_modules/vitest/vitest.mjs', 'run', ...reporters, ...chosen])
  try {
    return { status, ...counts(JSON.parse(readFileSync(report, 'utf8'))) }
  } catch {
    // Vitest ended before it could report: nothing is known to have passed.
    return { status: status || 1, passed: 0, failed: 0, skipped: 0 }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function counts(report) {
  // A file that could not be loaded holds no tests, and must still count as a failure.
  const broken = report.testResults.filter(
    (file) => file.status === 'failed' && !file.assertionResults.some((t) => t.status === 'failed'),
  )
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + broken.length,
    skipped: report.numPendingTests + (report.numTodoTests ?? 0),
  }
}

function runOnOurNode(args) {
  const env = { ...environment(), NODE_ENV: 'test' }
  return spawnSync(node, args, { cwd: root, stdio: 'inherit', env }).status ?? 1
}
