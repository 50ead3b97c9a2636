import { globSync, readFileSync } from 'node:fs'
import { defineConfig } from 'vitest/config'

const journeys = 'test/journeys/**/*.test.{ts,tsx}'
const others = globSync('{src,cli,scripts,test}/**/*.test.{ts,tsx}').filter(
  (file) => !file.startsWith('test/journeys/'),
)

// A test that borrows from test/support needs a database; all others must run without one, so that
// the rules can be tried in a second. Read from the imports: a file name could not be held to it.
const withDatabase = others.filter((file) => readFileSync(file, 'utf8').includes("'#test/support/"))

export default defineConfig({
  test: {
    passWithNoTests: true,
    projects: [
      {
        test: {
          name: 'unit',
          // A busy machine is slow, not wrong: speed is the benchmark's to judge.
          testTimeout: 30_000,
          isolate: false,
          include: others.filter((file) => !withDatabase.includes(file)),
        },
      },
      {
        test: {
          name: 'database',
          testTimeout: 30_000,
          include: withDatabase,
          globalSetup: ['test/support/database-server.ts'],
          hookTimeout: 30_000,
          // Each file has a service and an app of its own. To read the whole program anew for each took
          // longer than its tests.
          isolate: false,
        },
      },
      {
        test: {
          name: 'journeys',
          include: [journeys],
          globalSetup: ['test/support/built.ts', 'test/support/database-server.ts'],
          // One browser at a time: two would fill both cores, and wait for each other.
          fileParallelism: false,
          // As above: to read the whole program anew took each journey as long as a short one lasts.
          isolate: false,
          testTimeout: 180_000,
          hookTimeout: 180_000,
        },
      },
    ],
  },
})
