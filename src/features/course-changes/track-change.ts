import type { Track } from '#content/types.ts'
import { nameOfModule, type PersonRecord } from '#features/person-record/index.ts'

/** What another track would change for this person. */
export interface TrackChange {
  readonly track: Track
  /** By name: no longer part of the way through; those opened already stay open. */
  readonly dropsOut: readonly string[]
  readonly joins: readonly string[]
  readonly staysOpen: readonly string[]
}

/** Every other track of the programme with what it would change; none where there is only one. */
export function trackChanges(
  record: Pick<PersonRecord, 'course' | 'modules' | 'programme'>,
): TrackChange[] {
  const { course, programme, modules } = record
  const named = (ids: readonly string[]) => ids.map((id) => nameOfModule(record, id))
  return [...programme.tracks.values()].flatMap((track) => {
    if (track.id === course.track) return []
    const leaving = modules.track.filter((id) => !track.modules.includes(id))
    return [
      {
        track,
        dropsOut: named(leaving),
        joins: named(track.modules.filter((id) => !modules.track.includes(id))),
        staysOpen: named(leaving.filter((id) => modules.states.get(id)?.isOpen)),
      },
    ]
  })
}
