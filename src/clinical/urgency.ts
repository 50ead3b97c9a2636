/**
 * Words that order the work. There is no low, medium or high risk here and there must never be one:
 * services are asked to stop using such labels (Staying safe from suicide, NHS England 2025).
 * `high_answer` states the answer given, not a risk.
 */
export type UrgencyWord =
  | 'high_answer'
  | 'new'
  | 'raised'
  | 'unchanged'
  | 'lower'
  | 'unchanged_with_reviewed_plan'

/** One safety item of a questionnaire, now and in the form before. */
export interface SafetyAnswer {
  readonly current: number
  /** Null when the item was never answered before. */
  readonly previous: number | null
  /** A safety plan is on file and a clinician has reviewed it. */
  readonly hasReviewedPlan: boolean
  /** From this answer on a person looks (PHQ-9 item 9: 1). */
  readonly raisesFrom: number
  /** From this answer on it is a high answer (PHQ-9 item 9: 2). */
  readonly highFrom: number
}

/** Most urgent first. */
const order: readonly UrgencyWord[] = [
  'high_answer',
  'new',
  'raised',
  'unchanged',
  'lower',
  'unchanged_with_reviewed_plan',
]

/**
 * Gives the words that are true of a positive safety answer, the most urgent first, and none below
 * its threshold; `unchanged_with_reviewed_plan` is given only for the same answer as before, not
 * high, with a reviewed plan on file (safety protocol, section 6, step 2; the words new, raised and
 * high answer are a design default, since about half of patients answer item 9 above 0 at the
 * start).
 */
export function answerUrgency(answer: SafetyAnswer): UrgencyWord[] {
  const { current, raisesFrom, highFrom } = answer
  if (current < raisesFrom) return []
  const course = courseWord(answer)
  if (current < highFrom) return [course]
  // A high answer is never softened by a plan on file.
  return ['high_answer', course === 'unchanged_with_reviewed_plan' ? 'unchanged' : course]
}

/**
 * Ranks words for ordering, 0 the most urgent; no words at all (a help button, a therapist's worry)
 * also rank 0, because what nobody has graded is never put last.
 */
export function urgencyRank(words: readonly UrgencyWord[]): number {
  const ranks = words.map((word) => order.indexOf(word)).filter((rank) => rank >= 0)
  return ranks.length === 0 ? 0 : Math.min(...ranks)
}

function courseWord({ current, previous, raisesFrom, hasReviewedPlan }: SafetyAnswer): UrgencyWord {
  if (previous === null || previous < raisesFrom) return 'new'
  if (current > previous) return 'raised'
  if (current < previous) return 'lower'
  return hasReviewedPlan ? 'unchanged_with_reviewed_plan' : 'unchanged'
}
