export { coursesRemindedToday, remindOfDiaries } from './remind-of-diaries.ts'
export { ReminderPart, type ReminderState, reminderStateOf } from './reminder-part.tsx'
