import type { Licence } from '#clinical/instrument.ts'

/** Who made the questionnaire and on what terms it is shown: under every form. */
export function LicenceLines({ licence: { attribution, name } }: { licence: Licence }) {
  // A name that we made up ourselves says nothing to a reader: then the attribution says the terms.
  const isPublished = !name.startsWith('LicenseRef-')
  return (
    <div className="hr-quiet hr-measure__licence" lang="en">
      <p>
        {attribution}
        {isPublished && ` Licence: ${name}.`}
      </p>
    </div>
  )
}
