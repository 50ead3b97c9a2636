import type { Life } from './life.ts'

/**
 * Who opened the record, as its person may see: whoever wrote or rang had read it, and a supervisor
 * looks in now and then.
 */
export function addReaders(life: Life, reviewedAt: readonly number[]): void {
  const { person, timeline, ids, random } = life
  const read = (role: string, actorId: string, at: number) => {
    if (timeline.isPast(at)) addLook(life, { role, actorId, at })
  }
  for (const at of reviewedAt) {
    const before = at - random.whole(8, 20) * 60_000
    read('therapist', ids.therapist, timeline.isAtWork(before) ? before : at)
  }
  for (const call of person.calls)
    read('therapist', ids.therapist, timeline.onAWorkingDay(timeline.at(call, -10)))
  if (person.safety.length > 0 || random.chance(0.35)) {
    const week = random.whole(1, Math.max(1, person.week))
    read('supervisor', ids.supervisor, timeline.at({ week, day: 0, at: '13:10' }))
  }
  for (const item of person.safety.filter(({ state }) => state === 'closed')) {
    read('duty_clinician', ids.duty, timeline.minutesOfWorkAfter(timeline.at(item), 25))
  }
}

export function addLook(life: Life, look: { role: string; actorId: string; at: number }): void {
  life.rows.add('audit_event', {
    at: new Date(look.at),
    actor_id: look.actorId,
    actor_role: look.role,
    action: 'record.viewed',
    subject_id: life.ids.course,
    patient_id: life.ids.patient,
  })
}
