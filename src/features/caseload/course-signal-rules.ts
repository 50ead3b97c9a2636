import type { CourseSignalRules } from '#clinical/course-signals.ts'
import type { Instrument } from '#clinical/instrument.ts'

/**
 * When a course asks for a second look. Sources: supervisor within 7 days, therapist guidance
 * section 9; no change by module 5, depression programme section 3; 20 in week 4, a design default
 * without a study behind it; no verdict before session 6, Saunders et al. 2019 (late responders).
 */
export function signalRulesFor(instrument: Instrument): CourseSignalRules {
  return {
    supervisorWithinDays: 7,
    noChangeByModule: 5,
    severeFrom: instrument.id === 'phq9' ? severePhq9 : null,
    severeAtWeek: 4,
    noVerdictBeforeSession: 6,
  }
}

/**
 * From here on the days of the non-engagement protocol are halved (therapist guidance, section
 * 8).
 */
export const severePhq9 = 20
