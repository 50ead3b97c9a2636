import { isVerifiedForOutcomes } from '#clinical/verification.ts'
import type { Context } from '#platform/context.ts'
import { FaultSummary } from '#ui/fields.tsx'
import { formatDay } from '#ui/time.tsx'
import type { AskedOutcomes } from './ask-outcomes.ts'
import { FiguresTables, FollowUps } from './figures-table.tsx'
import { FilterForm } from './filter-form.tsx'
import type { OutcomeReport } from './outcome-report.ts'
import {
  AfterSignals,
  Contacts,
  Effects,
  Functioning,
  OwnMeasures,
  RulesAndSources,
} from './outcome-sections.tsx'

interface OutcomesPageProps {
  ctx: Context
  asked: AskedOutcomes
  /** Null while what was asked for has a fault. */
  report: OutcomeReport | null
  csvAddress: string
}

/** How treatment ended, for those who answer for the service or for a team. Nobody's name. */
export function OutcomesPage({ ctx, asked, report, csvAddress }: OutcomesPageProps) {
  return (
    <div className="hr-outcomes">
      <FaultSummary faults={asked.faults} />
      <h1 className="nhsuk-heading-l">Outcomes</h1>
      <p className="hr-no-print">
        How treatment that ended in a period went, by the national rules. Nobody’s name is in it.
      </p>
      <FilterForm ctx={ctx} asked={asked} />
      {report === null && (
        <p>Nothing is shown until the choices above are mended. What you chose is still there.</p>
      )}
      {report?.isEmpty === true && <NobodyYet report={report} />}
      {report?.isEmpty === false && (
        <Figures ctx={ctx} asked={asked} report={report} csvAddress={csvAddress} />
      )}
    </div>
  )
}

function NobodyYet({ report }: { report: OutcomeReport }) {
  return (
    <>
      <div className="hr-card hr-card--calm">
        <h2 className="nhsuk-heading-m">Nobody’s treatment ended in this period</h2>
        <p>
          A course is counted when it has ended, by the day it ended. Choose a longer period above,
          or more people. People in treatment are in nobody’s figures yet.
        </p>
      </div>
      <AfterSignals report={report} />
      <RulesAndSources report={report} />
    </>
  )
}

function Figures({
  ctx,
  asked,
  report,
  csvAddress,
}: OutcomesPageProps & { report: OutcomeReport }) {
  return (
    <>
      <h2 className="nhsuk-heading-m">{periodWords(report)}</h2>
      <p>
        {scopeWords(ctx, asked, report)}{' '}
        {report.numbers === 'published'
          ? 'Small numbers are hidden and others rounded, as for publication.'
          : 'Numbers as they are: for use inside the service.'}
      </p>
      <Warnings report={report} />
      <FiguresTables report={report} />
      <p className="hr-no-print">
        <a href={csvAddress}>Download these figures for a spreadsheet (CSV)</a>
      </p>
      <OwnMeasures report={report} />
      <Contacts ctx={ctx} report={report} />
      <Functioning report={report} />
      <Effects ctx={ctx} report={report} />
      <FollowUps report={report} />
      <AfterSignals report={report} />
      <RulesAndSources report={report} />
    </>
  )
}

function periodWords({ filter }: OutcomeReport): string {
  return `Ended from ${formatDay(filter.from, 'date')} to ${formatDay(filter.to, 'date')}`
}

function scopeWords(ctx: Context, { typed, choices }: AskedOutcomes, report: OutcomeReport) {
  const [kind, id] = typed.people.split(':')
  const people =
    kind === 'team'
      ? `the team of ${choices.supervisors.find((one) => one.id === id)?.name}`
      : kind === 'therapist'
        ? `the people of ${choices.therapists.find((one) => one.id === id)?.name}`
        : report.filter.therapistIds === null
          ? 'the whole service'
          : 'the people you supervise'
  const programme = typed.programme
    ? `, ${ctx.content.programmes.get(typed.programme)?.staffTitle ?? typed.programme}`
    : ''
  const problem =
    typed.problem === 'none'
      ? ', no problem recorded'
      : typed.problem && `, problem ${typed.problem}`
  return `Counted: ${people}${programme}${problem}.`
}

/** What a reader must know before they believe a figure. */
function Warnings({ report }: { report: OutcomeReport }) {
  const unverified = report.measures.filter((instrument) => !isVerifiedForOutcomes(instrument))
  const rules = report.rules.filter(({ verifiedBy }) => verifiedBy.trim() === '')
  if (unverified.length + rules.length === 0 && report.leftOut === 0) return null
  return (
    <div className="nhsuk-inset-text hr-outcomes__warnings">
      {rules.length > 0 && (
        <p>The rules of these figures have not been verified by a named person.</p>
      )}
      {unverified.length > 0 && (
        <p>
          Thresholds not verified by a named clinician:{' '}
          {unverified.map(({ shortName }) => shortName).join(', ')}.{' '}
          <a className="hr-no-print" href="#rules">
            See what they rest on
          </a>
        </p>
      )}
      {report.leftOut !== 0 && (
        <p>
          Left out, because no rules were in force when they ended: {report.leftOut ?? 'a few'}.
        </p>
      )}
    </div>
  )
}
