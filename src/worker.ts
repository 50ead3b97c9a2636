import { deliverMail } from '#features/notices/index.ts'
import { remindDue } from '#features/reminders/index.ts'
import { resumeEndedPauses } from '#features/treatment/index.ts'
import { sealAudit } from '#platform/audit-seal.ts'
import { errorFields } from '#platform/log.ts'
import { asSystem, type Runtime } from '#platform/runtime.ts'
import type { ServiceEntry } from '#platform/services.ts'
import type { Config } from './config.ts'
import { sendAuditHead } from './send-audit-head.ts'

export interface Worker {
  stop(): Promise<void>
}

/**
 * What runs beside the web server: mail on its way out, the end of pauses, reminders, and the
 * sealing of the audit, whose
 * head leaves the machine each day.
 */
export async function startWorker(runtime: Runtime, config: Config): Promise<Worker> {
  await runtime.jobs?.work({
    'mail.send': (payload) => deliverMail(runtime, config, payload),
  })
  const loops = [
    every(1000, () => forEachService(runtime, 'seal', (entry) => sealAudit(runtime, entry))),
    every(600_000, () =>
      forEachService(runtime, 'audit-head', (entry) => sendAuditHead(runtime, entry, config)),
    ),
    every(20_000, async () => {
      // Pauses first: what is due from then on is reminded of in the same round.
      await forEachService(runtime, 'resume', (entry) =>
        asSystem(runtime, entry, resumeEndedPauses),
      )
      await forEachService(runtime, 'remind', (entry) => asSystem(runtime, entry, remindDue))
    }),
  ]
  return {
    stop: async () => {
      await Promise.all(loops.map((loop) => loop.stop()))
    },
  }
}

/** Repeats work with a pause between, never two at once. */
export function every(milliseconds: number, work: () => Promise<void>): Worker {
  let isStopped = false
  let wake = () => {}
  const done = (async () => {
    while (!isStopped) {
      await work()
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, milliseconds)
        wake = () => {
          clearTimeout(timer)
          resolve()
        }
      })
    }
  })()
  return {
    stop: async () => {
      isStopped = true
      wake()
      await done
    },
  }
}

/** One service's trouble is logged and does not keep the others waiting. */
export async function forEachService(
  runtime: Runtime,
  step: string,
  work: (entry: ServiceEntry) => Promise<unknown>,
): Promise<void> {
  let entries: ServiceEntry[] = []
  try {
    entries = await runtime.services.all()
  } catch (error) {
    runtime.log.warn('services could not be read', { step, ...errorFields(error) })
  }
  for (const entry of entries) {
    try {
      await work(entry)
    } catch (error) {
      runtime.log.error('background work failed', {
        step,
        serviceId: entry.service.id,
        ...errorFields(error),
      })
    }
  }
}
