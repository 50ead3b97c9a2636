import type { Insertable } from 'kysely'
import type { DB } from '#platform/database/database-types.ts'

/** Rows for many tables, gathered before any is written. */
export class Rows {
  private readonly tables = new Map<keyof DB, object[]>()

  constructor(private readonly serviceId: string) {}

  add<Table extends keyof DB>(table: Table, row: Omit<Insertable<DB[Table]>, 'service_id'>): void {
    const rows = this.tables.get(table) ?? []
    rows.push({ service_id: this.serviceId, ...row })
    this.tables.set(table, rows)
  }

  /** In the order in which tables refer to each other. */
  inOrder(): [keyof DB, readonly object[]][] {
    return order.flatMap((table): [keyof DB, readonly object[]][] => {
      const rows = this.tables.get(table)
      return rows ? [[table, rows]] : []
    })
  }

  count(table: keyof DB): number {
    return this.tables.get(table)?.length ?? 0
  }
}

const order: readonly (keyof DB)[] = [
  'account',
  'account_role',
  'supervision_link',
  'patient',
  'referral',
  'assessment',
  'consent',
  'course',
  'course_event',
  'module_event',
  'page_visit',
  'message',
  'message_receipt',
  'message_handling',
  'module_end',
  'entry',
  'entry_version',
  'entry_comment',
  'entry_comment_receipt',
  'series_point',
  'practice_task',
  'practice_event',
  'measure_request',
  'measure_decision',
  'instrument_response',
  'signal_decision',
  'safety_item',
  'safety_event',
  'adverse_event',
  'adverse_event_version',
  'adverse_event_review',
  'contact',
  'appointment',
  'review',
  'time_entry',
  'staff_note',
  'record_look',
  'audit_event',
]
