import { SelectField, TextField } from '#ui/fields.tsx'
import { lowerFirst } from '#ui/first-letter.ts'
import { ActForm, type CourseFormProps } from './act-form.tsx'
import { type TrackChange, trackChanges } from './track-change.ts'

/** Another way through the programme, with what it changes; nothing where there is only one. */
export function TrackForm({ record, returned }: CourseFormProps) {
  const { course, programme } = record
  const changes = trackChanges(record)
  if (changes.length === 0) return null
  const present = programme.tracks.get(course.track)?.title ?? course.track
  return (
    <ActForm
      record={record}
      returned={returned}
      name="track"
      title="Change the track"
      button="Change the track"
    >
      {({ text, faults }) => (
        <>
          <p>Now: {present}. Agree the change with them first.</p>
          {changes.map((change) => (
            <WhatChanges key={change.track.id} change={change} />
          ))}
          <p className="hr-quiet">
            Nothing that was done is lost. What is open stays open, and nothing opens by itself.
          </p>
          <SelectField
            name="track"
            label="Change to"
            value={text('track')}
            error={faults.track}
            options={[
              { value: '', label: 'Choose' },
              ...changes.map(({ track }) => ({ value: track.id, label: track.title })),
            ]}
          />
          <TextField
            name="track_reason"
            label="Why"
            value={text('track_reason')}
            error={faults.track_reason}
          />
        </>
      )}
    </ActForm>
  )
}

function WhatChanges({ change }: { change: TrackChange }) {
  const { track, dropsOut, joins, staysOpen } = change
  const lines = [
    ['Drops out', dropsOut],
    ['Joins', joins],
    ['Drops out and stays open', staysOpen],
  ] as const
  return (
    <>
      <p>
        <strong>{track.title}</strong>
        {track.for && `: ${lowerFirst(track.for)}`}
      </p>
      <ul>
        {lines.map(([label, names]) =>
          names.length === 0 ? null : (
            <li key={label}>
              {label}: {names.join('; ')}
            </li>
          ),
        )}
      </ul>
    </>
  )
}
