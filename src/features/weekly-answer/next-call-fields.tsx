import { BookCallFields, BookedCall } from '#features/contacts/index.ts'
import type { PersonRecord } from '#features/person-record/index.ts'
import type { Form } from '#platform/http/form.ts'
import type { Faults } from '#ui/fields.tsx'
import { usePageSettings } from '#ui/page-settings.tsx'

interface NextCallFieldsProps {
  record: PersonRecord
  typed: Form | null
  faults: Faults
}

/** The next call, booked with the answer; what is booked already stands above. */
export function NextCallFields({ record, typed, faults }: NextCallFieldsProps) {
  const { now } = usePageSettings()
  const ahead = record.appointments
    .filter((call) => call.cancelledAt === null && call.contactId === null && call.startsAt > now)
    .toReversed()
  const isTyped = Boolean(typed?.trimmed('book_date') || typed?.trimmed('book_time'))
  const isRefused = Object.keys(faults).some((name) => name.startsWith('book_'))
  return (
    <fieldset className="hr-choice" id="next_call">
      <legend>Next call</legend>
      {ahead.map((call) => (
        <p key={call.id}>
          <BookedCall call={call} />{' '}
          <a href={`/people/${record.course.id}/calls`}>Move or cancel</a>
        </p>
      ))}
      <details className="hr-choice__more" open={isTyped || isRefused}>
        <summary>{ahead.length === 0 ? 'Book a call' : 'Book another'}</summary>
        <BookCallFields typed={typed} faults={faults} />
        <p className="hr-quiet">
          Booked when you send this. They see it on Today and get a neutral notice.
        </p>
      </details>
    </fieldset>
  )
}
