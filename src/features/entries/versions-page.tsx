import { isDeepStrictEqual } from 'node:util'
import type { Worksheet } from '#content/types.ts'
import { type Entry, type EntryVersion, FieldWords } from '#features/worksheets/index.ts'
import { PostForm } from '#ui/post-form.tsx'
import { Time } from '#ui/time.tsx'

interface HistoryProps {
  readonly entry: Entry
  readonly worksheet: Worksheet
  readonly history: readonly EntryVersion[]
}

/** Every version with what changed in it; an older one can be brought back. */
export function HistoryPage(props: HistoryProps & { unsettled: number }) {
  const { entry, worksheet } = props
  return (
    <div className="hr-reading">
      <p>
        <a className="nhsuk-back-link" href={`/entries/${entry.id}`}>
          Back to the entry
        </a>
      </p>
      <h1 className="nhsuk-heading-l">Earlier versions</h1>
      <p>{worksheet.title}. Every time it was saved is kept. Bringing one back loses nothing.</p>
      {props.unsettled > 0 && (
        <p className="hr-notice">
          <a href={`/entries/${entry.id}/versions`}>Two texts met here. Choose which one stands</a>.
        </p>
      )}
      <VersionList {...props} mayRestore />
    </div>
  )
}

export function VersionList(props: HistoryProps & { mayRestore?: boolean }) {
  const { entry, worksheet, history } = props
  return (
    <ol className="hr-versions">
      {history.map((version, index) => (
        <li key={version.version}>
          <h2 className="nhsuk-heading-s">
            <Time at={version.savedAt} />, {version.savedByName}
            {version.version === entry.version && ' (as it stands)'}
          </h2>
          {version.beside !== null && (
            <p>Kept beside another text that was saved in the meantime.</p>
          )}
          <Changes worksheet={worksheet} version={version} before={history[index + 1] ?? null} />
          {props.mayRestore && version.version !== entry.version && (
            <PostForm action={`/entries/${entry.id}/restore`}>
              <input type="hidden" name="version" value={version.version} />
              <button type="submit" className="hr-link-button">
                Bring this version back
                <span className="nhsuk-u-visually-hidden"> ({version.version})</span>
              </button>
            </PostForm>
          )}
        </li>
      ))}
    </ol>
  )
}

function Changes(props: {
  worksheet: Worksheet
  version: EntryVersion
  before: EntryVersion | null
}) {
  const { version, before } = props
  const changed = props.worksheet.stages
    .flatMap(({ fields }) => fields)
    .filter((field) => !isDeepStrictEqual(version.values[field.id], before?.values[field.id]))
  if (changed.length === 0) return <p className="hr-quiet">The same words as before.</p>
  return (
    <dl className="hr-values">
      {changed.map((field) => (
        <div key={field.id}>
          <dt>{field.label}</dt>
          <dd dir="auto">
            {version.values[field.id] === undefined ? (
              <span className="hr-quiet">(taken out)</span>
            ) : (
              <FieldWords field={field} values={version.values} />
            )}
          </dd>
        </div>
      ))}
    </dl>
  )
}

/** Two texts that met, side by side: the person keeps one, and the other stays in the history. */
export function VersionsPage(props: {
  entry: Entry
  worksheet: Worksheet
  beside: EntryVersion
  standing: EntryVersion
}) {
  const { entry, worksheet, beside, standing } = props
  const texts = [
    { keep: 'standing', title: 'Saved first', version: standing },
    { keep: 'beside', title: 'Saved afterwards', version: beside },
  ] as const
  return (
    <div>
      <h1 className="nhsuk-heading-l">Two versions of the same words</h1>
      <p className="hr-narrow">
        “{worksheet.title}” was open in two places, and both were changed. Nothing is lost: here are
        both. Keep the one you want. The other stays under earlier versions.
      </p>
      <div className="hr-side-by-side">
        {texts.map(({ keep, title, version }) => (
          <section key={keep} aria-labelledby={`text-${keep}`}>
            <h2 className="nhsuk-heading-m" id={`text-${keep}`}>
              {title}
            </h2>
            <p className="hr-quiet">
              <Time at={version.savedAt} />, {version.savedByName}
            </p>
            <Changes
              worksheet={worksheet}
              version={version}
              before={keep === 'standing' ? beside : standing}
            />
            <PostForm action={`/entries/${entry.id}/keep`}>
              <input type="hidden" name="beside" value={beside.version} />
              <input type="hidden" name="keep" value={keep} />
              <button type="submit" className="nhsuk-button nhsuk-button--secondary">
                {keep === 'standing' ? 'Keep this one' : 'Keep that one'}
              </button>
            </PostForm>
          </section>
        ))}
      </div>
    </div>
  )
}
