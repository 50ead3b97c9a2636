import type { ModuleState } from '#clinical/release.ts'
import type { PersonRecord } from './record.ts'

/** "module 4, When things get in the way"; an optional one by its title alone. */
export function nameOfModule(
  record: Pick<PersonRecord, 'modules' | 'programme'>,
  moduleId: string,
): string {
  const title = record.programme.modules.get(moduleId)?.title ?? moduleId
  const place = record.modules.track.indexOf(moduleId)
  return place < 0 ? `“${title}”` : `module ${place + 1}, “${title}”`
}

export const stateWords: Record<ModuleState, string> = {
  locked: 'not open',
  available: 'open, not begun',
  in_progress: 'being worked on',
  submitted: 'finished',
  reviewed: 'finished and reviewed',
  offered: 'offered, no answer yet',
  held: 'held',
  skipped: 'skipped',
  declined: 'declined for now',
}
