import type { SafetyProtocol } from '#content/types.ts'
import type { StaffMember } from '#features/accounts/index.ts'
import { LogoSection, type LogoSectionProps } from '#features/identity/index.ts'
import { FaultSummary, type Faults, TextAreaField, TextField, Tick, Ticks } from '#ui/fields.tsx'
import { PostForm } from '#ui/post-form.tsx'
import { SafetySettings } from './safety-settings.tsx'
import type { SettingsFields } from './settings-form.ts'

export interface SettingsPageProps {
  fields: SettingsFields
  faults: Faults
  /** As it is shipped: what holds where the service has set nothing. */
  protocol: SafetyProtocol
  dutyClinicians: readonly StaffMember[]
  supervisors: readonly StaffMember[]
  isSaved: boolean
  logo: LogoSectionProps
}

const parts = [
  ['name', 'Name and numbers'],
  ['logo-section', 'Logo'],
  ['hours', 'Working hours'],
  ['safety', 'Safety'],
  ['forms', 'Forms'],
  ['range', 'Usual scores'],
] as const

/** What the service decides for itself, each setting with what it does. */
export function SettingsPage(props: SettingsPageProps) {
  return (
    <div className="hr-reading">
      <FaultSummary faults={{ ...props.faults, ...props.logo.returned?.faults }} />
      <h1 className="nhsuk-heading-l">Settings</h1>
      {props.isSaved && (
        <p className="hr-card hr-card--calm" role="status">
          Saved. In use from now on.
        </p>
      )}
      <nav className="hr-small" aria-label="Parts of the settings">
        <ul className="hr-settings__parts">
          {parts.map(([id, title]) => (
            <li key={id}>
              <a href={`#${id}`}>{title}</a>
            </li>
          ))}
        </ul>
      </nav>
      <PostForm action="/settings">
        <Identity {...props} />
        <Hours {...props} />
        <SafetySettings {...props} />
        <section className="hr-section" id="forms">
          <h2 className="nhsuk-heading-m">Forms</h2>
          <Tick
            name="oneQuestionAScreen"
            label="Show one question at a time"
            isTicked={props.fields.values.oneQuestionAScreen === 'yes'}
            hint="For questionnaires. Without it, each questionnaire is one page."
          />
          <Tick
            name="answerLinks"
            label="Reminders carry a link to answer without signing in"
            isTicked={props.fields.values.answerLinks === 'yes'}
            hint={linkHint}
          />
          <Tick
            name="prorateMissingAnswers"
            label="Give a total when one or two answers are missing"
            isTicked={props.fields.values.prorateMissingAnswers === 'yes'}
            hint={prorateHint}
          />
        </section>
        <ExpectedRange {...props} />
        <button className="nhsuk-button" type="submit">
          Save settings
        </button>
      </PostForm>
      <LogoSection {...props.logo} />
    </div>
  )
}

const linkHint =
  'Whoever opens the mail can see the questions and answer them, once. Nothing else is shown. ' +
  'Without it, people sign in first, and a therapist can still send a link by hand.'

const prorateHint =
  'Only where the questionnaire has a rule for it: each missing answer then counts as the mean ' +
  'of the others. Nobody has verified these rules yet. Without it, such a form has no total.'

function Identity({ fields: { values }, faults }: SettingsPageProps) {
  return (
    <section id="name">
      <h2 className="nhsuk-heading-m">Name and numbers</h2>
      <TextField
        name="fullName"
        label="Full name"
        value={values.fullName ?? ''}
        error={faults.fullName}
        hint="What the organisation calls itself. At the top of every page while there is no short
          name; never in an e-mail or a text."
      />
      <TextField
        name="shortName"
        label="Short name (optional)"
        value={values.shortName ?? ''}
        error={faults.shortName}
        hint="At the top of every page and at the start of every e-mail and text. It shows on locked
          phones, so choose one that does not say what the service is for."
      />
      <TextField
        name="colour"
        label="Colour (optional)"
        width={10}
        value={values.colour ?? ''}
        error={faults.colour}
        hint="Of the name, links, marks and lines on every page, such as #005eb8. Words in it must
          be readable on white."
      />
      <TextField
        name="servicePhone"
        type="tel"
        label="Telephone number"
        width={20}
        value={values.servicePhone ?? ''}
        error={faults.servicePhone}
        hint="Where patients ring the service. Shown on the help page."
      />
      <TextField
        name="openingHours"
        label="Opening hours"
        value={values.openingHours ?? ''}
        error={faults.openingHours}
        hint="In words, as patients read them beside the number."
      />
      <TextField
        name="crisisLineName"
        label="Name of the local crisis line (optional)"
        value={values.crisisLineName ?? ''}
        error={faults.crisisLineName}
        hint="Shown on the help page, beside NHS 111 and Samaritans."
      />
      <TextField
        name="crisisLinePhone"
        type="tel"
        label="Number of the local crisis line (optional)"
        width={20}
        value={values.crisisLinePhone ?? ''}
        error={faults.crisisLinePhone}
      />
    </section>
  )
}

function ExpectedRange({ fields: { values } }: SettingsPageProps) {
  return (
    <section className="hr-section" id="range">
      <h2 className="nhsuk-heading-m">Where people’s scores usually are</h2>
      <p>
        A band behind a graph: where the middle half of people with the same first score are, week
        by week. The model that comes with Handrail is an illustration. It has no effect before a
        service lead or content lead has accepted it:{' '}
        <a href="/expected-range">read it, and accept it or not</a>.
      </p>
      <Tick
        name="showExpectedRange"
        label="Show it to staff"
        isTicked={values.showExpectedRange === 'yes'}
        hint="On the review, in supervision, and as a reason to look at somebody."
      />
      <Tick
        name="showExpectedRangeToPatients"
        label="Show it to people on their own graph"
        isTicked={values.showExpectedRangeToPatients === 'yes'}
        hint="With words that say what it is, and that many people are outside it."
      />
    </section>
  )
}

const days = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday']

function Hours({ fields: { values, workingDays }, faults }: SettingsPageProps) {
  return (
    <section className="hr-section" id="hours">
      <h2 className="nhsuk-heading-m">Working hours</h2>
      <p>Safety clocks run in these hours, and promised answers fall within them.</p>
      <Ticks
        name="workingDays"
        legend="Working days"
        chosen={workingDays}
        error={faults.workingDays}
        options={days.map((label, index) => ({ value: String(index + 1), label }))}
      />
      <TextField
        name="workingFrom"
        label="From"
        width={5}
        value={values.workingFrom ?? ''}
        error={faults.workingFrom}
        hint="Such as 08:00."
      />
      <TextField
        name="workingTo"
        label="To"
        width={5}
        value={values.workingTo ?? ''}
        error={faults.workingTo}
        hint="Such as 18:00."
      />
      <TextAreaField
        name="bankHolidays"
        label="Days when nobody is there"
        value={values.bankHolidays ?? ''}
        error={faults.bankHolidays}
        hint="Bank holidays and closures, one a line, such as 2026-12-25."
      />
      <TextField
        name="messageReplyWorkingDays"
        label="Messages are answered within this many working days"
        width={5}
        inputMode="numeric"
        value={values.messageReplyWorkingDays ?? ''}
        error={faults.messageReplyWorkingDays}
        hint="From 1 to 5. Patients are told."
      />
      <TextField
        name="writesAfterEndingDays"
        label="After treatment has ended, people can write for this many days"
        width={5}
        inputMode="numeric"
        value={values.writesAfterEndingDays ?? ''}
        error={faults.writesAfterEndingDays}
        hint="From 28 to 730. They are told the day. What they write until then stays on their
          therapist’s list."
      />
    </section>
  )
}
