import type { Instrument } from '#clinical/instrument.ts'
import type { SetAside } from '#clinical/measure-points.ts'
import { patientName } from '#features/instruments/index.ts'
import { newId } from '#platform/ids.ts'
import { PostForm } from '#ui/post-form.tsx'
import { NearDay } from '#ui/time.tsx'

export interface PutAsideForm {
  readonly instrument: Instrument
  readonly address: string
  readonly aside: SetAside
}

/** Beside a form that is due: it need not be filled in now. */
export function NotNowLink({ instrument, address }: Omit<PutAsideForm, 'aside'>) {
  return (
    <a href={`${address}/not-now`}>
      Not now<span className="nhsuk-u-visually-hidden">: {patientName(instrument)}</span>
    </a>
  )
}

/** What a person has put aside, each with its way back. */
export function PutAsideList({ forms }: { forms: readonly PutAsideForm[] }) {
  if (forms.length === 0) return null
  return (
    <section aria-labelledby="put-aside">
      <h2 className="nhsuk-heading-s" id="put-aside">
        Put aside
      </h2>
      <ul className="hr-plain-list">
        {forms.map(({ instrument, address, aside }) => (
          <li key={instrument.id} className="hr-row hr-row--apart">
            <span>
              {patientName(instrument)}: <AsideWords aside={aside} />
            </span>
            <PostForm action={`${address}/again`} sendKey={newId()}>
              <button className="hr-link-button" type="submit">
                Do it after all
                <span className="nhsuk-u-visually-hidden">: {patientName(instrument)}</span>
              </button>
            </PostForm>
          </li>
        ))}
      </ul>
    </section>
  )
}

function AsideWords({ aside }: { aside: SetAside }) {
  if (aside.why === 'postponed' && aside.until !== null) {
    return (
      <>
        waits until <NearDay at={new Date(aside.until)} />
      </>
    )
  }
  return aside.why === 'skipped' ? 'left out this time' : 'not asked'
}

/** Forms that are open but would be too much for one day. */
export function LaterNote({ forms }: { forms: readonly Instrument[] }) {
  if (forms.length === 0) return null
  return (
    <p className="hr-quiet">
      {forms.map(patientName).join(', ')}: not today. That would be a lot of questions in one go, so
      it waits for another day.
    </p>
  )
}
