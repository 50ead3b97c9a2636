import type { Programme } from '#content/types.ts'
import { decisions, isMadeFor, type ProblemChoice } from '#features/assessment/index.ts'
import {
  ChoiceField,
  DayField,
  dayBoxes,
  type FormState,
  TextAreaField,
  TickField,
} from '#features/form-fields/index.ts'
import { ProgrammeFacts, SignOffLine } from '#features/programmes/index.ts'
import { isGettingStarted } from '#features/referrals/index.ts'
import { SelectField } from '#ui/fields.tsx'
import { PostForm } from '#ui/post-form.tsx'
import { formatDay } from '#ui/time.tsx'
import { Facts, Folded, Section } from './person-sections.tsx'
import { type PersonView, stateOf } from './person-view.ts'
import { ProblemChange } from './problem-section.tsx'
import { decisionWords } from './start-words.ts'

/** What was decided and, for clinicians, why. An administrator learns only the decision. */
export function AssessmentSection({ view }: { view: PersonView }) {
  const { decision, may, person } = view
  return (
    <Section id="assessment" title="Assessment">
      {decision ? <Decision view={view} /> : <p>No decision is on record.</p>}
      {may.assess && isGettingStarted(person) && (
        <Folded
          view={view}
          part="assessment"
          label={decision ? 'Record a new decision' : 'Record the assessment'}
        >
          <AssessmentForm view={view} />
        </Folded>
      )}
      <ProblemChange view={view} />
    </Section>
  )
}

function Decision({ view }: { view: PersonView }) {
  const { decision, programmes } = view
  if (!decision) return null
  const programme = programmes.get(decision.programmeId ?? '')
  const { text } = decision
  return (
    <>
      <Facts
        facts={[
          [
            'Decision',
            `${decisionWords[decision.decision]}${programme ? `: ${programme.staffTitle}` : ''}`,
          ],
          ['Decided', `${formatDay(decision.decidedOn, 'date')}, by ${decision.byName}`],
          ...(text
            ? ([
                ['Problem', problemWords(view, text.problemDescriptor)],
                ['Reasons', text.reasons],
                ['Safety', text.safetySummary],
                ['Also talked about', text.alternativesDiscussed],
              ] as const)
            : []),
        ]}
      />
      {!text && <p className="hr-quiet">What was said is for the clinicians who treat.</p>}
    </>
  )
}

function problemWords(view: PersonView, code: string | null): string | null {
  if (code === null) return null
  const programme = view.programmes.get(view.decision?.programmeId ?? '')
  const words = view.problems.find((problem) => problem.code === code)?.label ?? code
  return programme && !isMadeFor(programme, code)
    ? `${words}. ${programme.title} is not made for it, and is offered all the same`
    : words
}

function AssessmentForm({ view }: { view: PersonView }) {
  const programmes = [...view.programmes.values()]
  const [only] = programmes.length === 1 ? programmes : []
  const state = stateOf(view, 'assessment', {
    typed: { programme_id: only?.id ?? '', ...dayBoxes('decided_on', view.today) },
    errors: {},
  })
  return (
    <PostForm action={`/intake/${view.person.id}/assessment`} sendKey={view.sendKey}>
      <ChoiceField
        state={state}
        name="decision"
        label="What was decided"
        choices={decisions.map((value) => ({ value, label: decisionWords[value] }))}
      />
      <ChooseProgramme state={state} programmes={programmes} />
      <ChooseProblem state={state} problems={view.problems} />
      <TextAreaField
        state={state}
        name="reasons"
        label="Reasons"
        hint="The main problem, what it stops them doing, what they want, and why this care fits"
      />
      <TextAreaField
        state={state}
        name="safety_summary"
        label="Safety"
        hint="What you asked, what you heard, and what was agreed. No category of risk"
      />
      <TextAreaField
        state={state}
        name="alternatives_discussed"
        rows={3}
        label="Other kinds of care that you talked about"
        hint="Needed for an offer: what else there is, and what the person preferred"
      />
      <DayField state={state} name="decided_on" label="Day of the decision" />
      <button className="nhsuk-button" type="submit">
        Record the decision
      </button>
    </PostForm>
  )
}

/** The choice stands beside whom the programme is for and not for: it is made with both in view. */
function ChooseProgramme(props: { state: FormState; programmes: readonly Programme[] }) {
  const { state, programmes } = props
  return (
    <>
      <ChoiceField
        state={state}
        name="programme_id"
        label="Programme, when one is offered"
        choices={programmes.map((one) => ({
          value: one.id,
          label: one.staffTitle,
          hint: one.indication,
        }))}
      />
      {programmes.map((programme) => (
        <div className="hr-inset" key={programme.id}>
          <SignOffLine programme={programme} />
          <details>
            <summary>Whom {programme.staffTitle} suits, and how sure we are</summary>
            <ProgrammeFacts programme={programme} />
          </details>
        </div>
      ))}
    </>
  )
}

function ChooseProblem(props: { state: FormState; problems: readonly ProblemChoice[] }) {
  const { state, problems } = props
  return (
    <>
      <SelectField
        name="problem_descriptor"
        label="Main problem, by its code (optional)"
        hint="The person’s own, whichever care is offered. After some stands the measure of
          anxiety that their outcome is counted with; after all others it is GAD-7"
        value={state.typed.problem_descriptor ?? ''}
        error={state.errors.problem_descriptor}
        options={[
          { value: '', label: 'Not recorded' },
          ...problems.map(({ code, label }) => ({ value: code, label })),
        ]}
      />
      <TickField
        state={state}
        name="outside_programme"
        label="The programme is not made for this problem, and I offer it all the same"
        hint="Only then. Say why under Reasons"
      />
    </>
  )
}
