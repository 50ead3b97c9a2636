import type { Cast } from './cast.ts'
import { whenThePatientDoesTheWeeklyForms } from './measures.ts'
import { type ModuleWork, whenThePatientWorksThrough } from './reading.ts'
import {
  thenThePatientReadsTheReview,
  type WrittenReview,
  whenTheTherapistWritesTheReview,
} from './review.ts'

export interface Week {
  /** When the person sits down, and when the therapist does. */
  readonly worksAt: string
  readonly reviewedAt: string
  readonly module: ModuleWork
  readonly scores: { readonly phq9: number; readonly gad7: number }
  readonly review: WrittenReview
}

/**
 * One turn of the weekly cycle: a module and the forms, then a written review that opens the
 * next.
 */
export async function whenAWeekPasses(cast: Cast, week: Week): Promise<void> {
  const { journey, patient } = cast
  await journey.timeIs(week.worksAt)
  await patient.visit('/')
  await whenThePatientWorksThrough(patient, week.module)
  await whenThePatientDoesTheWeeklyForms(patient, week.scores)
  await journey.timeIs(week.reviewedAt)
  await whenTheTherapistWritesTheReview(cast, week.review)
  await thenThePatientReadsTheReview(cast, week.review.body)
}
