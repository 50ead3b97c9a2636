import { FormReader, type Reading } from '#features/form-fields/index.ts'
import type { Form } from '#platform/http/form.ts'
import type { ProblemChoice } from './problem-choices.ts'

/** A main problem that turned out in treatment, as a clinician records it. */
export interface NewProblem {
  readonly code: string
  readonly reasons: string
  readonly safetySummary: string
}

/** Another problem than the one on record, with what was heard that says so. */
export function readProblemChange(
  form: Form,
  problems: readonly ProblemChoice[],
  recorded: string | null,
): Reading<NewProblem> {
  const reader = new FormReader(form)
  const code = reader.choice(
    'new_problem',
    problems.map((problem) => problem.code),
    'Choose the problem',
  )
  if (code !== null && code === recorded) {
    reader.fail('new_problem', 'This problem is on record already')
  }
  const change = {
    reasons: reader.text('problem_reasons', { max: 10_000, needed: 'Say what you heard or saw' }),
    safetySummary: reader.text('problem_safety', {
      max: 10_000,
      needed: 'Say what you asked about safety, and what you heard',
    }),
  }
  if (reader.errors || code === null) return { ok: false, errors: reader.errors ?? {} }
  return { ok: true, value: { code, ...change } }
}
