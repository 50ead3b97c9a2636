import { afterAll, beforeAll, beforeEach, describe, it, onTestFailed } from 'vitest'
import { type Cast, givenAServiceWithItsStaff } from './steps/cast.ts'
import {
  thenTheBlueprintCanBePrinted,
  thenTheFollowUpIsDone,
  thenThePatientKeepsWhatIsTheirs,
  thenThePatientReadsTheReply,
  whenTheTherapistAnswersTheFollowUp,
  whenTheTherapistEndsTreatment,
} from './steps/ending.ts'
import {
  whenTheAdministratorAddsAPerson,
  whenTheAdministratorPlansAndInvites,
  whenTheFirstCallIsBookedAndHeld,
  whenThePersonOpensTheInvitation,
  whenThePersonReadsAndConsents,
  whenTheTherapistRecordsTheAssessment,
  whenTheTherapistStartsTreatment,
} from './steps/getting-started.ts'
import { whenThePatientDoesTheWeeklyForms } from './steps/measures.ts'
import { whenThePatientWorksThrough } from './steps/reading.ts'
import { thenThePatientReadsTheReview, whenTheTherapistWritesTheReview } from './steps/review.ts'
import {
  thenNothingIsOpenAndTheNoteStays,
  thenTheDutyListAndTheSupervisorHaveItToo,
  thenTheTherapistSeesTheAlertFirst,
  thenWordsOfHelpStandThereAtOnce,
  whenThePatientAnswersPhq9WithItem9,
  whenThePatientCarriesOnWithTheForms,
  whenTheTherapistDecidesAndCloses,
  whenTheTherapistReadsTheItemAndRings,
} from './steps/safety.ts'
import {
  thenTheQueueSaysHowLongItHasBeenQuiet,
  thenTheReviewIsStillOwed,
  whenThePatientAcceptsTheOfferedModule,
  whenTheTherapistRingsAndNobodyAnswers,
  whenTheTherapistWritesAFewLines,
} from './steps/stalled.ts'
import { whenAWeekPasses } from './steps/weeks.ts'

describe('a whole course of treatment', () => {
  let cast: Cast
  let isBroken = false

  beforeAll(async () => {
    cast = await givenAServiceWithItsStaff()
  })
  afterAll(() => cast?.journey.end())
  // Each step begins where the one before it ended: after a fault there is nothing to go on from.
  beforeEach(({ skip }) => {
    if (isBroken) skip()
    onTestFailed(() => {
      isBroken = true
    })
  })

  it('begins with a referral that the administrator adds', () =>
    whenTheAdministratorAddsAPerson(cast))
  it('is offered after an assessment', () => whenTheTherapistRecordsTheAssessment(cast))
  it('has a plan and an invitation', () => whenTheAdministratorPlansAndInvites(cast))
  it('is entered by the link in a neutral mail', () => whenThePersonOpensTheInvitation(cast))
  it('is consented to', () => whenThePersonReadsAndConsents(cast))
  it('has a first call, booked and held', () => whenTheFirstCallIsBookedAndHeld(cast))
  it('starts', () => whenTheTherapistStartsTreatment(cast))

  it('has a first week, whose question is answered', () =>
    whenAWeekPasses(cast, {
      worksAt: '2026-11-08T19:00:00Z',
      reviewedAt: '2026-11-10T10:00:00Z',
      module: {
        moduleId: 'dep.m1',
        words: 'I stopped going to the choir',
        usefulness: 7,
        tell: 'Do I have to do the diary every day?',
      },
      scores: { phq9: 2, gad7: 1 },
      review: { body: 'No, four moments on four days is plenty. What did you notice?' },
    }))

  it('has a second week', () =>
    whenAWeekPasses(cast, {
      worksAt: '2026-11-15T19:00:00Z',
      reviewedAt: '2026-11-17T10:00:00Z',
      module: {
        moduleId: 'dep.m2',
        words: 'After lunch I lie down and the day is gone',
        usefulness: 6,
        tell: '',
      },
      scores: { phq9: 2, gad7: 1 },
      review: { body: 'You wrote about the hours after lunch. What was one that went otherwise?' },
    }))

  it('meets an answer to item 9 in the third with help at once', async () => {
    await cast.journey.timeIs('2026-11-22T19:00:00Z')
    await whenThePatientWorksThrough(cast.patient, {
      moduleId: 'dep.m3',
      words: 'Walk to the bakery before nine',
      usefulness: 4,
      tell: 'I could not do much of it',
    })
    await whenThePatientAnswersPhq9WithItem9(cast)
    await thenWordsOfHelpStandThereAtOnce(cast)
    await whenThePatientCarriesOnWithTheForms(cast)
  })

  it('puts it before everything else, and closes it only with a note', async () => {
    await cast.journey.timeIs('2026-11-22T19:20:00Z')
    await thenTheTherapistSeesTheAlertFirst(cast)
    await thenTheDutyListAndTheSupervisorHaveItToo(cast)
    await whenTheTherapistReadsTheItemAndRings(cast)
    await whenTheTherapistDecidesAndCloses(cast)
    await thenNothingIsOpenAndTheNoteStays(cast)
  })

  it('goes on with the third review', async () => {
    await cast.journey.timeIs('2026-11-24T10:00:00Z')
    const body = 'Thank you for telling me on Sunday. The walk counts, also when it is short.'
    await whenTheTherapistWritesTheReview(cast, { body })
    await thenThePatientReadsTheReview(cast, body)
  })

  it('notices a quiet fortnight', async () => {
    await cast.journey.timeIs('2026-12-08T18:00:00Z')
    await thenTheQueueSaysHowLongItHasBeenQuiet(cast)
    await whenTheTherapistRingsAndNobodyAnswers(cast)
    await whenTheTherapistWritesAFewLines(cast, 'No need to catch up. Two minutes is a beginning.')
    await thenTheReviewIsStillOwed(cast)
  })

  it('is taken up again, and an optional module is offered', () =>
    whenAWeekPasses(cast, {
      worksAt: '2026-12-09T20:00:00Z',
      reviewedAt: '2026-12-10T10:00:00Z',
      module: {
        moduleId: 'dep.m4',
        words: 'If it rains then I ring Chidi',
        usefulness: 8,
        tell: 'I had no words for a while. The nights are bad',
      },
      scores: { phq9: 2, gad7: 1 },
      review: {
        body: 'Good to have you back. There is a part about sleep that may fit your nights.',
        offers: { module: /Sleep and low mood/, why: 'You wrote that the nights are bad' },
      },
    }))

  it('takes in the optional module', async () => {
    await cast.journey.timeIs('2026-12-12T09:00:00Z')
    await whenThePatientAcceptsTheOfferedModule(cast)
    await whenThePatientWorksThrough(cast.patient, {
      moduleId: 'dep.o1',
      words: 'Up at seven, also on Sunday',
      usefulness: 9,
      tell: '',
    })
  })

  it('has a fifth module', () =>
    whenAWeekPasses(cast, {
      worksAt: '2026-12-13T19:00:00Z',
      reviewedAt: '2026-12-15T10:00:00Z',
      module: {
        moduleId: 'dep.m5',
        words: 'They only ask me out of pity',
        usefulness: 7,
        tell: '',
      },
      scores: { phq9: 1, gad7: 1 },
      review: { body: 'You caught it in the middle of the party. How did you do that?' },
    }))

  it('has a sixth', () =>
    whenAWeekPasses(cast, {
      worksAt: '2026-12-20T19:00:00Z',
      reviewedAt: '2026-12-22T10:00:00Z',
      module: {
        moduleId: 'dep.m6',
        words: 'She asked me twice, and meant it',
        usefulness: 8,
        tell: '',
      },
      scores: { phq9: 1, gad7: 0 },
      review: { body: 'That was a real experiment. What would you try next?' },
    }))

  it('has a seventh', () =>
    whenAWeekPasses(cast, {
      worksAt: '2026-12-27T19:00:00Z',
      reviewedAt: '2026-12-29T10:00:00Z',
      module: {
        moduleId: 'dep.m7',
        words: 'Round and round about the shop',
        usefulness: 7,
        tell: '',
      },
      scores: { phq9: 1, gad7: 0 },
      review: { body: 'One module is left: it is about what you keep.' },
    }))

  it('has an eighth, with a blueprint that can be printed', async () => {
    const words = 'Curtains open by nine, then the choir on Thursdays'
    await cast.journey.timeIs('2027-01-03T19:00:00Z')
    await whenThePatientWorksThrough(cast.patient, {
      moduleId: 'dep.m8',
      words,
      usefulness: 9,
      tell: '',
    })
    await whenThePatientDoesTheWeeklyForms(cast.patient, { phq9: 0, gad7: 0 })
    await thenTheBlueprintCanBePrinted(cast, words)
  })

  it('ends with a coded reason', async () => {
    await cast.journey.timeIs('2027-01-05T10:00:00Z')
    await whenTheTherapistEndsTreatment(cast, {
      reason: 'completed',
      note: 'Agreed on the phone; knows how to come back',
    })
    await thenThePatientKeepsWhatIsTheirs(cast)
  })

  it('opens a follow-up four weeks later by itself', async () => {
    await cast.journey.timeIs('2027-02-03T18:00:00Z')
    await cast.patient.visit('/programme')
    await cast.patient.sees('Four weeks on')
    await whenThePatientWorksThrough(cast.patient, {
      moduleId: 'dep.f1',
      words: 'Still singing',
      usefulness: 8,
      tell: '',
    })
    await thenTheFollowUpIsDone(cast)
  })

  it('has the short reply that the follow-up promised', async () => {
    await cast.journey.timeIs('2027-02-04T10:00:00Z')
    const body = 'Still singing, on a Thursday in February. That line of the plan holds.'
    await whenTheTherapistAnswersTheFollowUp(cast, body)
    await thenThePatientReadsTheReply(cast, body)
  })
})
