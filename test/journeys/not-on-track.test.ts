import { afterAll, beforeAll, beforeEach, describe, it, onTestFailed } from 'vitest'
import {
  givenSomebodyWhoseScoresHaveNotMoved,
  type NotOnTrack,
  thenNobodyIsAskedToLookAgain,
  thenTheirOwnGraphSaysItKindly,
  thenTheTherapistReadsIt,
  thenTheTherapistSeesWhy,
  whenBetterWeeksFollow,
  whenTheirFormsShowAHardWeek,
  whenTheSupervisorDecides,
  whenTheTherapistDecides,
  whenTheTherapistReviewsWithoutDeciding,
} from './steps/not-on-track.ts'

describe('somebody who is not on track', () => {
  let cast: NotOnTrack
  let isBroken = false

  beforeAll(async () => {
    cast = await givenSomebodyWhoseScoresHaveNotMoved()
  })
  afterAll(() => cast?.journey.end())
  // Each step begins where the one before it ended: after a fault there is nothing to go on from.
  beforeEach(({ skip }) => {
    if (isBroken) skip()
    onTestFailed(() => {
      isBroken = true
    })
  })

  it('answers the forms after a hard week', () => whenTheirFormsShowAHardWeek(cast))
  it('sees a graph that neither alarms nor judges', () => thenTheirOwnGraphSaysItKindly(cast))
  it('is shown to the therapist with the reason', () => thenTheTherapistSeesWhy(cast))
  it('is not reviewed without a decision', () => whenTheTherapistReviewsWithoutDeciding(cast))
  it('is reviewed with one', () => whenTheTherapistDecides(cast))
  it('is talked about in supervision, and more is decided', () => whenTheSupervisorDecides(cast))
  it('has it beside their scores, where the therapist reads it', () =>
    thenTheTherapistReadsIt(cast))
  it('has better weeks', () => whenBetterWeeksFollow(cast))
  it('is no longer asked about', () => thenNobodyIsAskedToLookAgain(cast))
})
