import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFailed } from 'vitest'
import { whenTheTherapistEndsTreatment } from './steps/ending.ts'
import {
  answered,
  thenItWaitsForAnotherDay,
  thenTheirGraphHasItsLine,
  thenThePersonSeesTheirOwnGraph,
  thenThePersonsFormsAskForBoth,
  thenThePersonsFormsSayWhatIsMissing,
  thenTheTherapistSeesTheScores,
  whenThePersonAnswers,
  whenTheTherapistRecordsSocialAnxiety,
  whenTreatmentStarts,
} from './steps/own-measure.ts'
import {
  thenFhirScoresAsWeDo,
  thenNothingOfItIsAskedAnyMore,
  thenOldAnswersKeepTheirWords,
  thenTheFileAndTheCommandAgree,
  thenTheOutcomesCountThem,
  whenASupervisorVerifiesItsNumbers,
  withGad7,
  withSpin,
} from './steps/own-outcome.ts'
import {
  givenAServiceWithoutAnyWordingOfItsOwn,
  type OwnWording,
  thenItIsRefusedAndNothingIsLost,
  thenTheLibrarySaysWhatCannotBeAsked,
  thenTheLibraryShowsThemUsable,
  thenTheProgrammeSaysSo,
  whenTheAdministratorBringsAFaultyFile,
  whenTheAdministratorImportsBoth,
  whenTheAdministratorWithdrawsBoth,
} from './steps/own-wording.ts'
import { whenTheTherapistWritesTheReview } from './steps/review.ts'

describe('somebody with social anxiety, asked in the service’s own wording', () => {
  let cast: OwnWording
  let isBroken = false

  beforeAll(async () => {
    cast = await givenAServiceWithoutAnyWordingOfItsOwn()
  })
  afterAll(() => cast?.journey.end())
  // Each step begins where the one before it ended: after a fault there is nothing to go on from.
  beforeEach(({ skip }) => {
    if (isBroken) skip()
    onTestFailed(() => {
      isBroken = true
    })
  })

  it('has their own problem on record, whatever is offered', () =>
    whenTheTherapistRecordsSocialAnxiety(cast))

  it('cannot be asked its measure yet, and every place says why and what is asked instead', async () => {
    await whenTreatmentStarts(cast)
    await thenTheLibrarySaysWhatCannotBeAsked(cast)
    await thenTheProgrammeSaysSo(cast)
    await thenThePersonsFormsSayWhatIsMissing(cast)
  })

  it('is not asked in words that do not fit', async () => {
    await whenTheAdministratorBringsAFaultyFile(cast)
    await thenItIsRefusedAndNothingIsLost(cast)
  })

  it('can be asked once the wording is imported', async () => {
    await whenTheAdministratorImportsBoth(cast)
    await thenTheLibraryShowsThemUsable(cast)
  })

  it('is asked at the start, no more on one day than a day can hold', async () => {
    await thenThePersonsFormsAskForBoth(cast)
    await cast.journey.timeIs('2026-11-02T19:00:00Z')
    await thenItWaitsForAnotherDay(cast, 'SPIN')
    expect(await whenThePersonAnswers(cast, answered.start)).toEqual(['PHQ-9', 'GAD-7', 'WSAS'])
    await cast.journey.timeIs('2026-11-03T19:00:00Z')
    expect(await whenThePersonAnswers(cast, answered.start)).toEqual(['SPIN'])
  })

  it('answers every week from then on', async () => {
    await cast.journey.timeIs('2026-11-08T19:00:00Z')
    const weekly = await whenThePersonAnswers(cast, answered.second)
    expect(weekly.slice(0, 3)).toEqual(['PHQ-9', 'GAD-7', 'WSAS'])
    await cast.journey.timeIs('2026-11-09T19:00:00Z')
    expect(await whenThePersonAnswers(cast, answered.second)).toContain('SPIN')
    await cast.journey.timeIs('2026-11-10T10:00:00Z')
    const body = 'You went to the shop at its busiest. What did you expect, and what came?'
    await whenTheTherapistWritesTheReview(cast, { body })
    await cast.journey.timeIs('2026-11-15T19:00:00Z')
    await whenThePersonAnswers(cast, answered.third)
    await cast.journey.timeIs('2026-11-16T19:00:00Z')
    expect(await whenThePersonAnswers(cast, answered.third)).toContain('SPIN')
  })

  it('is scored and drawn for the therapist, who sees what nobody has verified', async () => {
    await cast.journey.timeIs('2026-11-17T10:00:00Z')
    await thenTheTherapistSeesTheScores(cast)
    const body = 'Two busy shops in one week. Which part of it would you keep?'
    await whenTheTherapistWritesTheReview(cast, { body })
  })

  it('sees their own graph', () => thenThePersonSeesTheirOwnGraph(cast))

  it('ends treatment', async () => {
    await cast.journey.timeIs('2026-11-17T12:00:00Z')
    await whenTheTherapistEndsTreatment(cast, {
      reason: 'completed',
      note: 'She moves away on Friday; agreed on the phone, without a blueprint',
      isSomethingMissing: true,
    })
  })

  it('is counted with GAD-7 while nobody has verified the thresholds of SPIN', async () => {
    await cast.journey.timeIs('2026-11-20T09:00:00Z')
    await thenTheOutcomesCountThem(cast, withGad7)
    await thenTheFileAndTheCommandAgree(cast, withGad7)
  })

  it('is counted with SPIN once a named clinician has verified them', async () => {
    await whenASupervisorVerifiesItsNumbers(cast)
    await thenTheirGraphHasItsLine(cast)
    await thenTheOutcomesCountThem(cast, withSpin)
    await thenTheFileAndTheCommandAgree(cast, withSpin)
  })

  it('has the same totals in another system', () => thenFhirScoresAsWeDo(cast))

  it('is not asked any more when the licence has ended, and keeps what was said', async () => {
    await cast.journey.timeIs('2026-12-18T09:00:00Z')
    await whenTheAdministratorWithdrawsBoth(cast)
    await thenNothingOfItIsAskedAnyMore(cast)
    await thenOldAnswersKeepTheirWords(cast)
    await thenTheOutcomesCountThem(cast, withSpin)
  })
})
