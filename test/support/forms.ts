import { formKey } from '#features/instruments/index.ts'
import type { TestApp } from './app.ts'
import type { Patient } from './people.ts'

/** Where this person's own form is: its address does not name it. */
export function formAddress(test: TestApp, patient: Patient, instrumentId: string): string {
  return `/measures/${formKey(test.runtime, patient.patientId, instrumentId)}`
}
