import { type Journey, type Seat, startJourney } from '#test/support/journey.ts'
import {
  aCourse,
  aMemberOfStaff,
  aPatient,
  aSupervisorOf,
  type Person,
} from '#test/support/people.ts'

/** Everybody of one whole course, each at a browser of their own. */
export interface Cast {
  readonly journey: Journey
  readonly administrator: Seat
  readonly therapist: Seat
  readonly supervisor: Seat
  readonly duty: Seat
  /** A stranger until the invitation is opened. */
  readonly patient: Seat
  readonly therapistPerson: Person
  patientId: string
  courseId: string
}

/** A service with an administrator, a therapist with a supervisor, and a duty clinician. */
export async function givenAServiceWithItsStaff(): Promise<Cast> {
  const journey = await startJourney()
  const { test, serviceId } = journey
  const administrator = await aMemberOfStaff(test, serviceId, ['administrator'], 'Ada Quist')
  const therapist = await aMemberOfStaff(test, serviceId, ['therapist'], 'Priya Nair')
  const supervisor = await aSupervisorOf(test, therapist)
  // Somebody else whose review is late by week 3: an alert must come before her.
  const neighbour = await aPatient(test, serviceId, { given: 'Harriet', family: 'Lowe' })
  await aCourse(test, neighbour, therapist, { week: 4 })
  const duty = await aMemberOfStaff(test, serviceId, ['duty_clinician'], 'Joan Okafor')
  return {
    journey,
    administrator: await journey.seat(administrator),
    therapist: await journey.seat(therapist),
    supervisor: await journey.seat(supervisor),
    duty: await journey.seat(duty),
    patient: await journey.seat(null),
    therapistPerson: therapist,
    patientId: '',
    courseId: '',
  }
}
