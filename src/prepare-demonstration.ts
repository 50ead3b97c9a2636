import { visitsOf } from '#features/demonstration/index.ts'
import { seedDemonstration } from '#features/example-people/index.ts'
import { asSystem, type Runtime } from '#platform/runtime.ts'
import { ConfigurationFault } from './config.ts'

/**
 * Fills an empty installation with the demonstration; refuses beside a service with real people.
 */
export async function prepareDemonstration(runtime: Runtime): Promise<void> {
  const entries = await runtime.services.all()
  const broken = await runtime.services.broken()
  if (broken.length > 0 || entries.some(({ service }) => !service.isDemonstration)) {
    throw new ConfigurationFault([
      'DEMONSTRATION: this database holds a real service. Set DEMONSTRATION=off, or use ' +
        'another DATA_DIR or DATABASE_URL.',
    ])
  }
  if (entries.length > 0) return
  const started = performance.now()
  const seeded = await seedDemonstration(runtime)
  runtime.log.info('the demonstration service is ready', {
    count: seeded.people,
    milliseconds: Math.round(performance.now() - started),
  })
}

/** "Priya Nair: Therapist with people at every stage", for each whom a visitor can be. */
export async function whomToBe(runtime: Runtime): Promise<string[]> {
  const [entry] = await runtime.services.all()
  const visits = entry ? await asSystem(runtime, entry, visitsOf) : []
  return visits.map(
    ({ name, is, line }) => `${name}${is === 'patient' ? ', patient' : ''}: ${line}`,
  )
}
