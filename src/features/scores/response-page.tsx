import type { Instrument } from '#clinical/instrument.ts'
import { isAsked } from '#clinical/scoring.ts'
import { totalMark } from '#clinical/verification.ts'
import { directionOf, LicenceLines } from '#features/instrument-forms/index.ts'
import type { MeasureResponse, TakenBack } from '#features/measures/index.ts'
import type { VisibleCourse } from '#features/treatment/index.ts'
import { Time } from '#ui/time.tsx'
import { FormParts } from './form-parts.tsx'
import {
  answerWords,
  incompleteWords,
  itemWords,
  modeWords,
  versionWords,
  type WordsNow,
} from './response-words.ts'

interface AllFormsPageProps {
  course: VisibleCourse
  /** Newest first; null where this installation no longer has that version. */
  rows: readonly { response: MeasureResponse; instrument: Instrument | null }[]
  /** Begun in words that were withdrawn since, and not sent. */
  takenBack: readonly TakenBack[]
}

/** Every form of a course; each opens as it was answered. */
export function AllFormsPage({ course, rows, takenBack }: AllFormsPageProps) {
  return (
    <div className="hr-reading">
      <BackToRecord course={course} />
      <h1 className="nhsuk-heading-l">
        <span className="nhsuk-caption-l">
          <bdi>{course.patientName}</bdi>
        </span>
        All forms
      </h1>
      {takenBack.map(({ instrument, draft }) => (
        <p className="hr-card" key={instrument.id}>
          <strong>{instrument.shortName}</strong> was begun (last{' '}
          <Time at={draft.updatedAt} style="day-time" />, {answersWords(draft)}), and its words were
          withdrawn before it was sent. It cannot be shown to them again. What they answered is
          kept, and they can send it as it stands from their own page. Safety items count already.
        </p>
      ))}
      {rows.length === 0 && <p>No form has been filled in yet.</p>}
      <ul className="hr-plain-list">
        {rows.map(({ response, instrument }) => (
          <li key={response.id}>
            <Time at={response.submittedAt} style="short-date" />:{' '}
            {instrument ? (
              <a href={`/people/${course.id}/responses/${response.id}`}>{instrument.shortName}</a>
            ) : (
              `${response.instrumentId}, version ${response.instrumentVersion}`
            )}
            {response.total !== null &&
              `, ${response.total}${instrument ? totalMark(instrument) : ''}`}
            {response.total === null &&
              instrument?.scoring.method !== 'none' &&
              ', without a total'}
            {modeWords[response.mode] && (
              <span className="hr-quiet">, {modeWords[response.mode]}</span>
            )}
          </li>
        ))}
      </ul>
    </div>
  )
}

function answersWords({ answers }: TakenBack['draft']): string {
  const count = Object.keys(answers).length
  return `${count} ${count === 1 ? 'answer' : 'answers'}`
}

interface ResponsePageProps {
  course: VisibleCourse
  response: MeasureResponse
  /** In the words that were shown then. */
  instrument: Instrument
  /** What has become of those words. */
  words: WordsNow
  /** Who typed it in; null for a form the person answered on a screen. */
  typist: string | null
}

/** One form as it was answered, in the words of then. */
export function ResponsePage({ course, response, instrument, words, typist }: ResponsePageProps) {
  const { total, mode, submittedAt, enteredAt } = response
  const hasTotal = instrument.scoring.method !== 'none'
  const incomplete = incompleteWords(instrument, response)
  return (
    <div className="hr-reading">
      <BackToRecord course={course} />
      <h1 className="nhsuk-heading-l">
        <span className="nhsuk-caption-l">
          <bdi>{course.patientName}</bdi>
        </span>
        {instrument.shortName}, <Time at={submittedAt} style="day" />
      </h1>
      <p>
        {hasTotal && <strong>{totalWords(instrument, total)}</strong>}
        {incomplete}
      </p>
      <p>
        Filled in <Time at={submittedAt} style={typist ? 'day' : 'day-time'} />
        {modeWords[mode] ? `, ${modeWords[mode]}` : ', signed in'}.
        {typist && (
          <>
            {' '}
            Typed in by {typist}
            {enteredAt && (
              <>
                {' '}
                <Time at={enteredAt} style="day-time" />
              </>
            )}
            .
          </>
        )}
      </p>
      <FormParts instrument={instrument} forms={[response]} />
      <Answers instrument={instrument} response={response} />
      <p className="hr-quiet">{versionWords(response, words)}.</p>
      <LicenceLines licence={instrument.licence} />
      <p className="hr-no-print">
        <a href={`/people/${course.id}/responses`}>All forms</a>
      </p>
      <p className="hr-no-print">
        <a href={`/people/${course.id}/responses/${response.id}/fhir`} download="form.json">
          This form for another system (FHIR R4)
        </a>
      </p>
    </div>
  )
}

function totalWords(instrument: Instrument, total: number | null): string {
  return total === null ? 'Without a total. ' : `Total ${total}${totalMark(instrument)}. `
}

function Answers({ instrument, response }: Pick<ResponsePageProps, 'instrument' | 'response'>) {
  const words = { lang: instrument.language, dir: directionOf(instrument.language) }
  const asked = instrument.items.filter((item) => isAsked(item, response.answers))
  return (
    <>
      {instrument.stem && <p {...words}>{instrument.stem}</p>}
      <dl className="hr-facts hr-answers">
        {asked.map((item) => (
          <div key={item.number}>
            <dt {...(item.text === null ? {} : words)}>
              {item.label ?? item.number}. {item.text}
            </dt>
            <dd>{itemWords(item, response)}</dd>
          </div>
        ))}
        {instrument.extra
          .filter(({ id }) => response.extra[id] !== undefined)
          .map(({ id, text, options }) => (
            <div key={id}>
              <dt {...words}>{text ?? id}</dt>
              <dd dir="auto">{answerWords(options, response.extra[id])}</dd>
            </div>
          ))}
      </dl>
    </>
  )
}

function BackToRecord({ course }: { course: VisibleCourse }) {
  return (
    <a className="nhsuk-back-link" href={`/people/${course.id}`}>
      The record
    </a>
  )
}
