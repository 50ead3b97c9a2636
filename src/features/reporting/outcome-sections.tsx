import type { Instrument } from '#clinical/instrument.ts'
import type { EffectMeasures, SourcedRules } from '#content/types.ts'
import type { Context } from '#platform/context.ts'
import { Breakable } from '#ui/breakable.tsx'
import { formatDay } from '#ui/time.tsx'
import { Count, Table } from './figures-table.tsx'
import type { OutcomeReport } from './outcome-report.ts'
import type { Summary } from './outcome-spreads.ts'
import { changeWords, checkedWords, cutOffWords } from './threshold-words.ts'

interface SectionProps {
  report: OutcomeReport
}

/** How often a problem's own measure was used, and how often GAD-7 stood in for it. */
export function OwnMeasures({ report }: SectionProps) {
  if (report.own.length === 0) return null
  return (
    <Table
      title="Measures of a problem’s own"
      columns={[
        'Measure',
        'Finished courses',
        'Used',
        'GAD-7 instead: not answered twice',
        'GAD-7 instead: thresholds not verified',
        'GAD-7 instead: no thresholds',
      ]}
      rows={report.own.map(({ measureId, measure, problems, counts }) => ({
        key: measureId,
        cells: [
          `${measure} (${problems.join(', ')})`,
          <Count key="due" value={counts.due} report={report} />,
          <Count key="used" value={counts.used} report={report} />,
          <Count key="not_paired" value={counts.not_paired} report={report} />,
          <Count key="not_verified" value={counts.not_verified} report={report} />,
          <Count key="no_threshold" value={counts.no_threshold} report={report} />,
        ],
      }))}
    >
      <p className="hr-quiet">
        A threshold that no named clinician has verified is not used outside a demonstration. GAD-7,
        which everybody answers, stands in.
      </p>
    </Table>
  )
}

/** The five items of WSAS, each a score of its own. */
export function Functioning({ report }: SectionProps) {
  if (report.functioning.length === 0) return null
  return (
    <Table
      title="Work and everyday life (WSAS)"
      columns={[
        'Item',
        'With first and last',
        'Mean first',
        'Median first',
        'Mean last',
        'Median last',
        'National measures',
      ]}
      rows={report.functioning.map(({ item, first, last }) => ({
        key: item.label,
        cells: [
          item.label,
          <Count key="count" value={first.count} report={report} />,
          valueWords(first, first.mean),
          valueWords(first, first.median),
          valueWords(last, last.mean),
          valueWords(last, last.median),
          [item.countId, item.firstId, item.firstMedianId, item.lastId, item.lastMedianId].join(
            ', ',
          ),
        ],
      }))}
    >
      <p className="hr-quiet">0 to 8 each, lower is better. It has no part in recovery.</p>
    </Table>
  )
}

/** How far scores moved, against how far apart people were at the start. */
export function Effects({ ctx, report }: SectionProps & { ctx: Context }) {
  if (report.effects.length === 0) return null
  const { effect } = ctx.content.outcomes
  const { firstId, firstSdId, lastId, lastSdId, effectId } = effect
  const names = [firstId, firstSdId, lastId, lastSdId, effectId]
  const isByEngland = report.effects.every((line) => line.isByEngland)
  return (
    <Table
      title="How far scores moved"
      columns={[
        'Measure',
        'With a first score',
        'Mean first',
        'Standard deviation first',
        'With a last score',
        'Mean last',
        'Standard deviation last',
        'Change in deviations',
      ]}
      rows={report.effects.map(({ measure, first, last, effect: moved }) => ({
        key: measure,
        cells: [
          measure,
          <Count key="first" value={first.count} report={report} />,
          valueWords(first, first.mean),
          valueWords(first, first.deviation),
          <Count key="last" value={last.count} report={report} />,
          valueWords(last, last.mean),
          valueWords(last, last.deviation),
          moved === null ? 'not known' : moved.toFixed(2),
        ],
      }))}
    >
      <p className="hr-quiet">
        {effect.explains} In the annual publication: <Breakable text={names.join(', ')} />.{' '}
        {isByEngland ? englandWords(effect.englandSd) : ownDeviationWords(effectId)}
      </p>
    </Table>
  )
}

function englandWords({ source, verifiedBy }: EffectMeasures['englandSd']): string {
  const checked = verifiedBy ? `checked by ${verifiedBy}` : 'not verified'
  return `The deviation of first scores is England’s: ${source} (${checked}).`
}

function ownDeviationWords(effectId: string): string {
  return (
    `${effectId} divides by England’s deviation of first scores, which has not been entered for ` +
    'every measure. Where it is missing this period’s own stands in: do not compare that result ' +
    'with published ones.'
  )
}

/** How many treatment contacts a finished course took. */
export function Contacts({ ctx, report }: SectionProps & { ctx: Context }) {
  const { contacts } = report
  if (contacts.count === 0) return null
  const { meanId, medianId, explains } = ctx.content.outcomes.contacts
  return (
    <Table
      title="Treatment contacts in a finished course"
      columns={['What', 'Finished courses', 'Mean', 'Median', 'National measures']}
      rows={[
        {
          key: 'contacts',
          cells: [
            'Treatment contacts',
            <Count key="count" value={contacts.count} report={report} />,
            valueWords(contacts, contacts.mean),
            valueWords(contacts, contacts.median),
            `${meanId}, ${medianId}`,
          ],
        },
      ]}
    >
      <p className="hr-quiet">{explains}</p>
    </Table>
  )
}

function valueWords({ count }: Summary, value: number | null): string {
  if (value !== null) return value.toFixed(1)
  return count === null ? 'hidden' : 'not known'
}

/** What the scores did after decisions about people not on track. */
export function AfterSignals({ report }: SectionProps) {
  if (report.signals.length === 0) return null
  return (
    <Table
      title="After a signal that scores need a look"
      columns={[
        'What was decided',
        'Measure',
        'Decisions',
        'With a later score',
        'Reliably better',
        'Reliably worse',
        'Mean change',
      ]}
      rows={report.signals.map((line) => ({
        key: `${line.measure} ${line.decision}`,
        cells: [
          line.decision,
          line.measure,
          <Count key="decided" value={line.decided} report={report} />,
          <Count key="later" value={line.withLater} report={report} />,
          <Count key="better" value={line.reliablyBetter} report={report} />,
          <Count key="worse" value={line.reliablyWorse} report={report} />,
          line.meanChange === null ? 'not known' : signed(line.meanChange),
        ],
      }))}
    >
      <p className="hr-quiet">
        From the score that raised the signal to the last one after the decision, for decisions of
        this period. Scores that were high tend to fall by themselves, and different people get
        different decisions: this does not say what a decision did.
      </p>
    </Table>
  )
}

function signed(value: number): string {
  return value > 0 ? `+${value}` : String(value)
}

/** By what rules the figures were worked out, what they rest on, and what nobody has checked. */
export function RulesAndSources({ report }: SectionProps) {
  return (
    <section className="hr-outcomes__part">
      <h2 className="nhsuk-heading-m" id="rules">
        Rules and sources
      </h2>
      {report.rules.map((rules) => (
        <RulesOfOne key={rules.id} rules={rules} />
      ))}
      <Table
        title="Thresholds"
        columns={['Measure', 'A case is', 'Reliable change', 'Checked', 'Source']}
        rows={report.measures.map((instrument) => ({
          key: instrument.id,
          cells: thresholdCells(instrument),
        }))}
      >
        <p className="hr-quiet">
          “Checked by” names a person who has held a value to its source, as this service has
          recorded it or as it stands in the file of the questionnaire; Handrail cannot check that.
          The measures that everybody answers are used also where nobody has, as the head of this
          page says; the measure of a problem is not, but in a demonstration.
        </p>
      </Table>
      {report.smallNumbers && <p>{smallNumberWords(report.numbers, report.smallNumbers)}</p>}
    </section>
  )
}

function smallNumberWords(
  numbers: OutcomeReport['numbers'],
  { hideBelow, roundTo }: SourcedRules['smallNumbers'],
): string {
  if (numbers === 'exact') {
    return (
      'Small numbers are shown as they are. Choose “Hidden, as for publication” before these ' +
      'figures leave the service: one person may be recognised in a count of one.'
    )
  }
  return (
    `Counts from 1 to ${hideBelow - 1} are hidden and others rounded to ${roundTo}, so that ` +
    `nobody can be recognised; parts may not add up. Percentages are of the rounded counts.`
  )
}

function RulesOfOne({ rules }: { rules: SourcedRules }) {
  return (
    <>
      <p>
        <strong>{rules.title}</strong> (version {rules.id}, for courses that ended from{' '}
        {formatDay(rules.validFrom, 'date')}).{' '}
        {rules.verifiedBy
          ? `Checked by ${rules.verifiedBy}.`
          : 'Not verified: nobody has yet compared them with the national manual.'}
      </p>
      <ul>
        <li>
          <Breakable text={rules.source} />
        </li>
        {rules.sources.map(({ about, source }) => (
          <li key={about}>
            {about}: <Breakable text={source} />
          </li>
        ))}
      </ul>
    </>
  )
}

function thresholdCells(instrument: Instrument): readonly string[] {
  const { caseness, reliableChange } = instrument
  const checked = [...new Set([checkedWords(caseness), checkedWords(reliableChange)])]
  const sources = [caseness?.source, reliableChange?.source].map((text) => text?.replace(/\.$/, ''))
  return [
    instrument.shortName,
    cutOffWords(instrument),
    changeWords(instrument),
    checked.filter(Boolean).join('; ') || 'no thresholds',
    [...new Set(sources)].filter(Boolean).join('. '),
  ]
}
